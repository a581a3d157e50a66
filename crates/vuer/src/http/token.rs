//! The secret that lets a visitor in, and where a request may carry it.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE, HeaderValue};
use http::request::Parts;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use subtle::ConstantTimeEq as _;

use super::query;

/// A secret that the websocket, `/relay`, the files and the program's routes ask for.
///
/// A request presents it as the query parameter `token` (answered with a cookie, so that it is needed once), as
/// `Authorization: Bearer …` or as `X-Vuer-Token: …`. It is compared in constant time and never logged: its `Debug`
/// shows no part of it. The URLs that the server prints contain it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token of the caller's choice. An empty one, which would let everybody in, stops the start.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// A token of 128 random bits, 32 hexadecimal digits.
    ///
    /// # Panics
    /// If the operating system gives no random bytes.
    pub fn random() -> Self {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).expect("the operating system gives random bytes");
        Self(format!("{:032x}", u128::from_be_bytes(bits)))
    }

    /// What flags and variables give: `auto` is a random token, anything else the token itself.
    pub fn parse(text: &str) -> Self {
        if text == "auto" {
            Self::random()
        } else {
            Self::new(text)
        }
    }

    /// The secret itself, for a URL or a header.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// The secret as it stands in a query or a cookie.
    pub(crate) fn encoded(&self) -> String {
        utf8_percent_encode(&self.0, NON_ALPHANUMERIC).to_string()
    }

    pub(crate) fn matches(&self, candidate: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(candidate).into()
    }

    /// Where `head` presents this token, if it does.
    pub(super) fn presented(&self, head: &Parts, cookie_name: &str) -> Presented {
        let header = |name| head.headers.get(name).map(HeaderValue::as_bytes);
        let bearer =
            header(AUTHORIZATION.as_str()).and_then(|value| match value.split_at_checked(7) {
                Some((scheme, token)) => scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token),
                None => None,
            });
        let headers = [bearer, header("x-vuer-token")];
        if headers
            .into_iter()
            .flatten()
            .any(|value| self.matches(value))
        {
            return Presented::Standing;
        }
        if cookies(head, cookie_name).any(|value| self.matches(&value)) {
            return Presented::Standing;
        }
        match query::parameter(head.uri.query(), "token") {
            Some(value) if self.matches(value.as_bytes()) => Presented::InQuery,
            _ => Presented::No,
        }
    }

    /// The `Set-Cookie` that makes the query parameter unnecessary from now on.
    pub(super) fn set_cookie(&self, name: &str, secure: bool) -> HeaderValue {
        let secure = if secure { "; Secure" } else { "" };
        let cookie = format!(
            "{name}={}; Path=/; HttpOnly; SameSite=Strict{secure}",
            self.encoded()
        );
        HeaderValue::try_from(cookie).expect("an encoded token is ASCII")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// How a request presents the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presented {
    /// In a header or cookie: the client keeps it by itself.
    Standing,
    /// In the query: the answer should set the cookie.
    InQuery,
    /// Not at all, or a wrong one.
    No,
}

fn cookies(head: &Parts, name: &str) -> impl Iterator<Item = Vec<u8>> {
    let all = head
        .headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(found, _)| *found == name)
        .map(|(_, value)| percent_decode_str(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn presented(uri: &str, headers: &[(&str, &str)]) -> Presented {
        let mut request = Request::get(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        Token::new("s3cret/é").presented(&head, "vuer_token_8012")
    }

    #[test]
    fn it_may_stand_in_the_query_a_header_or_the_cookie() {
        assert_eq!(
            presented("/?token=s3cret%2F%C3%A9", &[]),
            Presented::InQuery
        );
        for value in ["Bearer s3cret/é", "bearer s3cret/é"] {
            assert_eq!(
                presented("/", &[("authorization", value)]),
                Presented::Standing
            );
        }
        assert_eq!(
            presented("/", &[("x-vuer-token", "s3cret/é")]),
            Presented::Standing
        );
        let cookie = "a=b; vuer_token_8012=s3cret%2F%C3%A9";
        assert_eq!(presented("/", &[("cookie", cookie)]), Presented::Standing);
    }

    #[test]
    fn nothing_else_counts() {
        assert_eq!(presented("/", &[]), Presented::No);
        assert_eq!(presented("/?token=", &[]), Presented::No);
        assert_eq!(presented("/?token=s3cret", &[]), Presented::No);
        assert_eq!(
            presented("/", &[("authorization", "Basic s3cret/é")]),
            Presented::No
        );
        assert_eq!(
            presented("/", &[("cookie", "vuer_token_8013=s3cret%2F%C3%A9")]),
            Presented::No
        );
    }

    #[test]
    fn it_is_not_shown_by_accident() {
        assert_eq!(format!("{:?}", Token::new("s3cret")), "Token(…)");
        assert_ne!(Token::random(), Token::random());
    }
}
