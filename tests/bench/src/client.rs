//! The clients in a browser: `tests/e2e/bench/many-nodes.js` measures, and says what it found line by line.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::subject::root;

/// What is measured, and its name for `--only`.
pub(crate) const WHAT: &str = "many nodes in the client";

/// What everything on our client's main thread may take for a step of ten thousand boxes, in milliseconds: the time
/// between two steps at 30 Hz.
pub(crate) const GOAL_MS: f64 = 33.3;

/// The number of boxes that the goal is for.
pub(crate) const GOAL_BOXES: u64 = 10_000;

/// One client with one number of boxes.
#[derive(Debug)]
pub(crate) struct Run {
    /// "ours", or the version of the original that brings it.
    pub(crate) client: String,
    pub(crate) boxes: u64,
    /// Scripts on the page's main thread for one message, in milliseconds of the processor.
    pub(crate) script_ms: f64,
    /// Everything on the page's main thread, likewise.
    pub(crate) task_ms: f64,
}

/// Has the script measure; with `short` it only asserts what is seen in ours.
pub(crate) fn measure(short: bool) -> Result<Vec<Run>> {
    let mut node = Command::new("node");
    node.arg("bench/many-nodes.js")
        .current_dir(root().join("tests/e2e"))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    if short {
        node.arg("--short");
    }
    let output = node.output().context("node could not be run")?;
    ensure!(output.status.success(), "{WHAT} failed");
    let text = String::from_utf8(output.stdout)?;
    text.lines()
        .map(|line| {
            eprintln!("  {line}");
            Run::parse(&serde_json::from_str(line)?)
                .with_context(|| format!("this is no measurement: {line}"))
        })
        .collect()
}

impl Run {
    fn parse(line: &Value) -> Option<Self> {
        Some(Self {
            client: line["client"].as_str()?.to_owned(),
            boxes: line["boxes"].as_u64()?,
            script_ms: line["scriptMs"].as_f64()?,
            task_ms: line["taskMs"].as_f64()?,
        })
    }
}

/// Whether ours is as quick as it should be, if it was measured.
pub(crate) fn met(runs: &[Run]) -> bool {
    runs.iter()
        .filter(|run| run.client == "ours" && run.boxes == GOAL_BOXES)
        .all(|run| run.task_ms <= GOAL_MS)
}
