//! What is measured in a browser: scripts in `tests/e2e/bench` do it, and say what they found line by line.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::subject::root;

/// Has a script measure once; none with `short`, where it only asserts what is seen.
pub(crate) fn run_once<T>(
    script: &str,
    short: bool,
    parse: impl Fn(&Value) -> Option<T>,
) -> Result<Option<T>> {
    if short {
        run(script, true, |_| Some(()))?;
        return Ok(None);
    }
    let found = run(script, false, parse)?.into_iter().next();
    found.context("nothing was measured").map(Some)
}

/// Has a script measure; with `short` it only asserts what is seen. Each line it prints is one finding.
pub(crate) fn run<T>(
    script: &str,
    short: bool,
    parse: impl Fn(&Value) -> Option<T>,
) -> Result<Vec<T>> {
    let mut node = Command::new("node");
    node.arg(format!("bench/{script}"))
        .current_dir(root().join("tests/e2e"))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    if short {
        node.arg("--short");
    }
    let output = node.output().context("node could not be run")?;
    ensure!(output.status.success(), "{script} failed");
    let text = String::from_utf8(output.stdout)?;
    text.lines()
        .map(|line| {
            eprintln!("  {line}");
            parse(&serde_json::from_str(line)?)
                .with_context(|| format!("this is no measurement: {line}"))
        })
        .collect()
}
