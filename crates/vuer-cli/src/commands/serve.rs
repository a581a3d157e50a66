//! `vuer serve`

use std::path::PathBuf;

use anyhow::Context as _;
use vuer::Workspace;

use crate::serving::{ServeArgs, serve};

/// Serve the client and the files of a folder.
///
/// The page shows an empty scene; programs reach it through `POST /relay`. The files are at `/static`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Args {
    /// Folder to serve at /static. Without it the working directory, to this machine only
    dir: Option<PathBuf>,
    #[command(flatten)]
    serve: ServeArgs,
}

pub(crate) fn run(args: Args) -> anyhow::Result<()> {
    let mut vuer = args.serve.builder()?;
    if let Some(dir) = args.dir {
        let found = dir.is_dir().then_some(&dir);
        let dir =
            found.with_context(|| format!("there is no folder {} to serve", dir.display()))?;
        vuer = vuer.workspace(Workspace::new().dir(dir));
    }
    serve(vuer, &args.serve)
}
