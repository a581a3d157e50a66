//! What a server is told before it starts: the defaults, then the environment, then the calls on the builder.
//!
//! Plain data. Whoever needs a setting reads it here; what follows from it is decided there.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::http::{Routes, Token, Workspace};
use crate::roles::Succession;
use crate::session::DeadMan;

/// 256 MiB, the original's default for both limits.
const DEFAULT_MAX_SIZE: usize = 1 << 28;

/// Every setting of a server, with the defaults of `Settings::default()`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// A hosted client to print the URL of, such as `https://vuer.ai`. None: the server's own page.
    pub(crate) domain: Option<String>,
    /// Host name or address to listen on.
    pub(crate) host: String,
    /// TCP port to listen on; 0 takes a free one.
    pub(crate) port: u16,
    /// End the process that already listens on the port, if it is the same user's.
    pub(crate) free_port: bool,
    /// Query parameters appended to the printed URLs, in order.
    pub(crate) queries: Vec<(String, String)>,
    /// Origins that may read files, open the websocket and frame the page: `scheme://host[:port]`, where the port may be
    /// `*`, or `*` alone. See [`crate::Vuer::cors`].
    pub(crate) cors: Vec<String>,
    /// Host names beside this machine's own that requests may be addressed to.
    pub(crate) allow_hosts: Vec<String>,
    /// What a visitor must present. None: whoever reaches the port may come in.
    pub(crate) token: Option<Token>,
    /// Whether `/relay` answers peers beyond this machine although no token is set.
    pub(crate) relay: bool,
    /// A folder with a built client to serve instead of the embedded one.
    pub(crate) client_root: Option<PathBuf>,
    /// What `/static` and `/workspace` serve. None: the working directory, and only on loopback.
    pub(crate) workspace: Option<Workspace>,
    /// The program's own routes, directories and files.
    pub(crate) routes: Routes,
    /// Certificate chain, PEM. Together with `key` it turns TLS on.
    pub(crate) cert: Option<PathBuf>,
    /// Private key of `cert`, PEM.
    pub(crate) key: Option<PathBuf>,
    /// Whether to make a certificate instead, by an authority of this machine's own.
    pub(crate) tls_auto: bool,
    /// The folder of that authority. None: the one by the custom of the platform.
    pub(crate) tls_dir: Option<PathBuf>,
    /// The port of `/setup`. None: the next one, or a free one; it is served only where `tls_auto` is on, beyond loopback.
    pub(crate) setup_port: Option<u16>,
    /// Whether to tell the network by multicast DNS where the server is.
    pub(crate) mdns: bool,
    /// Whether the page fetches nothing from elsewhere.
    pub(crate) offline: bool,
    /// Authorities of client certificates, PEM. Given: a client without a certificate of theirs is refused.
    pub(crate) ca_cert: Option<PathBuf>,
    /// Largest message a client may send over the websocket, in bytes.
    pub(crate) websocket_max_size: usize,
    /// What all clients together may have sent of messages whose end has not come, in bytes. None: twice
    /// `websocket_max_size`.
    pub(crate) unfinished_max_size: Option<usize>,
    /// Largest body of an HTTP request, in bytes.
    pub(crate) request_max_size: usize,
    /// Events kept for a session that does not take them, and waiting messages from which updates coalesce.
    pub(crate) queue_len: usize,
    /// Calls of async handlers at a time, for one session.
    pub(crate) max_running_handlers: usize,
    /// Bytes that may wait for one session.
    pub(crate) outbox_bytes: usize,
    /// Sessions at a time.
    pub(crate) max_sessions: usize,
    /// Time between two pings.
    pub(crate) ping_interval: Duration,
    /// Silence in both directions after which a client counts as gone.
    pub(crate) dead_after: Duration,
    /// How long a session waits for a client of ours whose socket was lost. Zero: it does not.
    pub(crate) resume_grace: Duration,
    /// What the user must hold for poses to reach the program.
    pub(crate) dead_man: Option<DeadMan>,
    /// Who becomes the operator. None: everybody operates.
    pub(crate) succession: Option<Succession>,
    /// Send floats in double precision.
    pub(crate) float64: bool,
    /// Log more.
    pub(crate) verbose: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            domain: None,
            host: "localhost".to_owned(),
            port: 8012,
            free_port: false,
            queries: Vec::new(),
            cors: crate::http::DEFAULT_CORS.map(str::to_owned).to_vec(),
            allow_hosts: Vec::new(),
            token: None,
            relay: false,
            client_root: None,
            workspace: None,
            routes: Routes::default(),
            cert: None,
            key: None,
            tls_auto: false,
            tls_dir: None,
            setup_port: None,
            mdns: true,
            offline: false,
            ca_cert: None,
            websocket_max_size: DEFAULT_MAX_SIZE,
            unfinished_max_size: None,
            request_max_size: DEFAULT_MAX_SIZE,
            queue_len: 100,
            max_running_handlers: 1024,
            outbox_bytes: 64 << 20,
            max_sessions: 1024,
            ping_interval: Duration::from_secs(10),
            dead_after: Duration::from_secs(30),
            resume_grace: Duration::from_secs(30),
            dead_man: None,
            succession: None,
            float64: false,
            verbose: false,
        }
    }
}

