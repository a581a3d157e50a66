//! Programs that the end-to-end tests drive; `tests/e2e/harness` starts them.

#![allow(clippy::print_stdout, reason = "reports go to standard output")]

mod json;
mod stage;
mod video;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
enum Program {
    /// A server that does what it reads and reports what it hears
    Stage(stage::Args),
    /// A server that shows each session stereo video
    Video(video::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    let end = match Program::parse() {
        Program::Stage(args) => stage::run(args).await,
        Program::Video(args) => video::run(args).await,
    };
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{}", serde_json::json!({ "fatal": format!("{error:#}") }));
            ExitCode::FAILURE
        }
    }
}

/// Tells a test something, as a line of JSON.
fn report(fields: &serde_json::Value) {
    println!("{fields}");
}
