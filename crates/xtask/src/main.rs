//! The repository's own tool: `cargo xtask COMMAND`.
//!
//! Everything here calls other programs (cargo, npm, Python) or writes files of the repository;
//! nothing here is part of what is published.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool"
)]

mod bench;
mod codegen;
mod dist;
mod pictures;
mod setup;
mod shell;
mod test;
mod wheel;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Checks, code generation and benchmarks of this repository"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the tests need and run every check, cheap ones first
    Test(test::Options),
    /// Write the TypeScript types and the reference from the declarations in vuer-protocol
    Codegen,
    /// Build the web client into crates/vuer-web/dist, where `cargo package` picks it up
    Dist,
    /// Build the Python package's wheel and source distribution into target/wheels
    Wheel,
    /// Draw every component and compare with the pictures in docs/pictures
    Pictures(pictures::Options),
    /// Measure the server against the original and write docs/performance.md
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Test(options) => test::run(&options),
        Command::Codegen => codegen::run().map(|()| true),
        Command::Dist => dist::run().map(|()| true),
        Command::Wheel => wheel::build().map(|()| true),
        Command::Pictures(options) => pictures::draw(&options),
        Command::Bench(options) => bench::measure(&options).map(|()| true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