/// An environment variable whose value cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the environment variable {variable} is {value:?}: {expected} was expected")]
pub struct EnvironmentError {
    /// The variable's name.
    pub variable: &'static str,
    /// The value found; of a token, which is for no log, three dots.
    pub value: String,
    /// What would have been right.
    pub expected: &'static str,
}

/// Sets one setting from text, or says what it expected.
type Apply = fn(&mut Settings, &str) -> Result<(), &'static str>;

/// The variable whose value is a secret.
const TOKEN: &str = "VUER_TOKEN";

/// The variables that are read, by setting; of several names for one setting the first that is set counts.
/// The unprefixed ones are those of the original that other programs do not use for themselves.
const VARIABLES: &[(&[&str], Apply)] = &[
    (&["VUER_DOMAIN"], |it, text| {
        set(&mut it.domain, Some(text.into()))
    }),
    (&["VUER_HOST"], |it, text| set(&mut it.host, text.into())),
    (&["VUER_PORT"], |it, text| {
        number(&mut it.port, text, "a port number")
    }),
    (&["VUER_FREE_PORT"], |it, text| {
        flag(&mut it.free_port, text)
    }),
    (&["VUER_QUERIES"], |it, text| {
        let pair = |pair: &str| -> Result<_, &'static str> {
            let (name, value) = pair.split_once('=').ok_or("name=value&name=value")?;
            Ok((name.to_owned(), value.to_owned()))
        };
        set(
            &mut it.queries,
            text.split('&').map(pair).collect::<Result<_, _>>()?,
        )
    }),
    (&["VUER_VERBOSE"], |it, text| flag(&mut it.verbose, text)),
    (&["VUER_CORS"], |it, text| set(&mut it.cors, list(text))),
    (&["VUER_ALLOW_HOST"], |it, text| {
        set(&mut it.allow_hosts, list(text))
    }),
    (&[TOKEN], |it, text| {
        set(&mut it.token, Some(Token::parse(text)))
    }),
    (&["VUER_CLIENT_ROOT"], |it, text| {
        set(&mut it.client_root, Some(text.into()))
    }),
    (&["VUER_WORKSPACE", "VUER_STATIC_ROOT"], |it, text| {
        set(&mut it.workspace, Some(Workspace::new().dir(text)))
    }),
    (&["VUER_SSL_CERT", "SSL_CERT"], |it, text| {
        set(&mut it.cert, Some(text.into()))
    }),
    (&["VUER_SSL_KEY", "SSL_KEY"], |it, text| {
        set(&mut it.key, Some(text.into()))
    }),
    (&["VUER_TLS"], |it, text| match text.trim() {
        "auto" => set(&mut it.tls_auto, true),
        _ => Err("auto"),
    }),
    (&["VUER_TLS_DIR"], |it, text| {
        set(&mut it.tls_dir, Some(text.into()))
    }),
    (&["VUER_SETUP_PORT"], |it, text| {
        let mut port = 0;
        number(&mut port, text, "a port number")?;
        set(&mut it.setup_port, Some(port))
    }),
    (&["VUER_MDNS"], |it, text| flag(&mut it.mdns, text)),
    (&["VUER_OFFLINE"], |it, text| flag(&mut it.offline, text)),
    (&["VUER_SSL_CA_CERT", "SSL_CA_CERT"], |it, text| {
        set(&mut it.ca_cert, Some(text.into()))
    }),
    (
        &["VUER_WEBSOCKET_MAX_SIZE", "WEBSOCKET_MAX_SIZE"],
        |it, text| number(&mut it.websocket_max_size, text, "a number of bytes"),
    ),
    (
        &["VUER_REQUEST_MAX_SIZE", "REQUEST_MAX_SIZE"],
        |it, text| number(&mut it.request_max_size, text, "a number of bytes"),
    ),
    (&["VUER_QUEUE_LEN"], |it, text| {
        number(&mut it.queue_len, text, "a number of messages")
    }),
];

