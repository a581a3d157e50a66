//! `cargo xtask bench`: builds both ends and lets `tests/bench` measure.

use anyhow::Result;
use clap::Args;

use crate::setup;
use crate::shell::{command, run, target};

#[derive(Args)]
pub(crate) struct Options {
    /// Check that every message arrives, on small numbers and the dev profile; judge nothing
    #[arg(long)]
    short: bool,
}

pub(crate) fn measure(options: &Options) -> Result<()> {
    setup::venvs()?;
    setup::npm("tests/e2e")?;
    setup::chromium()?;
    let (profile, flag) = if options.short {
        ("debug", "")
    } else {
        ("release", "--release")
    };
    run(&mut command(&format!(
        "cargo build -p vuer-bench -p vuer-cli -p e2e-programs {flag}"
    )))?;
    let mut bench = command(
        &target()
            .join(profile)
            .join("vuer-bench")
            .display()
            .to_string(),
    );
    bench.env("VUER_TARGET_DIR", target().join(profile));
    if options.short {
        bench.arg("--short");
    }
    run(&mut bench)
}
