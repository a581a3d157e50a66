//! Where a server is, from its URL.

use http::Uri;

use super::ConnectError;

/// A URL taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// A name or an address, without brackets.
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) is_secure: bool,
    /// What stands in the `Host` header.
    pub(super) authority: String,
    /// Path and query.
    pub(super) target: String,
}

impl Address {
    /// Reads `ws://…` and `wss://…`; servers print `http://…` and `https://…` for the same.
    pub(super) fn parse(url: &str) -> Result<Self, ConnectError> {
        let wrong = |reason| ConnectError::Url {
            url: url.to_owned(),
            reason,
        };
        let uri: Uri = url.trim().parse().map_err(|_| wrong("it cannot be read"))?;
        let is_secure = match uri.scheme_str() {
            Some("ws" | "http") => false,
            Some("wss" | "https") => true,
            Some(_) => return Err(wrong("it is of another kind")),
            None => return Err(wrong("it says not of which kind it is")),
        };
        let authority = uri.authority().ok_or_else(|| wrong("it names no host"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("it holds a user, of which servers know nothing"));
        }
        let host = authority.host();
        let port = match authority.as_str().strip_prefix(host) {
            Some("" | ":") => {
                if is_secure {
                    443
                } else {
                    80
                }
            }
            _ => match authority.port_u16() {
                Some(port @ 1..) => port,
                _ => return Err(wrong("its port is none")),
            },
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() {
            return Err(wrong("it names no host"));
        }
        Ok(Self {
            host: host.to_owned(),
            port,
            is_secure,
            authority: authority.as_str().to_owned(),
            target: uri
                .path_and_query()
                .map_or("/", |it| it.as_str())
                .to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Result<(&str, u16, bool, &str), &str>) {
        let found = Address::parse(url);
        match (&found, expected) {
            (Ok(found), Ok(expected)) => {
                let found = (
                    found.host.as_str(),
                    found.port,
                    found.is_secure,
                    found.target.as_str(),
                );
                assert_eq!(found, expected, "{url}");
            }
            (Err(error), Err(expected)) => {
                assert!(error.to_string().contains(expected), "{url}: {error}");
            }
            _ => panic!("{url}: {found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn urls_as_people_and_servers_write_them() {
        check("ws://localhost:8012", Ok(("localhost", 8012, false, "/")));
        check(
            "http://robot.local:8012/?token=a",
            Ok(("robot.local", 8012, false, "/?token=a")),
        );
        check("wss://10.0.0.7", Ok(("10.0.0.7", 443, true, "/")));
        check("https://[::1]:8012/side", Ok(("::1", 8012, true, "/side")));
        check(" ws://h ", Ok(("h", 80, false, "/")));
    }

    #[test]
    fn what_is_wrong_with_a_url_is_said() {
        check("localhost:8012", Err("kind"));
        check("ftp://localhost", Err("another kind"));
        check("ws://localhost:99999", Err("port"));
        check("ws://localhost:0", Err("port"));
        check("ws://me@localhost", Err("user"));
        check("ws://", Err("cannot be read"));
        check("ws://a b", Err("cannot be read"));
    }
}
