//! Poses from a headset to a program and back, while it sends stereo video, and over a network that comes and goes:
//! `tests/e2e/bench/teleoperation.js` measures.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::browser;
use crate::report::{Section, digits, table_row};

/// What is measured, and its name for `--only`.
pub(crate) const WHAT: &str = "teleoperation in the browser";

/// What an answer may take beside the frame that shows it, in milliseconds.
const GOAL_MS: f64 = 10.0;
/// What may pass from the network's return to the first answer, in seconds.
const RESUME_GOAL_S: f64 = 2.0;

/// What was found, in milliseconds. Of times, the middle one, and what all but a twentieth do not reach.
#[derive(Debug)]
struct Run {
    /// Between two frames of the headset.
    frame: f64,
    /// From a pose to the message with its answer.
    message: [f64; 2],
    /// From a pose to the frame whose scene has the answer.
    applied: [f64; 2],
    /// The longest of several times from the network's return to the first answer.
    resumed: f64,
}

/// Measures; with `short` it is only asserted what comes back.
pub(crate) fn measure(short: bool) -> Result<Section> {
    let run = if short {
        browser::run("teleoperation.js", true, |_| Some(()))?;
        None
    } else {
        let runs = browser::run("teleoperation.js", false, Run::parse)?;
        Some(runs.into_iter().next().context("nothing was measured")?)
    };
    Ok(Section {
        heading: "Teleoperation in the browser",
        about: "A page in an emulated headset (IWER) sends its hands with every frame; a program of ours sends the\n\
             time of each pose back at once, as an UPDATE, and two 1280 × 720 JPEGs 30 times a second\n\
             (`tests/e2e/bench/teleoperation.js`). Headless Chromium decodes, uploads and draws both eyes, of\n\
             320 × 240, on the processor, which makes a frame long. Then the network goes away without a word,\n\
             for 1, 3 and 6 seconds, twice each.",
        met: run.as_ref().is_none_or(Run::met),
        table: run.as_ref().map(Run::table).unwrap_or_default(),
    })
}

impl Run {
    fn parse(line: &Value) -> Option<Self> {
        let pair = |name| Some([line[name][0].as_f64()?, line[name][1].as_f64()?]);
        Some(Self {
            frame: line["frame"].as_f64()?,
            message: pair("message")?,
            applied: pair("applied")?,
            resumed: line["resumed"].as_f64()?,
        })
    }

    /// What the middle answer may take until it is in the scene.
    fn limit(&self) -> f64 {
        self.frame + GOAL_MS
    }

    fn resumes(&self) -> bool {
        self.resumed <= 1000.0 * RESUME_GOAL_S
    }

    fn met(&self) -> bool {
        self.applied[0] <= self.limit() && self.resumes()
    }

    fn table(&self) -> Vec<String> {
        let row = |what: &str, [middle, most]: [String; 2], goal: &str| {
            table_row(&[what, "ms", &middle, &most, goal])
        };
        let applied = format!(
            "≤ 1 frame + {GOAL_MS} ms – {}",
            verdict(self.applied[0] <= self.limit())
        );
        let resumed = format!("≤ {RESUME_GOAL_S} s – {}", verdict(self.resumes()));
        vec![
            table_row(&["", "unit", "half below", "95 % below", "goal"]),
            String::from("|---|---|---:|---:|---|"),
            row("time of a frame", [digits(self.frame), String::new()], ""),
            row(
                "pose → message with its answer",
                self.message.map(digits),
                "",
            ),
            row(
                "pose → frame with its answer",
                self.applied.map(digits),
                &applied,
            ),
            row(
                "network back → answer, the longest",
                [digits(self.resumed), String::new()],
                &resumed,
            ),
        ]
    }
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_goals_count() {
        let run = |applied, resumed| {
            let line = serde_json::json!({
                "frame": 20.0, "message": [5.0, 9.0], "applied": [applied, 99.0], "resumed": resumed,
            });
            Run::parse(&line).expect("this is a measurement")
        };
        assert!(run(30.0, 2000.0).met());
        assert!(!run(31.0, 2000.0).met() && run(31.0, 1.0).table()[4].contains("**missed**"));
        assert!(!run(30.0, 2001.0).met() && run(1.0, 2001.0).table()[5].contains("**missed**"));
        assert!(Run::parse(&serde_json::json!({ "poses": 30 })).is_none());
    }
}
