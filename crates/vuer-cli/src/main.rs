//! The `vuer` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    vuer_cli::run(std::env::args_os()).into()
}
