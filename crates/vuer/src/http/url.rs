//! The URLs under which the page can be opened, and what a headset can do there.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use if_addrs::{IfAddr, Interface};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::authority::Authority;
use super::setup::PATH as SETUP_PATH;
use super::tls::Tls;
use super::token::Token;
use crate::certificates::mdns_name;
use crate::settings::Settings;

/// A URL under which the page opens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageUrl {
    /// The URL, with the token and the configured queries.
    pub url: String,
    /// From where it opens.
    pub reach: Reach,
    /// Whether a headset can enter VR on it.
    pub headset: Headset,
}

/// From where a URL opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reach {
    /// Only on the machine that the server runs on.
    ThisMachine,
    /// On every machine that reaches this address.
    Network,
    /// The page comes from elsewhere and connects to the server on the machine it is opened on.
    Hosted,
}

/// Whether a headset can enter VR on a page. Its `Display` says what to do where it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Headset {
    /// It can, if it trusts the certificate.
    Ready,
    /// It can after its user has accepted a warning: the certificate is not for this address.
    OtherCertificate,
    /// It reaches this address only over a USB cable.
    OverUsb {
        /// The server's port.
        port: u16,
    },
    /// It cannot: browsers allow WebXR on HTTPS only.
    NeedsTls,
}

impl fmt::Display for Headset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready => f.write_str("VR works in a headset that trusts the certificate"),
            Self::OtherCertificate => f.write_str(
                "VR works once the browser's warning is accepted (the certificate is not for this address)",
            ),
            Self::OverUsb { port } => {
                write!(f, "VR works in a headset on a USB cable: adb reverse tcp:{port} tcp:{port}")
            }
            Self::NeedsTls => {
                f.write_str("no VR: browsers allow it on HTTPS only (--tls auto; or by cable: adb reverse)")
            }
        }
    }
}

/// Every URL that works for a server listening on `address`: this machine first, then each address on the network.
/// With `domain` set the hosted client's comes before all.
pub(crate) fn page_urls(
    settings: &Settings,
    address: SocketAddr,
    tls: Option<&Tls>,
) -> Vec<PageUrl> {
    let machine = gethostname::gethostname()
        .to_string_lossy()
        .to_ascii_lowercase();
    urls_of(settings, address, tls, &machine, &lan_addresses())
}

/// The addresses by which others may reach this machine now, those of real networks before those of virtual ones.
pub fn lan_addresses() -> Vec<IpAddr> {
    network_addresses(if_addrs::get_if_addrs().unwrap_or_default())
}

/// The URL of `/setup` on this port, by the first of the page's URLs that others can open.
pub(crate) fn setup_url(pages: &[PageUrl], port: u16) -> Option<String> {
    let page = pages.iter().find(|page| page.reach == Reach::Network)?;
    let authority = Authority {
        port: Some(port),
        ..Authority::of_url(&page.url)?
    };
    Some(format!("http://{authority}{SETUP_PATH}"))
}

fn urls_of(
    settings: &Settings,
    address: SocketAddr,
    tls: Option<&Tls>,
    machine: &str,
    network: &[IpAddr],
) -> Vec<PageUrl> {
    let port = address.port();
    let scheme = if tls.is_some() { "https" } else { "http" };
    let query = query(settings.token.as_ref(), &settings.queries);
    let page = |host: &str, reach| {
        let authority = Authority {
            host: host.to_owned(),
            port: Some(port),
        };
        let headset = match (tls, reach) {
            (Some(tls), _) if tls.covers(host) => Headset::Ready,
            (Some(_), _) => Headset::OtherCertificate,
            (None, Reach::ThisMachine) => Headset::OverUsb { port },
            (None, _) => Headset::NeedsTls,
        };
        PageUrl {
            url: format!("{scheme}://{authority}{query}"),
            reach,
            headset,
        }
    };
    let mut urls = Vec::new();
    if let Some(domain) = &settings.domain {
        let url = hosted_url(domain, settings, port, tls.is_some());
        urls.push(PageUrl {
            url,
            reach: Reach::Hosted,
            headset: Headset::OverUsb { port },
        });
    }
    let ip = address.ip().to_canonical();
    if ip.is_loopback() || ip.is_unspecified() {
        urls.push(page("localhost", Reach::ThisMachine));
    }
    if ip.is_unspecified() {
        let is_v4_only = ip.is_ipv4();
        let reachable = network
            .iter()
            .filter(|found| found.is_ipv4() || !is_v4_only);
        urls.extend(reachable.map(|found| page(&found.to_string(), Reach::Network)));
    } else if !ip.is_loopback() {
        // The address may have been given as a name, and a certificate is more likely to be for that.
        let named = Authority::parse(&settings.host).filter(|named| named.ip().is_none());
        let host = named.map_or_else(|| ip.to_string(), |named| named.host);
        urls.push(page(&host, Reach::Network));
    }
    // A name is worth more than an address where the certificate is for the name.
    let is_own = tls.is_some_and(|tls| tls.authority().is_some());
    let names = names(machine, is_own, settings.mdns);
    if !ip.is_loopback() && !machine.is_empty() {
        let names = names
            .iter()
            .filter(|name| tls.is_some_and(|tls| tls.covers(name)));
        urls.extend(names.map(|name| page(name, Reach::Network)));
    }
    urls
}

