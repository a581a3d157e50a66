//! Bodies of requests: each is read whole, up to a limit, and all that are not answered yet hold together twice that.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONNECTION, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use tokio::time::{Instant, timeout};

use super::reply::{Body, text};

/// How long the next piece of a body may take to arrive, and a small body as a whole.
const BODY_TIME: Duration = Duration::from_secs(30);
/// How many bytes of a body buy it a second more. Who sends less, a byte now and then, only keeps the place.
const LEAST_BYTES_PER_SECOND: f64 = 8.0 * 1024.0;

/// The bodies that are read, or at work in a route.
#[derive(Debug)]
pub(super) struct Bodies {
    /// What one may have, in bytes.
    limit: usize,
    /// What all hold.
    held: AtomicUsize,
}

/// What one body holds. Dropping it, when its request is answered, gives that back.
#[derive(Debug)]
pub(super) struct Held<'a> {
    bodies: &'a Bodies,
    bytes: usize,
}

impl Bodies {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            held: AtomicUsize::new(0),
        }
    }

    /// The whole body of a request, and what it holds until that is answered; or the answer to one that is too large,
    /// breaks off or has no room now.
    pub(super) async fn read(&self, body: Incoming) -> Result<(Bytes, Held<'_>), Response<Body>> {
        let limit = self.limit;
        let announced = body.size_hint().lower();
        let mut body = pin!(Limited::new(body, limit));
        let mut read = BytesMut::new();
        let mut held = Held {
            bodies: self,
            bytes: 0,
        };
        let begin = Instant::now();
        let mut refused = loop {
            // Not a byte is read of what is said to be too large.
            if announced > limit as u64 {
                break too_large(limit);
            }
            let bought = Duration::from_secs_f64(read.len() as f64 / LEAST_BYTES_PER_SECOND);
            let left = (BODY_TIME + bought).saturating_sub(begin.elapsed());
            match timeout(left.min(BODY_TIME), body.frame()).await {
                Ok(None) => return Ok((read.freeze(), held)),
                Ok(Some(Ok(frame))) => {
                    let Ok(data) = frame.into_data() else {
                        continue;
                    };
                    if !held.take(data.len()) {
                        let busy = "Too many bodies are under way. Try again later.\n";
                        break text(StatusCode::SERVICE_UNAVAILABLE, busy);
                    }
                    read.extend_from_slice(&data);
                }
                Ok(Some(Err(error))) if error.is::<LengthLimitError>() => {
                    break too_large(limit);
                }
                Ok(Some(Err(_))) => break text(StatusCode::BAD_REQUEST, "The body broke off.\n"),
                Err(_) => break text(StatusCode::REQUEST_TIMEOUT, "The body did not arrive.\n"),
            }
        };
        // What is left of the body is not going to be read.
        refused
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
        Err(refused)
    }
}

impl Held<'_> {
    /// Holds so many bytes more, if there is room.
    fn take(&mut self, bytes: usize) -> bool {
        self.bytes += bytes;
        let all = self.bodies.held.fetch_add(bytes, Ordering::Relaxed) + bytes;
        all <= self.bodies.limit.saturating_mul(2)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.bodies.held.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

fn too_large(limit: usize) -> Response<Body> {
    text(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("The body is above the limit of {limit} bytes (REQUEST_MAX_SIZE).\n"),
    )
}
