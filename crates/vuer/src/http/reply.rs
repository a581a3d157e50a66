//! Small answers, and the one body type of all answers.

use std::io;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{Method, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};

/// The body of every answer.
pub(crate) type Body = UnsyncBoxBody<Bytes, io::Error>;

/// A body that is in memory.
pub(crate) fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync()
}

/// An answer without content.
pub(crate) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(full(Bytes::new()));
    *response.status_mut() = status;
    response
}

/// An answer to be read by people.
pub(crate) fn text(status: StatusCode, message: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(full(message));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// Adds what every answer says.
pub(crate) fn finish(mut response: Response<Body>) -> Response<Body> {
    let nosniff = HeaderValue::from_static("nosniff");
    response
        .headers_mut()
        .insert(X_CONTENT_TYPE_OPTIONS, nosniff);
    response
}

/// To a request whose method is not handled: 405 with those that are. To OPTIONS, which asks for them, 204.
pub(super) fn methods(request: &Parts, handled: &[&str]) -> Response<Body> {
    let mut methods = handled.to_vec();
    if handled.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    let mut response = empty(match request.method {
        Method::OPTIONS => StatusCode::NO_CONTENT,
        _ => StatusCode::METHOD_NOT_ALLOWED,
    });
    let methods = HeaderValue::try_from(methods.join(", "));
    response
        .headers_mut()
        .insert(ALLOW, methods.expect("a method is ASCII"));
    response
}

/// Nothing is here, or nothing that may be seen: the two are not told apart.
pub(crate) fn not_found() -> Response<Body> {
    text(StatusCode::NOT_FOUND, "Not found.\n")
}
