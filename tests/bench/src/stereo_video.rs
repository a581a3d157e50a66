//! Stereo video on the page for five minutes: `tests/e2e/bench/stereo-video.js` measures what it holds and shows.

use anyhow::Result;
use serde_json::Value;

use crate::browser;
use crate::report::{Section, digits, table_row};

/// What is measured, and its name for `--only`.
pub(crate) const WHAT: &str = "stereo video on the page";

/// What may be held at the end, by what was held when the page had settled.
const GOAL: f64 = 1.1;

/// Age of a picture in milliseconds with which one can work: see `docs/teleoperation.md`.
const AGE_GOAL: f64 = 100.0;

/// What was found.
#[derive(Debug)]
struct Run {
    /// What the page holds for its scripts, in MB.
    heap: Held,
    /// What the process that draws holds, in MB.
    gpu: Held,
    /// Pictures that the left and the right eye were shown in a second.
    shown: [f64; 2],
    /// Milliseconds that all but a twentieth of the newest pictures of 640 × 360 are not old.
    age: f64,
}

/// MB half a minute after the first picture, and after five minutes.
#[derive(Debug)]
struct Held {
    settled: f64,
    end: f64,
}

/// Measures; with `short` it is only asserted which pictures are seen.
pub(crate) fn measure(short: bool) -> Result<Section> {
    let table = browser::run_once("stereo-video.js", short, Run::parse)?;
    Ok(Section {
        heading: "Stereo video on the page",
        about: "Two different 1280 × 720 JPEGs, one for each eye by `layers`, 30 times a second from a program of\n\
             ours (`tests/e2e/programs/src/video.rs`); without a headset the page shows both, side by side. MB\n\
             held by the page for its scripts, after the garbage is collected, and by the browser's GPU\n\
             process, 30 s and 300 s after the first picture was shown (`tests/e2e/bench/stereo-video.js`).\n\
             Headless Chromium, which decodes, uploads and draws on the processor, 320 × 240; a picture that a\n\
             newer one has overtaken is not shown. Then the same with pictures of 640 × 360, of which the page\n\
             tells how old the newest is that it shows, once a second.",
        met: table.as_ref().is_none_or(Run::met),
        table: table.as_ref().map(Run::table).unwrap_or_default(),
    })
}

impl Run {
    fn parse(line: &Value) -> Option<Self> {
        let held = |name| {
            Some(Held {
                settled: line["settled"][name].as_f64()?,
                end: line["end"][name].as_f64()?,
            })
        };
        Some(Self {
            heap: held("heapMb")?,
            gpu: held("gpuMb")?,
            shown: [line["shown"][0].as_f64()?, line["shown"][1].as_f64()?],
            age: line["age"].as_f64()?,
        })
    }

    fn met(&self) -> bool {
        self.heap.met() && self.gpu.met() && self.age <= AGE_GOAL
    }

    fn table(&self) -> Vec<String> {
        let [left, right] = self.shown.map(digits);
        vec![
            table_row(&["", "unit", "after 30 s", "after 300 s", "goal"]),
            String::from("|---|---|---:|---:|---|"),
            self.heap.row("memory of the page"),
            self.gpu.row("memory of the GPU process"),
            table_row(&["shown to the left eye", "pictures/s", "", &left, ""]),
            table_row(&["shown to the right eye", "pictures/s", "", &right, ""]),
            table_row(&[
                "age of the newest picture of 640 × 360, 95 % below",
                "ms",
                "",
                &digits(self.age),
                &format!("≤ {AGE_GOAL} – {}", verdict(self.age <= AGE_GOAL)),
            ]),
        ]
    }
}

impl Held {
    fn met(&self) -> bool {
        self.end <= GOAL * self.settled
    }

    fn row(&self, what: &str) -> String {
        let ratio = self.end / self.settled;
        let goal = format!("≤ {GOAL} × – {}: {ratio:.2} ×", verdict(self.met()));
        table_row(&[what, "MB", &digits(self.settled), &digits(self.end), &goal])
    }
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_memory_at_the_end_is_a_goal_missed() {
        let run = |end| {
            let line = serde_json::json!({
                "settled": { "heapMb": 10.0, "gpuMb": 100.0 },
                "end": { "heapMb": end, "gpuMb": 109.0 },
                "shown": [29.5, 30.0],
                "age": 40.0,
            });
            Run::parse(&line).expect("this is a measurement")
        };
        assert!(run(11.0).met() && run(11.0).table()[2].ends_with("met: 1.10 × |"));
        assert!(!run(11.1).met() && run(11.1).table()[2].contains("**missed**"));
        assert!(Run::parse(&serde_json::json!({ "sent": 30 })).is_none());
    }
}
