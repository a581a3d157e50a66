//! `vuer tls`

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;
use vuer::{CertificateFacts, LocalCa};

use crate::when;

/// The certificate authority of `--tls auto`: show it, remove it, say where it is.
// Without a command it is an error like any other, of one line.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = false)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Show the authority and the certificate it has made
    Show {
        /// As one line of JSON
        #[arg(long)]
        json: bool,
    },
    /// Delete the authority, its key and what it has made, and say how devices stop trusting it
    Remove,
    /// Print the path of the authority's public certificate
    Path,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let ca = LocalCa::new(folder())?;
    let mut out = io::stdout().lock();
    match args.command {
        Command::Show { json } => show(&mut out, &ca, json),
        Command::Remove => remove(&mut out, &ca),
        Command::Path => Ok(writeln!(out, "{}", ca.certificate_path().display())?),
    }
}

/// The folder that the environment names, as the server reads it.
pub(super) fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("VUER_TLS_DIR").filter(|folder| !folder.is_empty());
    folder.map(PathBuf::from)
}

fn show(out: &mut impl Write, ca: &LocalCa, as_json: bool) -> anyhow::Result<()> {
    let (authority, server) = (ca.authority()?, ca.server()?);
    if as_json {
        let line = json!({
            "folder": ca.folder(),
            "authority": authority.as_ref().map(as_json_value),
            "server": server.as_ref().map(as_json_value),
        });
        return Ok(writeln!(out, "{line}")?);
    }
    let Some(authority) = authority else {
        let folder = ca.folder().display();
        return Ok(writeln!(
            out,
            "There is no certificate authority in {folder}; vuer --tls auto makes one."
        )?);
    };
    writeln!(out, "Authority    {}", authority.subject)?;
    writeln!(out, "  SHA-256    {}", authority.sha256())?;
    writeln!(out, "  valid      {}", dates(&authority))?;
    let permitted = authority.permitted.as_deref().unwrap_or_default();
    writeln!(out, "  signs for  {}", permitted.join(", "))?;
    writeln!(out, "  file       {}", ca.certificate_path().display())?;
    if let Some(server) = server {
        writeln!(out, "Certificate  {}", server.subject)?;
        writeln!(out, "  valid      {}", dates(&server))?;
        writeln!(out, "  for        {}", server.names.join(", "))?;
    }
    Ok(())
}

fn dates(facts: &CertificateFacts) -> String {
    format!(
        "{} to {}",
        when::date(facts.not_before),
        when::date(facts.not_after)
    )
}

fn as_json_value(facts: &CertificateFacts) -> serde_json::Value {
    json!({
        "subject": facts.subject,
        "sha256": facts.sha256(),
        "not_before": when::date(facts.not_before),
        "not_after": when::date(facts.not_after),
        "names": facts.names,
        "permitted": facts.permitted,
    })
}

/// Where people tell a device to stop trusting an authority.
const UNTRUST: &str = "\
Its key is gone, so nobody can sign with it any more. Devices that were told to trust it still list it; there remove it by hand:
  iPhone, iPad, Vision Pro   Settings > General > VPN & Device Management: delete the profile
  Android, PICO              Settings > Security > Encryption & credentials > User credentials (the words differ by maker)
  macOS                      Keychain Access: delete it from the keychain it was added to
  Windows                    certmgr.msc > Trusted Root Certification Authorities > Certificates
  Linux, Chromium            certutil -D -d sql:$HOME/.pki/nssdb -n NAME, with the name it was added by
  Firefox                    Settings > Privacy & Security > View Certificates > Authorities";

fn remove(out: &mut impl Write, ca: &LocalCa) -> anyhow::Result<()> {
    // One that cannot be read is removed, too.
    let name = ca.authority().ok().flatten().map(|found| found.subject);
    if !ca.remove()? {
        let folder = ca.folder().display();
        writeln!(out, "There was no certificate authority in {folder}.")?;
        return Ok(());
    }
    let name = name.unwrap_or_else(|| "(it could not be read)".to_owned());
    writeln!(out, "Removed the certificate authority {name}.")?;
    Ok(writeln!(out, "{UNTRUST}")?)
}
