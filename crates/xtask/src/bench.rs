//! `cargo xtask bench`: builds both ends and lets `tests/bench` measure.

use anyhow::Result;
use clap::Args;

use crate::shell::{command, program, run, target};
use crate::{setup, wheel};

#[derive(Args)]
pub(crate) struct Options {
    /// Check that every message arrives, on small numbers and the dev profile; judge nothing
    #[arg(long)]
    short: bool,
    /// Only what has this in its name; in docs/performance.md the table of the servers stays as it is
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

impl Options {
    /// What the program that measures is told.
    fn arguments(&self) -> Vec<&str> {
        let short = self.short.then_some("--short");
        let only = self.only.iter().flat_map(|only| ["--only", only]);
        short.into_iter().chain(only).collect()
    }
}

pub(crate) fn measure(options: &Options) -> Result<()> {
    setup::venvs()?;
    setup::npm("tests/e2e")?;
    setup::chromium()?;
    let (profile, flag, cargo_profile) = if options.short {
        ("debug", "", "dev")
    } else {
        ("release", "--release", "release")
    };
    wheel::install(cargo_profile)?;
    run(&mut command(&format!(
        "cargo build -p vuer-bench -p vuer-cli -p e2e-programs {flag}"
    )))?;
    let mut bench = program(target().join(profile).join("vuer-bench"));
    bench.env("VUER_TARGET_DIR", target().join(profile));
    run(bench.args(options.arguments()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_passed_on() {
        let options = |short, only: Option<&str>| Options {
            short,
            only: only.map(str::to_owned),
        };
        assert!(options(false, None).arguments().is_empty());
        assert_eq!(
            options(true, Some("hand events")).arguments(),
            ["--short", "--only", "hand events"]
        );
    }
}
