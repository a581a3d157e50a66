//! `host:port` as it stands in a Host header, an Origin or a URL.

use std::fmt;
use std::net::IpAddr;

/// A host in lower case, without brackets, and the port if one was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Authority {
    pub(super) host: String,
    pub(super) port: Option<u16>,
}

impl Authority {
    /// Reads `host`, `host:port` or `[v6]:port`; nothing else, and no user information.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, after) = rest.split_once(']')?;
                let port = if after.is_empty() {
                    None
                } else {
                    Some(after.strip_prefix(':')?)
                };
                (host, port)
            }
            None => match text.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (text, None),
            },
        };
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:%".contains(&byte);
        // A final dot says that the name is complete; it is the same name.
        let host = host.strip_suffix('.').unwrap_or(host);
        if host.is_empty() || !host.bytes().all(is_name) {
            return None;
        }
        let port = port.map(str::parse).transpose().ok()?;
        Some(Self {
            host: host.to_ascii_lowercase(),
            port,
        })
    }

    /// The authority of a URL, whatever its scheme, or of text that has no scheme.
    pub(super) fn of_url(url: &str) -> Option<Self> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        Self::parse(&rest[..end])
    }

    /// The address, if the host is one.
    pub(super) fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Whether the host can only mean this machine.
    pub(super) fn is_loopback(&self) -> bool {
        let is_name = self.host == "localhost" || self.host.ends_with(".localhost");
        is_name || self.ip().is_some_and(|ip| ip.to_canonical().is_loopback())
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]", self.host)?;
        } else {
            f.write_str(&self.host)?;
        }
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, Option<u16>)>) {
        let expected = expected.map(|(host, port)| Authority {
            host: host.into(),
            port,
        });
        assert_eq!(Authority::parse(text), expected, "{text}");
    }

    #[test]
    fn hosts_with_and_without_ports() {
        check("localhost", Some(("localhost", None)));
        check("Robot.Local.:8012", Some(("robot.local", Some(8012))));
        check("[::1]:8012", Some(("::1", Some(8012))));
        check("[fe80::1]", Some(("fe80::1", None)));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            ":8012",
            "a:b",
            "a:70000",
            "user@host",
            "a/b",
            "[::1",
            "[::1]8012",
            "a b",
            "::1",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn urls_have_an_authority() {
        let of = |url| Authority::of_url(url).map(|authority| authority.to_string());
        assert_eq!(
            of("https://Vuer.ai/x?ws=ws://a").as_deref(),
            Some("vuer.ai")
        );
        assert_eq!(of("ws://[::1]:8012?x").as_deref(), Some("[::1]:8012"));
        assert_eq!(of("tunnel.example").as_deref(), Some("tunnel.example"));
        assert_eq!(of("https://"), None);
    }

    #[test]
    fn loopback_names_are_recognised() {
        let is_loopback = |text| Authority::parse(text).unwrap().is_loopback();
        assert!(
            ["localhost", "a.localhost", "127.9.9.9", "[::1]"]
                .into_iter()
                .all(is_loopback)
        );
        assert!(
            !["localhost.evil.example", "10.0.0.1", "notlocalhost"]
                .into_iter()
                .any(is_loopback)
        );
    }
}
