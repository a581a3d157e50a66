//! Who may come in: the rules on Host, Origin and token.
//!
//! A web page anywhere can send requests to a server on its visitor's machine or network, so reaching the port proves
//! nothing. The Host rule stops pages whose name was made to resolve to this machine (DNS rebinding), the Origin rule
//! stops all other foreign pages where an answer would be more than they could read anyway, and the token, where one
//! is set, stops everybody who was not given it.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use http::header::{HOST, HeaderValue, ORIGIN, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{Response, StatusCode};
use tokio::time::Instant;
use tracing::warn;

use super::authority::Authority;
use super::origin::{self, Listing, Origins};
use super::reply::{Body, text};
use super::tls::Tls;
use super::token::{Presented, Token};
use crate::certificates::mdns_name;
use crate::time::Pace;

/// The rules of one server.
#[derive(Debug)]
pub(super) struct Gate {
    hosts: KnownHosts,
    pub(super) origins: Origins,
    token: Option<Token>,
    cookie_name: String,
    is_tls: bool,
    relay_beyond_loopback: bool,
    refused_origins: Mutex<Pace>,
}

/// The longest origin that is told, in characters; host names are shorter.
const ORIGIN_LENGTH: usize = 300;
/// How many refused origins are told in a minute; a page may try many times a second.
const REFUSED_ORIGINS: u32 = 10;

/// Why a request is turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No Host, or one that cannot be read.
    NoHost,
    /// A Host that is none of our names.
    UnknownHost(String),
    /// A page that may not use this server.
    ForeignOrigin(String),
    /// No token or a wrong one.
    NoToken,
    /// A peer on the network asked for something that answers this machine only.
    NotLocal,
}

/// Names that requests may be addressed to, beside IP literals and `localhost`.
#[derive(Debug)]
pub(super) struct KnownHosts {
    /// Exact names, in lower case; one that begins with `*.` stands for every name below it.
    names: Vec<String>,
    tls: Option<Tls>,
}

impl KnownHosts {
    /// `names` and this machine's own; with TLS also what the certificate is for.
    pub(super) fn new(names: impl IntoIterator<Item = String>, tls: Option<Tls>) -> Self {
        let machine = gethostname::gethostname()
            .to_string_lossy()
            .to_ascii_lowercase();
        let short = machine.split('.').next().unwrap_or_default();
        let own = [
            format!("{short}.local"),
            mdns_name(short),
            short.to_owned(),
            machine.clone(),
        ];
        let names = own
            .into_iter()
            .chain(names.into_iter().map(|name| name.to_ascii_lowercase()));
        Self {
            names: names.collect(),
            tls,
        }
    }

    fn knows(&self, authority: &Authority) -> bool {
        let host = authority.host.as_str();
        authority.ip().is_some()
            || authority.is_loopback()
            || self.names.iter().any(|name| match name.strip_prefix('*') {
                Some(parent) => parent.starts_with('.') && host.ends_with(parent),
                None => name == host,
            })
            || self.tls.as_ref().is_some_and(|tls| tls.covers(host))
    }
}

impl Gate {
    pub(super) fn new(
        hosts: KnownHosts,
        origins: Origins,
        token: Option<Token>,
        relay_beyond_loopback: bool,
        port: u16,
    ) -> Self {
        let is_tls = hosts.tls.is_some();
        // Cookies do not tell ports apart: two servers on one host would overwrite each other's.
        let cookie_name = format!("vuer_token_{port}");
        Self {
            hosts,
            origins,
            token,
            cookie_name,
            is_tls,
            relay_beyond_loopback,
            refused_origins: Mutex::default(),
        }
    }

    /// The host that the request is addressed to, if it is one of ours.
    pub(super) fn host(&self, head: &Parts) -> Result<Authority, Refusal> {
        let mut hosts = head.headers.get_all(HOST).into_iter();
        let written = match (head.uri.authority(), hosts.next(), hosts.next()) {
            (Some(authority), _, None) => authority.as_str(),
            (None, Some(host), None) => host.to_str().map_err(|_| Refusal::NoHost)?,
            _ => return Err(Refusal::NoHost),
        };
        let authority = Authority::parse(written).ok_or(Refusal::NoHost)?;
        if self.hosts.knows(&authority) {
            Ok(authority)
        } else {
            Err(Refusal::UnknownHost(authority.host))
        }
    }

