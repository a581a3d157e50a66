//! From a TCP connection to an HTTP answer or a session.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::{
    CONNECTION, ORIGIN, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::frame::coding::CloseCode;

use super::listen::Listeners;
use super::places::{Place, Places};
use super::progress::Progress;
use crate::http::{Body, Setup, Site, Tls, query, reply};
use crate::hub::{Admitted, Hub};
use crate::session::frame::{self, FrameReader};
use crate::session::{Arrival, ReturnInit, Session, Socket, driver, returning};
use crate::spawn::Spawn;
use crate::time::Pace;

/// How long a client may take for the TLS handshake, for the head of a request, and between two requests.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// The largest head of a request.
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// How long accepting rests when the system has no more sockets to give.
const OUT_OF_SOCKETS: Duration = Duration::from_millis(100);
/// How many connections may read `/setup` at a time.
const SETUP_PLACES: usize = 64;
/// The parameter in the URL of a websocket whose client comes back.
const RESUME_MARKER: &str = "resume";
const FULL: &str = "There are max_sessions sessions already.";
/// How many failures to accept are told in a minute: there are ten a second while the system has no sockets.
const FAILURES: u32 = 1;

/// Serves pages and sessions until the server shuts down.
pub(super) async fn serve(listeners: Listeners, hub: Arc<Hub>, site: Arc<Site>, tls: Option<Tls>) {
    let acceptor = tls.map(|tls| tls.acceptor());
    let places = hub.settings.max_sessions;
    let run = |stream, peer, place| {
        let connection = Connection {
            hub: Arc::clone(&hub),
            site: Arc::clone(&site),
            peer,
            place,
        };
        connection.run(stream, acceptor.clone())
    };
    accept(&listeners, &hub, places, run).await;
}

/// Serves `/setup` until the server shuts down.
pub(super) async fn serve_setup(listeners: Listeners, hub: Arc<Hub>, setup: Setup) {
    let setup = Arc::new(setup);
    let run = |stream: TcpStream, peer, place| {
        let (hub, setup) = (Arc::clone(&hub), Arc::clone(&setup));
        async move {
            let _place: Place = place;
            let service = service_fn(move |request: Request<Incoming>| {
                let (head, _) = request.into_parts();
                let response = reply::finish(setup.respond(&head));
                std::future::ready(Ok::<_, Infallible>(response))
            });
            let stream = Progress::new(stream, hub.settings.dead_after);
            let connection = http1().serve_connection(TokioIo::new(stream), service);
            if let Some(Err(error)) = hub.shutdown.run_until_cancelled(connection).await {
                tracing::debug!(%peer, %error, "a connection ended early");
            }
        }
    };
    accept(&listeners, &hub, SETUP_PLACES, run).await;
}

/// Accepts connections until the server shuts down, and runs each in its place.
async fn accept<R, F>(listeners: &Listeners, hub: &Hub, places: usize, run: R)
where
    R: Fn(TcpStream, SocketAddr, Place) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let places = Places::new(places);
    let mut failures = Pace::default();
    let accept = async {
        loop {
            // As many connections as there are places; the rest wait in the system's queue.
            let place = places.keep().await;
            match poll_fn(|context| listeners.poll_accept(context)).await {
                Ok((stream, peer)) => {
                    let Some(place) = place.give(peer.ip()) else {
                        tracing::debug!(%peer, "has half of all places already");
                        drop(stream);
                        continue;
                    };
                    let (abort, connection) = (hub.abort.clone(), run(stream, peer, place));
                    hub.spawn(async move { abort.run_until_cancelled(connection).await });
                }
                Err(error) => {
                    if failures.allows(FAILURES, Instant::now()) {
                        tracing::warn!(%error, "cannot accept a connection");
                    }
                    sleep(OUT_OF_SOCKETS).await;
                }
            }
        }
    };
    hub.shutdown.run_until_cancelled(accept).await;
}

/// HTTP with the limits of every connection.
fn http1() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HANDSHAKE_TIME)
        .max_buf_size(MAX_HEAD_BYTES);
    builder
}

/// Who waits for its socket.
enum Guest {
    /// A session that has its place.
    New(Session, Admitted),
    /// A client that says it comes back. It is no session, and has no place, before it has said into which.
    Returning(Visit),
}

/// What a websocket asked for.
struct Visit {
    origin: Option<String>,
    spawns: Vec<Spawn>,
}

struct Connection {
    hub: Arc<Hub>,
    site: Arc<Site>,
    peer: SocketAddr,
    /// Held for as long as the connection is no session.
    place: Place,
}

impl Connection {
    async fn run(self, stream: TcpStream, acceptor: Option<TlsAcceptor>) {
        // Without this a small message waits until the one before is acknowledged. A socket that refuses it
        // is only slower.
        stream.set_nodelay(true).ok();
        let peer = self.peer;
        let result = match acceptor {
            None => self.http(stream).await,
            Some(acceptor) => match timeout(HANDSHAKE_TIME, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => self.http(stream).await,
                Ok(Err(error)) => Err(error.into()),
                Err(late) => Err(late.into()),
            },
        };
        if let Err(error) = result {
            tracing::debug!(%peer, %error, "a connection ended early");
        }
    }

