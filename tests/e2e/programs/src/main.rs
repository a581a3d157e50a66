//! Programs that the end-to-end tests drive; `tests/e2e/harness` starts them.

#![allow(clippy::print_stdout, reason = "reports go to standard output")]

mod json;
mod stage;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
enum Program {
    /// A server that does what it reads and reports what it hears
    Stage(stage::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Program::Stage(args) = Program::parse();
    match stage::run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{}", serde_json::json!({ "fatal": format!("{error:#}") }));
            ExitCode::FAILURE
        }
    }
}
