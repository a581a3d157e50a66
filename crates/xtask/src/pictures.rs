//! `cargo xtask pictures`: draws the gallery and lays it beside the references, on a sheet to be looked at.

use anyhow::Result;
use clap::Args;

use crate::setup;
use crate::shell::{command, root, run, target};

#[derive(Args)]
pub(crate) struct Options {
    /// Only these pictures
    names: Vec<String>,
    /// Make the pictures of the last sheet the references, after looking at them
    #[arg(long, conflicts_with = "beside")]
    accept: bool,
    /// Lay them beside what this version of the original's client draws: 0.0.71 or 0.1.6
    #[arg(long, value_name = "VERSION")]
    beside: Option<String>,
}

/// `Ok(false)` when a picture differs from its reference.
pub(crate) fn draw(options: &Options) -> Result<bool> {
    setup::npm("web")?;
    setup::npm("tests/e2e")?;
    if options.beside.is_some() {
        setup::venvs()?;
    }
    if !options.accept {
        setup::chromium()?;
        run(&mut command("cargo build -p vuer --example gallery"))?;
    }
    let mut sheet = command("node pictures/sheet.js");
    sheet
        .current_dir(root().join("tests/e2e"))
        .env("VUER_TARGET_DIR", target().join("debug"));
    if options.accept {
        sheet.arg("--accept");
    }
    if let Some(version) = &options.beside {
        sheet.args(["--beside", version]);
    }
    Ok(sheet.args(&options.names).status()?.success())
}