    /// Whether the page that sent the request, if a page did, may do more than read.
    pub(super) fn origin(&self, head: &Parts, host: &Authority) -> Result<(), Refusal> {
        let origins: Vec<_> = head.headers.get_all(ORIGIN).iter().collect();
        // A browser sends one. Several are none of which it could be said that the page has it.
        let origin = match *origins {
            [] => return Ok(()),
            [origin] => String::from_utf8_lossy(origin.as_bytes()),
            _ => "several origins".into(),
        };
        // `null` is any sandboxed frame or local file; a list that names everybody does not mean those.
        if origin != "null"
            && (origin::is_same_site(&origin, host) || self.origins.listing(&origin) != Listing::No)
        {
            return Ok(());
        }
        let mut pace = self
            .refused_origins
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if pace.allows(REFUSED_ORIGINS, Instant::now()) {
            // Escaped: whoever wrote it may have meant it for the terminal that shows the log.
            let origin: String = origin.chars().take(ORIGIN_LENGTH).collect();
            warn!(
                ?origin,
                "refused a web page of another origin; if you know it, add it to the `cors` list (--cors)"
            );
        }
        Err(Refusal::ForeignOrigin(origin.into_owned()))
    }

    /// Whether the request presents the token, if one is needed; and the cookie to answer with, if that is due.
    pub(super) fn token(&self, head: &Parts) -> Result<Option<HeaderValue>, Refusal> {
        let Some(token) = &self.token else {
            return Ok(None);
        };
        match token.presented(head, &self.cookie_name) {
            Presented::Standing => Ok(None),
            Presented::InQuery => Ok(Some(token.set_cookie(&self.cookie_name, self.is_tls))),
            Presented::No => Err(Refusal::NoToken),
        }
    }

    /// Everything that a websocket upgrade must satisfy.
    pub(super) fn upgrade(&self, head: &Parts) -> Result<(), Refusal> {
        let host = self.host(head)?;
        self.origin(head, &host)?;
        self.token(head).map(drop)
    }

    /// Everything that `/relay` asks for beyond a known host.
    pub(super) fn relay(
        &self,
        head: &Parts,
        host: &Authority,
        peer: SocketAddr,
    ) -> Result<(), Refusal> {
        self.origin(head, host)?;
        self.token(head)?;
        // A tunnel on this machine makes everybody a local peer, but keeps the name it is known by.
        let is_local = is_loopback(peer.ip()) && host.is_loopback();
        if is_local || self.token.is_some() || self.relay_beyond_loopback {
            Ok(())
        } else {
            Err(Refusal::NotLocal)
        }
    }
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

impl Refusal {
    pub(super) fn into_response(self) -> Response<Body> {
        match self {
            Self::NoHost => text(
                StatusCode::BAD_REQUEST,
                "The request names no host that can be read.\n",
            ),
            Self::UnknownHost(host) => text(
                StatusCode::MISDIRECTED_REQUEST,
                format!(
                    "This server does not go by the name {host}. If it should, start it with \
                     `--allow-host {host}` or call `allow_host(\"{host}\")`.\n"
                ),
            ),
            Self::ForeignOrigin(origin) => text(
                StatusCode::FORBIDDEN,
                format!(
                    "Pages of {origin} may not use this server. If they should, start it with \
                     `--cors {origin}` or add that to its `cors` list.\n"
                ),
            ),
            Self::NoToken => {
                let mut response = text(
                    StatusCode::UNAUTHORIZED,
                    "This server asks for a token: open the URL that it printed when it started.\n",
                );
                response
                    .headers_mut()
                    .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                response
            }
            Self::NotLocal => text(
                StatusCode::FORBIDDEN,
                "This answers only programs on the same machine. Set a token, or allow it with \
                 `relay(true)`.\n",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a gate lets this peer, who asked for this host, use the relay.
    fn relays(
        token: Option<&str>,
        everywhere: bool,
        peer: &str,
        host: &str,
    ) -> Result<(), Refusal> {
        let gate = Gate::new(
            KnownHosts::new([], None),
            Origins::parse(&[]).unwrap(),
            token.map(Token::new),
            everywhere,
            8012,
        );
        let request = http::Request::post("/relay").header("x-vuer-token", "s3cret");
        let (head, ()) = request.body(()).unwrap().into_parts();
        gate.relay(
            &head,
            &Authority::parse(host).unwrap(),
            peer.parse().unwrap(),
        )
    }

    #[test]
    fn the_relay_is_for_this_machine() {
        for peer in ["127.0.0.1:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
            assert_eq!(relays(None, false, peer, "localhost"), Ok(()), "{peer}");
        }
        // Whatever host another machine claims to ask for.
        for host in ["localhost", "127.0.0.1", "[::1]:8012"] {
            for peer in ["10.0.0.7:1", "[fd00::2]:1", "[::ffff:10.0.0.7]:1"] {
                let refused = relays(None, false, peer, host);
                assert_eq!(refused, Err(Refusal::NotLocal), "{peer} {host}");
            }
        }
        let network = "10.0.0.7:1";
        assert_eq!(relays(Some("s3cret"), false, network, "10.0.0.1"), Ok(()));
        assert_eq!(relays(None, true, network, "10.0.0.1"), Ok(()));
        assert_eq!(
            relays(Some("other"), true, network, "10.0.0.1"),
            Err(Refusal::NoToken)
        );
    }
}
