//! What is printed when the server listens.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;
use vuer::{Headset, PageUrl, Reach, Server};

/// Prints where the page opens, which folders its files are from, and what a headset can do there: for people, or as one line of JSON.
pub(crate) fn announce(server: &Server, as_json: bool) -> io::Result<()> {
    let urls = server.urls();
    let mut out = io::stdout().lock();
    if as_json {
        let line = json!({
            "event": "listening",
            "version": env!("CARGO_PKG_VERSION"),
            "pid": std::process::id(),
            "address": server.local_addr().to_string(),
            "url": server.url(),
            "urls": urls.iter().map(url_as_json).collect::<Vec<_>>(),
            "folders": server.workspace().dirs(),
            "authority": server.authority().map(|found| json!({ "subject": found.subject, "sha256": found.sha256() })),
        });
        writeln!(out, "{line}")?;
    } else {
        let is_loopback = server.local_addr().ip().is_loopback();
        write_text(&mut out, &urls, &server.workspace().dirs(), is_loopback)?;
    }
    out.flush()
}

fn url_as_json(page: &PageUrl) -> serde_json::Value {
    let headset = match page.headset {
        Headset::Ready => "ready",
        Headset::OtherCertificate => "other-certificate",
        Headset::OverUsb { .. } => "over-usb",
        Headset::NeedsTls => "needs-tls",
        _ => "unknown",
    };
    json!({
        "url": page.url,
        "reach": reach(page.reach).replace(' ', "-"),
        "headset": headset,
        "hint": page.headset.to_string(),
    })
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::ThisMachine => "this machine",
        Reach::Network => "network",
        Reach::Hosted => "hosted client",
        _ => "elsewhere",
    }
}

/// The lines for people: below each URL what a headset can do there, where that is not the same as above.
fn write_text(
    out: &mut impl Write,
    urls: &[PageUrl],
    folders: &[PathBuf],
    is_loopback: bool,
) -> io::Result<()> {
    writeln!(out, "Vuer {}\n", env!("CARGO_PKG_VERSION"))?;
    let mut above = None;
    for page in urls {
        writeln!(out, "  {:<14} {}", reach(page.reach), page.url)?;
        if above != Some(page.headset) {
            writeln!(out, "  {:<14} {}", "", page.headset)?;
        }
        above = Some(page.headset);
    }
    writeln!(out)?;
    for folder in folders {
        writeln!(out, "  {:<14} {}", "/static", folder.display())?;
        writeln!(out, "  {:<14} without hidden files and keys", "")?;
    }
    if !folders.is_empty() {
        writeln!(out)?;
    }
    if is_loopback {
        writeln!(
            out,
            "Only this machine can connect; --host 0.0.0.0 lets the network in."
        )?;
    }
    writeln!(out, "Ctrl-C stops it.")
}
