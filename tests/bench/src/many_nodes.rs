//! Many nodes, moved all at once, in our client and in the original's: `tests/e2e/bench/many-nodes.js` measures.

use anyhow::Result;
use serde_json::Value;

use crate::browser;
use crate::report::{Section, digits, table_row};

/// What is measured, and its name for `--only`.
pub(crate) const WHAT: &str = "many nodes in the client";

/// What everything on our client's main thread may take for a step of ten thousand boxes, in milliseconds: the time
/// between two steps at 30 Hz.
const GOAL_MS: f64 = 33.3;

/// The number of boxes that the goal is for.
const GOAL_BOXES: u64 = 10_000;

/// One client with one number of boxes.
#[derive(Debug)]
struct Run {
    /// "ours", or the version of the original that brings it.
    client: String,
    boxes: u64,
    /// Scripts on the page's main thread for one message, in milliseconds of the processor.
    script_ms: f64,
    /// Everything on the page's main thread, likewise.
    task_ms: f64,
}

/// Measures; with `short` it is only asserted what is seen in ours.
pub(crate) fn measure(short: bool) -> Result<Section> {
    let runs = browser::run("many-nodes.js", short, Run::parse)?;
    Ok(Section {
        heading: "Many nodes in the client",
        about: "A scene of boxes, and 30 UPDATE messages a second that give each another place, the same bytes\n\
             for both clients (`tests/e2e/bench/many-nodes.js`). A client that is slower gets the next message\n\
             when it has drawn. Milliseconds of processor time for a message on the page's main thread, from\n\
             decoding to drawing, by the browser's own count: in scripts, and everything. Headless Chromium\n\
             without a GPU, 320 × 240. With 10,000 boxes the original's client does not come back.",
        table: table(&runs),
        met: met(&runs),
    })
}

fn table(runs: &[Run]) -> Vec<String> {
    let mut lines = vec![
        table_row(&[
            "boxes",
            "this project: scripts",
            "everything",
            "vuer 0.0.71: scripts",
            "everything",
            "goal for everything",
        ]),
        format!("|{}---|", "---:|".repeat(5)),
    ];
    let find = |client: &str, boxes| {
        runs.iter()
            .find(|run| run.client == client && run.boxes == boxes)
    };
    let cells = |run: Option<&Run>| match run {
        Some(run) => [digits(run.script_ms), digits(run.task_ms)],
        None => [String::from("–"), String::from("–")],
    };
    for ours in runs.iter().filter(|run| run.client == "ours") {
        let [script, task] = cells(Some(ours));
        let [their_script, their_task] = cells(find("0.0.71", ours.boxes));
        let verdict = if met(runs) { "met" } else { "**missed**" };
        let goal = if ours.boxes == GOAL_BOXES {
            format!("≤ {GOAL_MS} – {verdict}")
        } else {
            String::new()
        };
        lines.push(table_row(&[
            &ours.boxes.to_string(),
            &script,
            &task,
            &their_script,
            &their_task,
            &goal,
        ]));
    }
    lines
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
fn met(runs: &[Run]) -> bool {
    runs.iter()
        .filter(|run| run.client == "ours" && run.boxes == GOAL_BOXES)
        .all(|run| run.task_ms <= GOAL_MS)
}
