//! `vuer doctor`: why a headset may not get in, as far as this machine can tell.
//!
//! What is so is gathered first (`facts`, `firewall`), without judging; what it means is decided from that alone
//! (`checks`). It claims no more than it has tried: nothing here has seen the network from outside.

mod checks;
mod facts;
mod firewall;

use std::io::{self, Write as _};
use std::path::PathBuf;

use serde_json::json;

use self::checks::{Finding, State};
use self::facts::Facts;

/// The exit code when something was found that has to be mended.
const SOMETHING_FOUND: u8 = 3;

/// Look for what keeps a headset out: addresses, port, certificate, clock, firewalls.
///
/// Nothing is changed. Exits with 3 if it found something that has to be mended.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Port that the server has or is going to have
    #[arg(long, default_value_t = 8012, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Certificate (PEM) that the server is given with --tls-cert; without it, that of --tls auto
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// As one line of JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let facts = Facts::gather(args.port, args.tls_cert.as_deref())?;
    let findings = checks::all(&facts);
    let problems = findings.iter().filter(|it| it.state == State::Problem);
    let problems = problems.count();
    let mut out = io::stdout().lock();
    if args.json {
        let checks: Vec<_> = findings.iter().map(as_json).collect();
        writeln!(out, "{}", json!({ "checks": checks, "problems": problems }))?;
    } else {
        for finding in &findings {
            write_text(&mut out, finding)?;
        }
        writeln!(
            out,
            "\nNothing here has looked at this machine from the network: a headset that is still kept out may be in another network, or behind a filter of the access point."
        )?;
    }
    Ok(match problems {
        0 => 0,
        _ => SOMETHING_FOUND,
    })
}

fn as_json(finding: &Finding) -> serde_json::Value {
    json!({
        "check": finding.check,
        "state": finding.state.word(),
        "found": finding.found,
        "advice": finding.advice,
    })
}

fn write_text(out: &mut impl io::Write, finding: &Finding) -> io::Result<()> {
    let state = finding.state.word();
    writeln!(out, "{state:<8} {:<12} {}", finding.check, finding.found)?;
    match &finding.advice {
        Some(advice) => writeln!(out, "{:<21} {advice}", ""),
        None => Ok(()),
    }
}
