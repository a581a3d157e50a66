//! What is printed when the server listens.

use std::io::{self, Write};

use serde_json::json;
use vuer::{Headset, PageUrl, Reach, Server};

use super::qr;

/// In which form it is printed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// One line of JSON, for programs.
    Json,
    /// For people, with a QR code or without.
    Text { qr: bool },
}

/// Prints where the page opens, which folders its files are from, what a headset can do there, and what to do where it
/// can do nothing.
pub(super) fn announce(server: &Server, form: Form) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match form {
        Form::Json => writeln!(out, "{}", as_json(server))?,
        Form::Text { qr } => write_text(&mut out, server, qr)?,
    }
    out.flush()
}

fn as_json(server: &Server) -> serde_json::Value {
    json!({
        "event": "listening",
        "version": env!("CARGO_PKG_VERSION"),
        "pid": std::process::id(),
        "address": server.local_addr().to_string(),
        "url": server.url(),
        "urls": server.urls().iter().map(url_as_json).collect::<Vec<_>>(),
        "folders": server.workspace().dirs(),
        "setup": server.setup_url(),
        "authority": server.authority().map(|found| json!({ "subject": found.subject, "sha256": found.sha256() })),
    })
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
fn write_text(out: &mut impl Write, server: &Server, qr: bool) -> io::Result<()> {
    let urls = server.urls();
    writeln!(out, "Vuer {}\n", env!("CARGO_PKG_VERSION"))?;
    let mut above = None;
    for page in &urls {
        writeln!(out, "  {:<14} {}", reach(page.reach), page.url)?;
        if above != Some(page.headset) {
            writeln!(out, "  {:<14} {}", "", page.headset)?;
        }
        above = Some(page.headset);
    }
    writeln!(out)?;
    if let Some(authority) = server.authority() {
        if let Some(url) = server.setup_url() {
            writeln!(out, "  {:<14} {url}", "trust it")?;
            writeln!(
                out,
                "  {:<14} what to do on a device that warns of the certificate",
                ""
            )?;
        }
        writeln!(out, "  {:<14} {}", "its SHA-256", authority.sha256())?;
        writeln!(out)?;
    }
    let folders = server.workspace().dirs();
    for folder in &folders {
        writeln!(out, "  {:<14} {}", "/static", folder.display())?;
        writeln!(out, "  {:<14} without hidden files and keys", "")?;
    }
    if !folders.is_empty() {
        writeln!(out)?;
    }
    let best = best(&urls);
    match best.filter(|_| qr).map(|page| (page, qr::draw(&page.url))) {
        Some((page, Some(code))) => {
            writeln!(out, "{code}")?;
            let holds = if page.url.contains("token=") {
                ", the token included: whoever takes a picture of it can come in"
            } else {
                ""
            };
            writeln!(out, "  This is {}{holds}.\n", address(&page.url))?;
        }
        Some((_, None)) => writeln!(out, "The URL is too long for a QR code.")?,
        None => {}
    }
    if server.local_addr().ip().is_loopback() {
        writeln!(
            out,
            "Only this machine can connect; --host 0.0.0.0 lets the network in."
        )?;
    }
    writeln!(out, "Ctrl-C stops it.")
}

/// The URL that another device should open: one on which VR works, if there is one.
fn best(urls: &[PageUrl]) -> Option<&PageUrl> {
    let mut network = urls.iter().filter(|page| page.reach == Reach::Network);
    let ready = network.clone().find(|page| page.headset == Headset::Ready);
    ready.or_else(|| network.next())
}

/// A URL without its parameters.
fn address(url: &str) -> &str {
    url.split_once("/?").map_or(url, |(address, _)| address)
}
