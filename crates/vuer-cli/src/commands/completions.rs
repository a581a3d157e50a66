//! `vuer completions`

use std::io;

use clap_complete::{Shell, generate};

/// Print a completion script for a shell.
///
/// For bash: `vuer completions bash > ~/.local/share/bash-completion/completions/vuer`
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell that reads it
    shell: Shell,
}

pub(crate) fn run(args: &Args, command: &mut clap::Command) -> anyhow::Result<()> {
    let mut script = Vec::new();
    generate(args.shell, command, "vuer", &mut script);
    match io::Write::write_all(&mut io::stdout().lock(), &script) {
        // Whoever reads it has enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