/// Names by which this machine may be found. A certificate from files says what its owner calls it; one of our own is for
/// every name there is, of which only the announced one is sure to be answered for.
fn names(machine: &str, is_own: bool, is_announced: bool) -> Vec<String> {
    let short = machine.split('.').next().unwrap_or_default();
    match (is_own, is_announced) {
        (true, true) => vec![mdns_name(short)],
        (true, false) => Vec::new(),
        (false, _) => {
            let local = format!("{}.local", machine.trim_end_matches(".local"));
            vec![machine.to_owned(), local]
        }
    }
}

/// The URL that the original prints: its hosted client, told where to connect unless that is its own default.
fn hosted_url(domain: &str, settings: &Settings, port: u16, is_tls: bool) -> String {
    let mut pairs = Vec::new();
    if port != 8012 || is_tls || settings.token.is_some() {
        let scheme = if is_tls { "wss" } else { "ws" };
        let token = query(settings.token.as_ref(), &[]);
        pairs.push((
            "ws".to_owned(),
            format!("{scheme}://localhost:{port}{token}"),
        ));
    }
    pairs.extend(settings.queries.iter().cloned());
    if pairs.is_empty() {
        return domain.to_owned();
    }
    let separator = if domain.contains('?') { '&' } else { '?' };
    format!("{domain}{separator}{}", encode(&pairs))
}

/// `/?token=…&key=value`, or nothing.
fn query(token: Option<&Token>, queries: &[(String, String)]) -> String {
    let token = token.map(|token| ("token".to_owned(), token.secret().to_owned()));
    let pairs: Vec<_> = token.into_iter().chain(queries.iter().cloned()).collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("/?{}", encode(&pairs))
    }
}

