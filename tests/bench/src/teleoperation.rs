//! Poses from a headset to a program and back, while it sends stereo video, and over a network that comes and goes:
//! `tests/e2e/bench/teleoperation.js` measures.

use anyhow::Result;
use serde_json::Value;

use crate::browser;
use crate::report::{Section, digits, table_row};

/// What is measured, and its name for `--only`.
pub(crate) const WHAT: &str = "teleoperation in the browser";

/// What was found, in milliseconds. Of times, the middle one, and what all but a twentieth do not reach.
#[derive(Debug)]
struct Run {
    /// Between two poses that were answered: a frame of the headset.
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
    let run = browser::run_once("teleoperation.js", short, Run::parse)?;
    Ok(Section {
        heading: "Teleoperation in the browser",
        about: "A page in an emulated headset (IWER) sends its hands with every frame; a program of ours sends the\n\
             time of each pose back at once, as an UPDATE, and two 640 × 360 JPEGs 30 times a second\n\
             (`tests/e2e/bench/teleoperation.js`). Then the network goes away without a word, for 1, 3 and 6\n\
             seconds, twice each. Headless Chromium decodes, uploads and draws for both eyes on the processor\n\
             that the program, the network and the emulator share: a frame takes several times what it takes a\n\
             headset, and so does all that waits for one. The figures are told, not judged.",
        met: true,
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

    fn table(&self) -> Vec<String> {
        let row =
            |what: &str, [middle, most]: [String; 2]| table_row(&[what, "ms", &middle, &most]);
        let one = |value| [digits(value), String::new()];
        vec![
            table_row(&["", "unit", "half below", "95 % below"]),
            String::from("|---|---|---:|---:|"),
            row("time of a frame", one(self.frame)),
            row("pose → message with its answer", self.message.map(digits)),
            row("pose → frame with its answer", self.applied.map(digits)),
            row("network back → answer, the longest", one(self.resumed)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_script_becomes_a_table() {
        let line = serde_json::json!({
            "frame": 20.0, "message": [5.0, 9.0], "applied": [25.0, 99.0], "resumed": 800.0,
        });
        let table = Run::parse(&line).expect("this is a measurement").table();
        assert!(table[4].contains("25") && table[4].contains("99"));
        assert!(Run::parse(&serde_json::json!({ "poses": 30 })).is_none());
    }
}
