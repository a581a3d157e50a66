//! The server measured against the original under one load: `cargo xtask bench`.
//!
//! This program is the load and the judge. It starts the servers as processes of their own, ours
//! (`server.rs`), and those in Python, of our package and of the original (`program.py`, in the environments
//! that `cargo xtask test` makes), takes turns between them, has browsers show what they are sent, and writes
//! `docs/performance.md`. It fails if a message is missing or a goal is not met; `--short` asserts the messages
//! only, on small numbers.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool"
)]

mod browser;
mod load;
mod machine;
mod many_nodes;
mod message;
mod report;
mod scenario;
mod socket;
mod stereo_video;
mod subject;
mod teleoperation;

use std::fs;

use anyhow::{Result, ensure};
use clap::Parser;

use report::{Row, Section};
use scenario::SCENARIOS;
use subject::root;

#[derive(Parser)]
#[command(about = "Measure the server against the original under one load")]
struct Options {
    /// Small numbers, messages checked and nothing judged or written
    #[arg(long)]
    short: bool,
    /// Only what has this in its name; of the servers nothing is judged or written then
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Rounds of each scenario
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::parse();
    let rounds = if options.short { 1 } else { options.rounds };
    let chosen = SCENARIOS
        .iter()
        .filter(|scenario| {
            options
                .only
                .as_ref()
                .is_none_or(|only| scenario.what.contains(only))
        })
        .filter(|scenario| !(options.short && scenario.watches()));
    let only = options.only.as_deref();
    let in_the_browser = IN_THE_BROWSER
        .iter()
        .filter(|(what, _)| only.is_none_or(|only| what.contains(only)));
    if let Some(only) = only {
        let names = SCENARIOS.iter().map(|scenario| scenario.what);
        let names: Vec<&str> = names.chain(IN_THE_BROWSER.map(|(what, _)| what)).collect();
        ensure!(
            names.iter().any(|name| name.contains(only)),
            "nothing here has {only:?} in its name; there are: {}",
            names.join("; ")
        );
    }
    let mut parts = Vec::new();
    let mut missed = Vec::new();
    for (what, measure) in in_the_browser {
        eprintln!("{what}");
        let others = machine::others_per_core();
        let section = measure(options.short)?;
        if !section.met {
            missed.push(*what);
        }
        parts.push(section.text(others));
    }
    let others = machine::others_per_core();
    let mut rows = Vec::new();
    for scenario in chosen {
        eprintln!("{}", scenario.what);
        let figures = scenario
            .rounds(rounds, if options.short { 100 } else { 1 })
            .await?;
        rows.push(Row {
            what: scenario.what,
            unit: scenario.unit,
            goals: scenario.goals,
            figures,
        });
    }
    let servers = report::servers(&machine::description(), &rows, others);
    if only.is_some() {
        eprintln!("{servers}");
    } else {
        missed.extend(rows.iter().filter(|row| !row.met()).map(|row| row.what));
        parts.insert(0, servers);
    }
    println!("{}", parts.join("\n"));
    if options.short {
        return Ok(());
    }
    let path = root().join("docs/performance.md");
    let known = fs::read_to_string(&path)?;
    fs::write(
        &path,
        parts
            .iter()
            .fold(known, |page, part| report::put(&page, part)),
    )?;
    ensure!(missed.is_empty(), "goals missed: {}", missed.join(", "));
    Ok(())
}

/// Measures in a browser; told whether it is a short run.
type InTheBrowser = fn(bool) -> Result<Section>;

/// What is measured in a browser, and how.
const IN_THE_BROWSER: [(&str, InTheBrowser); 3] = [
    (many_nodes::WHAT, many_nodes::measure),
    (stereo_video::WHAT, stereo_video::measure),
    (teleoperation::WHAT, teleoperation::measure),
];
