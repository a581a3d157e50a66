//! What every command that serves has in common: the flags, the start-up print, and running until it is stopped.

mod announce;
mod qr;

use std::env;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tracing_subscriber::EnvFilter;
use vuer::{Token, Vuer};

use self::announce::{Form, announce};

/// What `--token` without a value stands for.
const RANDOM: &str = "auto";

/// Flags of the commands that serve. Each one beats the environment variable `VUER_…` of its setting.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ServeArgs {
    /// Address or name to listen on: 0.0.0.0 for the whole network [default: localhost]
    #[arg(long)]
    host: Option<String>,
    /// Port to listen on; 0 takes a free one [default: 8012]
    #[arg(long, value_parser = port)]
    port: Option<u16>,
    /// End the process of the same user that already listens on the port
    #[arg(long)]
    free_port: bool,
    /// Serve the client build in this folder instead of the embedded client
    #[arg(long, value_name = "DIR")]
    client_root: Option<PathBuf>,
    /// HTTPS with a certificate of its own making (auto); its authority is kept for `vuer tls`
    #[arg(long, value_name = "auto", conflicts_with_all = ["tls_cert", "tls_key"])]
    tls: Option<Tls>,
    /// Port of /setup, which helps devices trust the certificate of --tls auto [default: the one after --port]
    #[arg(long, value_name = "PORT", value_parser = port)]
    setup_port: Option<u16>,
    /// Do not tell the network by multicast DNS where the server is
    #[arg(long)]
    no_mdns: bool,
    /// Have the page fetch nothing from elsewhere, whatever the program names
    #[arg(long)]
    offline: bool,
    /// Certificate chain (PEM); with --tls-key it turns HTTPS on
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Ask for client certificates and take those of these authorities (PEM)
    #[arg(long, value_name = "FILE")]
    tls_ca: Option<PathBuf>,
    /// Origins of other pages that may connect, like https://example.com or http://localhost:*
    #[arg(long, value_name = "ORIGIN", value_delimiter = ',')]
    cors: Vec<String>,
    /// Further host names that this server goes by, like the one of a tunnel
    #[arg(long, value_name = "HOST", value_delimiter = ',')]
    allow_host: Vec<String>,
    /// Ask visitors for this token (--token=SECRET); without a value, or with auto, for a random one
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = RANDOM)]
    token: Option<String>,
    /// How many seconds a session waits for a client that has lost its connection; 0: it does not [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    resume_grace: Option<Duration>,
    /// A parameter to append to the printed URLs, like grid=False
    #[arg(long, value_name = "NAME=VALUE", value_parser = query)]
    query: Vec<(String, String)>,
    /// Open the page in a browser
    #[arg(long)]
    open: bool,
    /// Print a QR code of the URL also where stdout is no terminal
    #[arg(long, conflicts_with = "json")]
    qr: bool,
    /// Print one line of JSON when it listens, instead of text
    #[arg(long)]
    json: bool,
    /// What to log on stderr: error, warn, info, debug, trace, or a filter like vuer=debug
    #[arg(long, value_name = "FILTER", default_value = "warn")]
    log: String,
}

/// Where the certificate comes from, if not from files.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Tls {
    /// Made here, for every name and address of this machine
    Auto,
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "give a number from 0 to 65535")
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    let number = text.parse().ok().map(Duration::try_from_secs_f64);
    number
        .and_then(Result::ok)
        .ok_or("give a number of seconds, like 30 or 0.5")
}

fn query(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl ServeArgs {
    /// Whether a token is asked for, and none is given.
    pub(crate) fn has_random_token(&self) -> bool {
        self.token.as_deref() == Some(RANDOM)
    }

    /// Starts the log and makes a server of these flags, to which a command adds what it serves.
    pub(crate) fn builder(&self) -> anyhow::Result<Vuer> {
        let filter = EnvFilter::try_new(&self.log)
            .with_context(|| format!("--log {} is no log level, nor a filter", self.log))?;
        tracing_subscriber::fmt()
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .with_env_filter(filter)
            .compact()
            .init();
        ensure!(
            self.setup_port.is_none() || self.tls.is_some() || env::var_os("VUER_TLS").is_some(),
            "--setup-port is the port of the page that helps devices trust --tls auto, which is not asked for"
        );
        let mut vuer = Vuer::new();
        if let Some(host) = &self.host {
            vuer = vuer.host(host);
        }
        if let Some(port) = self.port {
            vuer = vuer.port(port);
        }
        if self.free_port {
            vuer = vuer.free_port(true);
        }
        if let Some(folder) = &self.client_root {
            vuer = vuer.client_root(folder);
        }
        if let Some(Tls::Auto) = self.tls {
            vuer = vuer.tls_auto();
        }
        if let Some(port) = self.setup_port {
            vuer = vuer.setup_port(port);
        }
        if self.no_mdns {
            vuer = vuer.mdns(false);
        }
        if self.offline {
            vuer = vuer.offline(true);
        }
        // One without the other is an error of the server, which knows what the environment adds.
        if let Some(cert) = &self.tls_cert {
            vuer = vuer.cert(cert);
        }
        if let Some(key) = &self.tls_key {
            vuer = vuer.key(key);
        }
        if let Some(authorities) = &self.tls_ca {
            vuer = vuer.ca_cert(authorities);
        }
        if !self.cors.is_empty() {
            vuer = vuer.cors(self.cors.iter().cloned());
        }
        for host in &self.allow_host {
            vuer = vuer.allow_host(host);
        }
        match self.token.as_deref() {
            None => {}
            Some("") => {
                anyhow::bail!("--token= is empty: give a secret, or --token for a random one")
            }
            Some(token) => vuer = vuer.token(Token::parse(token)),
        }
        if let Some(grace) = self.resume_grace {
            vuer = vuer.resume_grace(grace);
        }
        for (name, value) in &self.query {
            vuer = vuer.query(name, value);
        }
        Ok(vuer)
    }
}

/// Starts the server, says where it is, and serves until Ctrl-C or a request to end.
pub(crate) fn serve(vuer: Vuer, args: &ServeArgs) -> anyhow::Result<()> {
    vuer::runtime()?.block_on(async {
        // Whoever reads that it listens may ask it to end at once.
        let stop = vuer::stop_requested()?;
        let server = vuer.start().await?;
        let form = match (args.json, args.qr || std::io::stdout().is_terminal()) {
            (true, _) => Form::Json,
            (false, qr) => Form::Text { qr },
        };
        announce(&server, form)?;
        if args.open {
            let url = server.url();
            if let Err(error) = open::that_detached(&url) {
                eprintln!("vuer: no browser could be opened ({error}); the page is at {url}");
            }
        }
        stop.await;
        server.shutdown().await;
        Ok(())
    })
}
