//! The `vuer` command.

#![allow(
    clippy::print_stderr,
    reason = "talking to people is what a command does"
)]

mod cli;
mod commands;
mod serving;
mod when;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
