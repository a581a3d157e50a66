//! `vuer serve`

use std::path::{Path, PathBuf};

use anyhow::ensure;
use vuer::Workspace;

use crate::cli::similar_command;
use crate::serving::{ServeArgs, serve};

/// Serve the client and the files of a folder.
///
/// The page shows an empty scene; programs reach it through `POST /relay`. The files are at `/static`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Args {
    /// Folder to serve at /static. Without it the working directory, if only this machine can reach the server
    dir: Option<PathBuf>,
    #[command(flatten)]
    serve: ServeArgs,
}

pub(crate) fn run(args: Args) -> anyhow::Result<()> {
    let mut vuer = args.serve.builder()?;
    if let Some(dir) = args.dir {
        let name = dir.display();
        ensure!(!dir.is_file(), "{name} is a file: name the folder it is in");
        ensure!(
            dir.is_dir(),
            "{name} is no folder to serve, nor a command{} (vuer --help lists those)",
            meant(&dir, &args.serve)
        );
        vuer = vuer.workspace(Workspace::new().dir(dir));
    }
    serve(vuer, &args.serve)
}

/// What somebody may have meant by a folder that is none.
fn meant(dir: &Path, serve: &ServeArgs) -> String {
    if serve.has_random_token() {
        let name = dir.display();
        return format!(": if it is to be the token, write --token={name}");
    }
    let command = dir.to_str().and_then(similar_command);
    command.map_or_else(String::new, |command| format!(": did you mean {command}?"))
}
