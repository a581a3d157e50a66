//! Functions that answer requests: sync or async, with the request or without, and what they may return.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response, StatusCode};
use tokio_util::task::AbortOnDropHandle;
use tracing::error;

type Answer = Pin<Box<dyn Future<Output = Response<Bytes>> + Send>>;

/// A function that answers requests.
///
/// Implemented for closures with no argument or a `Request<Bytes>`, sync or async, whose result is a [`Reply`]. `Kind`
/// only tells these four apart and is always inferred. An async function is for waiting; a sync one must be quick, as
/// it holds up the other connections of its thread.
#[diagnostic::on_unimplemented(
    message = "this does not answer requests",
    note = "write `|| …`, `|request: Request<Bytes>| …` or the same with `async move {{ … }}`; the result is text, \
            bytes, a status, a `Response<Bytes>`, or a `Result` or `Option` of those"
)]
pub trait Endpoint<Kind>: Send + Sync + 'static {
    /// Answers one request. A future of the result, boxed.
    fn call(
        &self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Response<Bytes>> + Send>>;
}

/// What an [`Endpoint`] may return.
///
/// Text is sent as HTML, other bytes as `application/octet-stream`, unless the route says otherwise; `()` is 204,
/// `None` is 404. An `Err` is logged and becomes a 500 that does not tell the visitor why.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer to a request",
    note = "text, bytes, a status, a `Response<Bytes>`, or a `Result` or `Option` of those"
)]
pub trait Reply {
    /// The answer.
    fn into_response(self) -> Response<Bytes>;
}

/// Tells the four kinds of [`Endpoint`] apart. Nothing to name in a program.
mod kind {
    #[derive(Debug)]
    pub struct Sync;
    #[derive(Debug)]
    pub struct SyncOfRequest;
    #[derive(Debug)]
    pub struct Async;
    #[derive(Debug)]
    pub struct AsyncOfRequest;
}

impl<F, R> Endpoint<kind::Sync> for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Reply,
{
    fn call(&self, _: Request<Bytes>) -> Answer {
        let response = self().into_response();
        Box::pin(std::future::ready(response))
    }
}

impl<F, R> Endpoint<kind::SyncOfRequest> for F
where
    F: Fn(Request<Bytes>) -> R + Send + Sync + 'static,
    R: Reply,
{
    fn call(&self, request: Request<Bytes>) -> Answer {
        let response = self(request).into_response();
        Box::pin(std::future::ready(response))
    }
}

impl<F, R> Endpoint<kind::Async> for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output: Reply> + Send + 'static,
{
    fn call(&self, _: Request<Bytes>) -> Answer {
        let answer = self();
        Box::pin(async move { answer.await.into_response() })
    }
}

impl<F, R> Endpoint<kind::AsyncOfRequest> for F
where
    F: Fn(Request<Bytes>) -> R + Send + Sync + 'static,
    R: Future<Output: Reply> + Send + 'static,
{
    fn call(&self, request: Request<Bytes>) -> Answer {
        let answer = self(request);
        Box::pin(async move { answer.await.into_response() })
    }
}

/// An endpoint of any kind.
#[derive(Clone)]
pub(super) struct Run(Arc<dyn Fn(Request<Bytes>) -> Answer + Send + Sync>);

impl Run {
    pub(super) fn new<Kind: 'static>(endpoint: impl Endpoint<Kind>) -> Self {
        Self(Arc::new(move |request| endpoint.call(request)))
    }

    /// The endpoint's answer. It runs in a task of its own, so that a panic in it ends nothing but itself; the task
    /// ends with the connection.
    pub(super) async fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        let path = request.uri().path().to_owned();
        let run = Arc::clone(&self.0);
        let task = AbortOnDropHandle::new(tokio::spawn(async move { run(request).await }));
        task.await.unwrap_or_else(|cause| {
            error!(%path, %cause, "a route failed");
            failure()
        })
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Run(…)")
    }
}

fn failure() -> Response<Bytes> {
    let mut response =
        Bytes::from_static(b"The program that serves this failed.\n").into_response();
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

fn of_type(content_type: &'static str, bytes: Bytes) -> Response<Bytes> {
    let mut response = Response::new(bytes);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

impl Reply for Response<Bytes> {
    fn into_response(self) -> Response<Bytes> {
        self
    }
}

impl Reply for String {
    fn into_response(self) -> Response<Bytes> {
        of_type("text/html; charset=utf-8", self.into())
    }
}

impl Reply for &'static str {
    fn into_response(self) -> Response<Bytes> {
        of_type(
            "text/html; charset=utf-8",
            Bytes::from_static(self.as_bytes()),
        )
    }
}

impl Reply for Bytes {
    fn into_response(self) -> Response<Bytes> {
        of_type("application/octet-stream", self)
    }
}

impl Reply for Vec<u8> {
    fn into_response(self) -> Response<Bytes> {
        Bytes::from(self).into_response()
    }
}

impl Reply for () {
    fn into_response(self) -> Response<Bytes> {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Reply for StatusCode {
    fn into_response(self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = self;
        response
    }
}

impl<R: Reply> Reply for (StatusCode, R) {
    fn into_response(self) -> Response<Bytes> {
        let mut response = self.1.into_response();
        *response.status_mut() = self.0;
        response
    }
}

impl<R: Reply> Reply for Option<R> {
    fn into_response(self) -> Response<Bytes> {
        self.map_or_else(
            || StatusCode::NOT_FOUND.into_response(),
            Reply::into_response,
        )
    }
}

impl<R: Reply, E: fmt::Display> Reply for Result<R, E> {
    fn into_response(self) -> Response<Bytes> {
        self.map_or_else(
            |cause| {
                error!(%cause, "a route returned an error");
                failure()
            },
            Reply::into_response,
        )
    }
}