fn encode(pairs: &[(String, String)]) -> String {
    /// What would end a parameter or be read as something else. Addresses stay readable: `ws=ws://localhost:8013`.
    const RESERVED: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'&')
        .add(b'+')
        .add(b'<')
        .add(b'>');
    const RESERVED_IN_NAME: &AsciiSet = &RESERVED.add(b'=');
    let pairs = pairs.iter().map(|(name, value)| {
        let name = utf8_percent_encode(name, RESERVED_IN_NAME);
        format!("{name}={}", utf8_percent_encode(value, RESERVED))
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn network_addresses(interfaces: Vec<Interface>) -> Vec<IpAddr> {
    let mut found: Vec<_> = interfaces
        .into_iter()
        .filter(|interface| interface.is_oper_up() && !interface.is_loopback())
        .filter(|interface| match &interface.addr {
            IfAddr::V4(address) => !address.ip.is_link_local(),
            // A link-local address would need a zone, which URLs cannot carry.
            IfAddr::V6(address) => !address.ip.is_unicast_link_local(),
        })
        .map(|interface| {
            (
                is_virtual(&interface.name),
                interface.ip().is_ipv6(),
                interface.ip(),
            )
        })
        .collect();
    found.sort_by_key(|(is_virtual, is_ipv6, _)| (*is_virtual, *is_ipv6));
    found.into_iter().map(|(_, _, ip)| ip).collect()
}

/// Bridges and tunnels of containers and virtual machines: headsets are not on these.
fn is_virtual(name: &str) -> bool {
    [
        "docker", "br-", "veth", "virbr", "vmnet", "vbox", "cni", "podman",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(settings: &Settings, address: &str) -> Vec<String> {
        let network = ["192.168.1.5".parse().unwrap(), "fd00::2".parse().unwrap()];
        let urls = urls_of(settings, address.parse().unwrap(), None, "robot", &network);
        urls.into_iter().map(|page| page.url).collect()
    }

    #[test]
    fn where_a_server_is_reached_depends_on_where_it_listens() {
        let settings = Settings::default();
        assert_eq!(urls(&settings, "127.0.0.1:8012"), ["http://localhost:8012"]);
        assert_eq!(urls(&settings, "[::1]:8012"), ["http://localhost:8012"]);
        assert_eq!(
            urls(&settings, "0.0.0.0:8012"),
            ["http://localhost:8012", "http://192.168.1.5:8012"]
        );
        assert_eq!(
            urls(&settings, "[::]:1"),
            [
                "http://localhost:1",
                "http://192.168.1.5:1",
                "http://[fd00::2]:1"
            ]
        );
        let settings = Settings {
            host: "192.168.1.5".to_owned(),
            ..settings
        };
        assert_eq!(
            urls(&settings, "192.168.1.5:8012"),
            ["http://192.168.1.5:8012"]
        );
        let settings = Settings {
            host: "robot.lan".to_owned(),
            ..settings
        };
        assert_eq!(
            urls(&settings, "192.168.1.5:8012"),
            ["http://robot.lan:8012"]
        );
    }

    #[test]
    fn token_and_queries_are_part_of_the_url() {
        let settings = Settings {
            token: Some(Token::new("a&b")),
            queries: vec![
                ("grid".into(), "False".into()),
                ("scene".into(), "/a b.json".into()),
            ],
            ..Settings::default()
        };
        assert_eq!(
            urls(&settings, "127.0.0.1:8012"),
            ["http://localhost:8012/?token=a%26b&grid=False&scene=/a%20b.json"]
        );
    }

    #[test]
    fn the_hosted_client_is_told_what_it_cannot_guess() {
        let domain = Some("https://vuer.ai".to_owned());
        let check = |settings: Settings, address: &str, expected: &str| {
            assert_eq!(urls(&settings, address)[0], expected);
        };
        let plain = Settings {
            domain: domain.clone(),
            ..Settings::default()
        };
        check(plain.clone(), "127.0.0.1:8012", "https://vuer.ai");
        check(
            plain.clone(),
            "127.0.0.1:8013",
            "https://vuer.ai?ws=ws://localhost:8013",
        );
        let queries = vec![("grid".to_owned(), "False".to_owned())];
        check(
            Settings {
                queries,
                ..plain.clone()
            },
            "127.0.0.1:8012",
            "https://vuer.ai?grid=False",
        );
        let token = Some(Token::new("t"));
        let with_token = Settings { token, ..plain };
        check(
            with_token,
            "127.0.0.1:8012",
            "https://vuer.ai?ws=ws://localhost:8012/?token=t",
        );
    }

    #[test]
    fn names_are_told_that_somebody_answers_for() {
        assert_eq!(names("robot", true, true), ["robot-vuer.local"]);
        assert_eq!(names("robot.lab.example", true, true), ["robot-vuer.local"]);
        assert!(names("robot", true, false).is_empty());
        let of_files = names("robot.lab.example", false, true);
        assert_eq!(of_files, ["robot.lab.example", "robot.lab.example.local"]);
    }

    #[test]
    fn plain_http_is_no_place_for_vr_except_on_the_machine_itself() {
        let network = ["192.168.1.5".parse().unwrap()];
        let address = "0.0.0.0:8012".parse().unwrap();
        let urls = urls_of(&Settings::default(), address, None, "robot", &network);
        assert_eq!(urls[0].headset, Headset::OverUsb { port: 8012 });
        assert_eq!(urls[1].headset, Headset::NeedsTls);
    }
}
