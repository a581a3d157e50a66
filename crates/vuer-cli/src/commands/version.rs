//! `vuer version`

use std::io::{self, Write as _};

/// Print the version.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// As one line of JSON
    #[arg(long)]
    json: bool,
}

/// Versions of the original whose clients and servers this one works with.
const COMPATIBLE: [&str; 2] = ["0.0.71", "0.1.6"];

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let mut out = io::stdout().lock();
    if args.json {
        let line = serde_json::json!({ "version": version, "compatible": COMPATIBLE });
        writeln!(out, "{line}")?;
    } else {
        writeln!(
            out,
            "vuer {version} (compatible with Vuer {})",
            COMPATIBLE.join(" and ")
        )?;
    }
    Ok(())
}