impl Settings {
    /// The defaults, overridden by the variables that `lookup` finds. An empty variable counts as absent.
    pub(crate) fn from_environment(
        lookup: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, EnvironmentError> {
        let mut settings = Self::default();
        for (names, apply) in VARIABLES {
            let found = names.iter().find_map(|name| {
                lookup(name)
                    .filter(|value| !value.is_empty())
                    .map(|value| (*name, value))
            });
            let Some((variable, value)) = found else {
                continue;
            };
            // Ignoring what cannot be read would start a server without its token.
            let text = value.to_str().ok_or("Unicode text");
            if let Err(expected) = text.and_then(|text| apply(&mut settings, text)) {
                let value = match variable {
                    TOKEN => "…".to_owned(),
                    _ => value.to_string_lossy().into_owned(),
                };
                return Err(EnvironmentError {
                    variable,
                    value,
                    expected,
                });
            }
        }
        Ok(settings)
    }

    pub(crate) fn unfinished_max_size(&self) -> usize {
        let two_messages = self.websocket_max_size.saturating_mul(2);
        self.unfinished_max_size.unwrap_or(two_messages)
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the shape of every entry of the table"
)]
fn set<T>(setting: &mut T, value: T) -> Result<(), &'static str> {
    *setting = value;
    Ok(())
}

fn number<T: std::str::FromStr>(
    setting: &mut T,
    text: &str,
    expected: &'static str,
) -> Result<(), &'static str> {
    *setting = text.trim().parse().map_err(|_| expected)?;
    Ok(())
}

fn flag(setting: &mut bool, text: &str) -> Result<(), &'static str> {
    *setting = match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => true,
        "0" | "false" | "no" | "off" => false,
        _ => return Err("true or false"),
    };
    Ok(())
}

