//! The headers that let pages of listed origins read answers.
//!
//! Only listed origins are named, and only they may send cookies; `*` is sent only where the list itself says so.

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderValue, ORIGIN,
    VARY,
};
use http::request::Parts;
use http::{Response, StatusCode};

use super::origin::{Listing, Origins};
use super::reply::{Body, empty};

/// Browsers ask this before a page of the internet talks to a machine of the local network.
const REQUEST_PRIVATE_NETWORK: &str = "access-control-request-private-network";
const ALLOW_PRIVATE_NETWORK: &str = "access-control-allow-private-network";

/// What a range request needs to see of its answer.
const EXPOSED: &str = "accept-ranges, content-length, content-range, etag";

/// Adds what the page that asked may do with the answer.
pub(super) fn allow(origins: &Origins, head: &Parts, headers: &mut HeaderMap) {
    // The answer differs by origin even where none was sent: a cache must not hand it on.
    headers.append(VARY, HeaderValue::from_static("origin"));
    let Some(origin) = head.headers.get(ORIGIN) else {
        return;
    };
    match origins.listing(&String::from_utf8_lossy(origin.as_bytes())) {
        Listing::Named => {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            let credentials = HeaderValue::from_static("true");
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
        }
        Listing::Anybody => {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        Listing::No => {
            // A preflight was answered before the origin was looked at.
            for name in [ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_HEADERS] {
                headers.remove(name);
            }
            headers.remove(ALLOW_PRIVATE_NETWORK);
            return;
        }
    }
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(EXPOSED),
    );
}

/// Whether a browser asks for leave, rather than a program for the methods.
pub(super) fn is_preflight(head: &Parts) -> bool {
    head.headers.contains_key(ORIGIN) && head.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// Leave to do what is asked: the request itself passes the same gate as any other.
pub(super) fn preflight(head: &Parts) -> Response<Body> {
    let mut response = empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    let asked = |name| head.headers.get(name).cloned();
    if let Some(method) = asked(ACCESS_CONTROL_REQUEST_METHOD) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, method);
    }
    if let Some(names) = asked(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, names);
    }
    if head.headers.contains_key(REQUEST_PRIVATE_NETWORK) {
        headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}