    /// Answers requests until one becomes a session, and then runs that.
    async fn http<S>(self, stream: S) -> Result<(), Box<dyn std::error::Error + Send + Sync>>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let admitted = Mutex::new(None::<Guest>);
        let service = service_fn(|request| Box::pin(self.respond(request, &admitted)));
        let stream = Progress::new(stream, self.hub.settings.dead_after);
        let mut connection = http1().serve_connection(TokioIo::new(stream), service);
        let shutdown = self.hub.shutdown.clone();
        let mut draining = false;
        loop {
            tokio::select! {
                served = poll_fn(|context| connection.poll_without_shutdown(context)) => break served?,
                () = shutdown.cancelled(), if !draining => {
                    draining = true;
                    Pin::new(&mut connection).graceful_shutdown();
                }
            }
        }
        // Bytes that came behind the request are in the buffer, not in the stream.
        let http1::Parts { io, read_buf, .. } = connection.into_parts();
        let mut stream = io.into_inner();
        match admitted
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
        {
            None => stream.shutdown().await?,
            Some(guest) => {
                let socket: Socket = Box::new(stream.into_inner());
                let reader = FrameReader::new(&read_buf, self.hub.settings.websocket_max_size);
                // The bytes are few, and may hold the large buffer that they came in.
                drop(read_buf);
                match guest {
                    Guest::New(session, listed) => {
                        drop(self.place);
                        driver::run(socket, reader, None, session).await;
                        drop(listed);
                    }
                    Guest::Returning(visit) => self.welcome_back(socket, reader, visit).await,
                }
            }
        }
        Ok(())
    }

    /// Hands a client that has come back to its session. One that has none any more gets a new one.
    async fn welcome_back(self, mut socket: Socket, mut reader: FrameReader, visit: Visit) {
        let read = returning::first_message(&mut socket, &mut reader);
        let Some(Some(first)) = self.hub.shutdown.run_until_cancelled(read).await else {
            return;
        };
        let init = match &first {
            frame::Incoming::Binary(message) => ReturnInit::read(message),
            frame::Incoming::Close(..) => return,
            _ => None,
        };
        let Visit { origin, spawns } = visit;
        if let Some(init) = init {
            let arrival = Box::new(Arrival {
                socket,
                reader,
                peer: self.peer,
                init,
            });
            match self.hub.resume(arrival, origin.as_deref()) {
                Ok(()) => return,
                Err(refused) => (socket, reader) = (refused.socket, refused.reader),
            }
        }
        let session = Session::new(Arc::clone(&self.hub), self.peer, origin, spawns);
        let Some(listed) = self.hub.admit(&session) else {
            return driver::turn_away(socket, CloseCode::Again.into(), FULL).await;
        };
        drop(self.place);
        driver::run(socket, reader, Some(first), session).await;
        drop(listed);
    }

    async fn respond(
        &self,
        request: Request<Incoming>,
        admitted: &Mutex<Option<Guest>>,
    ) -> Result<Response<Body>, Infallible> {
        let door = self.hub.doors.get(request.uri().path());
        let Some(spawns) = door.filter(|_| asks_for_websocket(request.headers())) else {
            let response = self.site.respond(request, self.peer).await;
            return Ok(reply::finish(response));
        };
        let (head, _) = request.into_parts();
        let response = match self.upgrade(&head, spawns) {
            Err(refusal) => refusal,
            Ok((response, session)) => {
                *admitted.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
                response
            }
        };
        Ok(reply::finish(response))
    }

    /// The answer that turns the connection into a session, or one that does not.
    #[expect(clippy::result_large_err, reason = "the error is the whole answer")]
    fn upgrade(
        &self,
        head: &request::Parts,
        spawns: &[Spawn],
    ) -> Result<(Response<Body>, Guest), Response<Body>> {
        self.site.gate(head)?;
        let version = head
            .headers
            .get(SEC_WEBSOCKET_VERSION)
            .map(HeaderValue::as_bytes);
        if version != Some(b"13") {
            let mut response = reply::text(
                StatusCode::UPGRADE_REQUIRED,
                "Only version 13 is spoken here.\n",
            );
            response
                .headers_mut()
                .insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
            return Err(response);
        }
        let Some(key) = head
            .headers
            .get(SEC_WEBSOCKET_KEY)
            .filter(|_| head.method == Method::GET)
        else {
            return Err(reply::text(
                StatusCode::BAD_REQUEST,
                "This is no websocket handshake.\n",
            ));
        };
        let guest = self
            .guest(head, spawns)
            .ok_or_else(|| reply::text(StatusCode::SERVICE_UNAVAILABLE, format!("{FULL}\n")))?;
        let accept = HeaderValue::try_from(derive_accept_key(key.as_bytes()));
        let mut response = reply::empty(StatusCode::SWITCHING_PROTOCOLS);
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(
            SEC_WEBSOCKET_ACCEPT,
            accept.expect("base64 is a header value"),
        );
        Ok((response, guest))
    }

    /// None if there is no place for a further session.
    fn guest(&self, head: &request::Parts, spawns: &[Spawn]) -> Option<Guest> {
        let spawns = spawns.to_vec();
        let origin = head.headers.get(ORIGIN);
        let origin = origin.map(|origin| String::from_utf8_lossy(origin.as_bytes()).into_owned());
        if query::parameter(head.uri.query(), RESUME_MARKER).is_some() {
            return Some(Guest::Returning(Visit { origin, spawns }));
        }
        let session = Session::new(Arc::clone(&self.hub), self.peer, origin, spawns);
        let listed = self.hub.admit(&session)?;
        Some(Guest::New(session, listed))
    }
}

fn asks_for_websocket(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|value| value.trim().eq_ignore_ascii_case("websocket"))
}