/// The entries of a comma-separated list.
fn list(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Settings, EnvironmentError> {
        Settings::from_environment(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn every_variable_sets_its_setting_and_is_documented() {
        let check = |name: &str, value: &str, expected: &str| {
            let settings = format!("{:?}", read(&[(name, value)]).unwrap());
            assert!(settings.contains(expected), "{name}: {settings}");
            assert!(
                !format!("{:?}", Settings::default()).contains(expected),
                "{name}"
            );
            let documented = name.strip_prefix("VUER_").unwrap_or(name);
            assert!(
                include_str!("builder.rs").contains(&format!("`VUER_{documented}`")),
                "{name}"
            );
        };
        let checks = [
            ("VUER_DOMAIN", "https://d", "domain: Some(\"https://d\")"),
            ("VUER_HOST", "h", "host: \"h\""),
            ("VUER_PORT", "1", "port: 1,"),
            ("VUER_FREE_PORT", "yes", "free_port: true"),
            (
                "VUER_QUERIES",
                "grid=False&a=b=c",
                "queries: [(\"grid\", \"False\"), (\"a\", \"b=c\")]",
            ),
            ("VUER_VERBOSE", "1", "verbose: true"),
            ("VUER_CORS", "https://a, *", "cors: [\"https://a\", \"*\"]"),
            ("VUER_ALLOW_HOST", "a,b", "allow_hosts: [\"a\", \"b\"]"),
            ("VUER_TOKEN", "t", "token: Some(Token("),
            ("VUER_CLIENT_ROOT", "/c", "client_root: Some(\"/c\")"),
            ("VUER_WORKSPACE", "/w", "folder: \"/w\""),
            ("VUER_STATIC_ROOT", "/s", "folder: \"/s\""),
            ("VUER_SSL_CERT", "c", " cert: Some(\"c\")"),
            ("SSL_CERT", "c", " cert: Some(\"c\")"),
            ("VUER_SSL_KEY", "k", "key: Some(\"k\")"),
            ("SSL_KEY", "k", "key: Some(\"k\")"),
            ("VUER_TLS", "auto", "tls_auto: true"),
            ("VUER_TLS_DIR", "/t", "tls_dir: Some(\"/t\")"),
            ("VUER_SETUP_PORT", "1", "setup_port: Some(1)"),
            ("VUER_MDNS", "off", "mdns: false"),
            ("VUER_OFFLINE", "1", "offline: true"),
            ("VUER_SSL_CA_CERT", "a", "ca_cert: Some(\"a\")"),
            ("SSL_CA_CERT", "a", "ca_cert: Some(\"a\")"),
            ("VUER_WEBSOCKET_MAX_SIZE", "1", "websocket_max_size: 1,"),
            ("WEBSOCKET_MAX_SIZE", "1", "websocket_max_size: 1,"),
            ("VUER_REQUEST_MAX_SIZE", "1", "request_max_size: 1,"),
            ("REQUEST_MAX_SIZE", "1", "request_max_size: 1,"),
            ("VUER_QUEUE_LEN", "1", "queue_len: 1,"),
        ];
        for (name, value, expected) in checks {
            check(name, value, expected);
        }
        let names = VARIABLES.iter().flat_map(|(names, _)| names.iter());
        for name in names {
            assert!(checks.iter().any(|(checked, ..)| checked == name), "{name}");
        }
    }

    /// A token that was set and cannot be read must not become no token, nor be told.
    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_no_text_is_an_error() {
        use std::os::unix::ffi::OsStringExt as _;
        let error = Settings::from_environment(|name| {
            (name == "VUER_TOKEN").then(|| OsString::from_vec(b"s3cret\xff".to_vec()))
        });
        let error = error.unwrap_err();
        assert_eq!(error.variable, "VUER_TOKEN");
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }

    #[test]
    fn defaults_are_the_originals() {
        let settings = read(&[]).unwrap();
        assert_eq!((settings.host.as_str(), settings.port), ("localhost", 8012));
        assert_eq!(
            (settings.queue_len, settings.websocket_max_size),
            (100, 1 << 28)
        );
    }

    #[test]
    fn prefixed_variables_win_and_generic_names_are_not_read() {
        let settings = read(&[
            ("SSL_CERT", "plain.pem"),
            ("VUER_SSL_CERT", "prefixed.pem"),
            ("SSL_KEY", "key.pem"),
            ("PORT", "1"),
            ("HOST", "elsewhere"),
            ("VUER_HOST", "0.0.0.0"),
            ("VUER_CORS", "https://a.example, https://b.example"),
            ("VUER_QUEUE_LEN", ""),
        ])
        .unwrap();
        assert_eq!(settings.cert, Some(PathBuf::from("prefixed.pem")));
        assert_eq!(settings.key, Some(PathBuf::from("key.pem")));
        assert_eq!((settings.host.as_str(), settings.port), ("0.0.0.0", 8012));
        assert_eq!(settings.cors, ["https://a.example", "https://b.example"]);
        assert_eq!(settings.queue_len, 100);
    }

    #[test]
    fn an_unusable_value_is_named() {
        let error = read(&[("VUER_PORT", "http")]).unwrap_err();
        assert_eq!(error.variable, "VUER_PORT");
        assert_eq!(
            error.to_string(),
            "the environment variable VUER_PORT is \"http\": a port number was expected"
        );
    }
}
