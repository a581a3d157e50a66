//! Which web pages of other origins may use this server.

use super::authority::Authority;

/// Who may by default: the original's hosted client, and pages served by this machine.
pub(crate) const DEFAULT_CORS: [&str; 7] = [
    "https://vuer.ai",
    "http://localhost:*",
    "https://localhost:*",
    "http://127.0.0.1:*",
    "https://127.0.0.1:*",
    "http://[::1]:*",
    "https://[::1]:*",
];

/// A list of origins, each written as a browser sends it (`https://example.com`, `http://10.0.0.7:5173`), with
/// `:*` for every port, or `*` for everybody.
#[derive(Debug, Clone)]
pub(super) struct Origins(Vec<Pattern>);

#[derive(Debug, Clone)]
enum Pattern {
    Anybody,
    Origin {
        scheme: String,
        authority: Authority,
        any_port: bool,
    },
}

/// What the list says about an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// It stands in the list: cookies may come along.
    Named,
    /// The list lets everybody in, without cookies.
    Anybody,
    /// It is not listed.
    No,
}

impl Origins {
    /// Reads the list; an entry that is none of the forms is the error.
    pub(super) fn parse(entries: &[String]) -> Result<Self, String> {
        let parse = |entry: &String| Pattern::parse(entry).ok_or_else(|| entry.clone());
        entries
            .iter()
            .map(parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(super) fn listing(&self, origin: &str) -> Listing {
        let is_named = |pattern: &Pattern| match pattern {
            Pattern::Anybody => false,
            Pattern::Origin {
                scheme,
                authority,
                any_port,
            } => {
                let Some((found_scheme, found)) = split(origin) else {
                    return false;
                };
                scheme == found_scheme
                    && found.host == authority.host
                    && (*any_port || found.port == authority.port)
            }
        };
        if self.0.iter().any(is_named) {
            Listing::Named
        } else if self.lets_everybody_in() {
            Listing::Anybody
        } else {
            Listing::No
        }
    }

    pub(super) fn lets_everybody_in(&self) -> bool {
        self.0
            .iter()
            .any(|pattern| matches!(pattern, Pattern::Anybody))
    }

    /// The list as sources of a content security policy, which cannot name IPv6 addresses.
    pub(super) fn sources(&self) -> impl Iterator<Item = String> {
        self.0.iter().filter_map(|pattern| match pattern {
            Pattern::Anybody => Some("*".to_owned()),
            Pattern::Origin { authority, .. } if authority.host.contains(':') => None,
            Pattern::Origin {
                scheme,
                authority,
                any_port,
            } => Some(format!(
                "{scheme}://{authority}{}",
                if *any_port { ":*" } else { "" }
            )),
        })
    }

    /// The hosts in the list.
    pub(super) fn hosts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|pattern| match pattern {
            Pattern::Anybody => None,
            Pattern::Origin { authority, .. } => Some(authority.host.as_str()),
        })
    }
}

impl Pattern {
    fn parse(entry: &str) -> Option<Self> {
        let entry = entry.trim().trim_end_matches('/');
        if entry == "*" {
            return Some(Self::Anybody);
        }
        let (fixed, any_port) = entry
            .strip_suffix(":*")
            .map_or((entry, false), |fixed| (fixed, true));
        // Without a scheme it is a host: no browser sends that, and a list that only seems to let somebody in helps
        // nobody.
        let (scheme, rest) = fixed.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        if !is_scheme(&scheme) {
            return None;
        }
        let mut authority = Authority::parse(rest)?;
        if authority.port == default_port(&scheme) {
            authority.port = None; // a browser leaves it out
        }
        Some(Self::Origin {
            scheme,
            authority,
            any_port,
        })
    }
}

fn is_scheme(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_inner)
}

/// Whether the page at `origin` came from the host that the request is addressed to. The scheme does not count: TLS
/// may end at a tunnel in front of this server.
pub(super) fn is_same_site(origin: &str, host: &Authority) -> bool {
    let Some((scheme, origin)) = split(origin) else {
        return false;
    };
    let host_port = host.port.filter(|port| Some(*port) != default_port(scheme));
    origin.host == host.host && origin.port == host_port
}

/// Scheme and authority of an Origin header. `null` has neither.
fn split(origin: &str) -> Option<(&str, Authority)> {
    let (scheme, rest) = origin.split_once("://")?;
    Some((scheme, Authority::parse(rest)?))
}

fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(entries: &[&str], origin: &str) -> Listing {
        let entries: Vec<_> = entries.iter().map(|entry| (*entry).to_owned()).collect();
        Origins::parse(&entries).unwrap().listing(origin)
    }

    #[test]
    fn the_default_list_knows_the_hosted_client_and_this_machine() {
        for origin in [
            "https://vuer.ai",
            "http://localhost:5173",
            "http://127.0.0.1",
            "http://[::1]:1",
        ] {
            assert_eq!(listing(&DEFAULT_CORS, origin), Listing::Named, "{origin}");
        }
        for origin in [
            "http://vuer.ai",
            "https://evil.example",
            "null",
            "https://vuer.ai.evil.example",
            "",
        ] {
            assert_eq!(listing(&DEFAULT_CORS, origin), Listing::No, "{origin}");
        }
    }

    #[test]
    fn ports_and_schemes_count_where_they_are_written() {
        assert_eq!(
            listing(&["https://a.example:443/"], "https://a.example"),
            Listing::Named
        );
        assert_eq!(
            listing(&["https://a.example"], "https://a.example:8443"),
            Listing::No
        );
        assert_eq!(
            listing(&["http://a.example:8443"], "https://a.example:8443"),
            Listing::No
        );
        assert_eq!(
            listing(&["*", "https://a.example"], "https://a.example"),
            Listing::Named
        );
        assert_eq!(listing(&["*"], "https://b.example"), Listing::Anybody);
    }

    #[test]
    fn an_entry_that_is_no_origin_is_named() {
        for entry in [
            "https://a b",
            "",
            "foo",
            "null",
            "a.example:8443",
            "localhost:*",
            "https://a.example/page",
            "https://a.example,https://b.example",
            "://a.example",
            "x\ny://a.example",
            "x;script-src *://a.example",
        ] {
            let parsed = Origins::parse(&[entry.to_owned()]);
            assert_eq!(parsed.unwrap_err(), entry);
        }
    }

    #[test]
    fn a_page_of_the_host_itself_is_at_home() {
        let is_same_site = |origin, host| is_same_site(origin, &Authority::parse(host).unwrap());
        assert!(is_same_site("http://10.0.0.7:8012", "10.0.0.7:8012"));
        assert!(is_same_site(
            "https://abc.tunnel.example",
            "abc.tunnel.example"
        ));
        assert!(is_same_site(
            "https://abc.tunnel.example",
            "abc.tunnel.example:443"
        ));
        assert!(!is_same_site("http://10.0.0.7:8013", "10.0.0.7:8012"));
        assert!(!is_same_site("https://evil.example", "10.0.0.7:8012"));
        assert!(!is_same_site("null", "null"));
    }
}
