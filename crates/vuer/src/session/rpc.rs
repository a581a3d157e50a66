//! Requests to a client and their answers.

use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use vuer_protocol::event::{ClientEvent, Request, Rpc};
use vuer_protocol::{DecodeError, Map, TooDeep, Value};

use super::Session;
use super::close::SessionClosed;
use super::ops::SendError;
use super::pending::Waiting;

/// How long an answer is waited for unless the program says otherwise.
pub(crate) const DEFAULT_TTL: Duration = Duration::from_secs(2);
/// Answers that may wait for the reader of a stream; what comes beyond is dropped.
const ANSWERS: usize = 64;

/// Why a request has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RpcError {
    /// The client did not answer in time. It does not say why; most often the scene holds no component of
    /// the key that was asked.
    #[error("no answer to {etype} within {} ms", ttl.as_millis())]
    Timeout {
        /// What was asked, or waited for.
        etype: String,
        /// How long was waited.
        ttl: Duration,
    },
    /// The session ended before an answer came.
    #[error(transparent)]
    Closed(#[from] SessionClosed),
    /// The request is nested too deeply for a client to read it.
    #[error(transparent)]
    TooDeep(#[from] TooDeep),
    /// Events of this type are the connection's own; see [`SendError::Reserved`].
    #[error("the event {etype} is the connection's own: give yours another name")]
    Reserved {
        /// HELLO, PONG or ACK.
        etype: &'static str,
    },
    /// The answer is not what it should be.
    #[error("the answer cannot be read: {0}")]
    Decode(#[from] DecodeError),
}

impl From<SendError> for RpcError {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Closed(closed) => closed.into(),
            SendError::TooDeep(deep) => deep.into(),
            SendError::Reserved { etype } => Self::Reserved { etype },
        }
    }
}

/// A request about to be sent: await it for the answer, or take the [`stream`](Self::stream) of answers.
///
/// ```no_run
/// # use vuer::{GrabRender, Session};
/// # async fn show(session: &Session) -> Result<(), vuer::RpcError> {
/// let picture = session.grab_render(GrabRender { quality: Some(0.9), ..Default::default() }).await?;
/// std::fs::write("scene.jpg", &picture.frame).ok();
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct RpcCall<R> {
    session: Session,
    rpc: R,
    ttl: Duration,
}

impl<R: Rpc> RpcCall<R> {
    pub(super) fn new(session: Session, rpc: R) -> Self {
        Self {
            session,
            rpc,
            ttl: DEFAULT_TTL,
        }
    }

    /// How long to wait. Default: 2 s.
    pub fn ttl(self, ttl: Duration) -> Self {
        Self { ttl, ..self }
    }

    /// Sends the request for any number of answers. The stream ends at the deadline, behind an answer that
    /// has `end: true`, or when it is dropped. The original's clients answer once.
    pub fn stream(self) -> Result<RpcStream<R>, SendError> {
        self.start(ANSWERS)
    }

    fn start(self, most: usize) -> Result<RpcStream<R>, SendError> {
        let request = Request::new(&self.rpc, uuid::Uuid::new_v4().to_string());
        let waiting = Waiting::new(&self.session, request.rtype.clone(), most, 0, self.ttl);
        self.session.send_request(&request)?;
        Ok(RpcStream {
            waiting,
            ttl: self.ttl,
            ended: false,
            reply: PhantomData,
        })
    }
}

impl<R> IntoFuture for RpcCall<R>
where
    R: Rpc + Send + 'static,
    R::Reply: Send,
{
    type Output = Result<R::Reply, RpcError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let ttl = self.ttl;
            let mut answers = self.start(1)?;
            let timeout = || RpcError::Timeout {
                etype: R::ETYPE.to_owned(),
                ttl,
            };
            answers.next().await.unwrap_or_else(|| Err(timeout()))
        })
    }
}

impl Session {
    /// Sends a request that is encoded already, one MessagePack map, and waits for the event of the type `rtype`, which
    /// the request must have named to the client. It is sent when this returns; the future is for the answer. For
    /// requests that are no [`Rpc`].
    pub fn request_bytes(
        &self,
        request: Bytes,
        rtype: &str,
        ttl: Duration,
    ) -> Result<impl Future<Output = Result<ClientEvent, RpcError>> + Send + use<>, SendError> {
        let etype = rtype.to_owned();
        let mut waiting = Waiting::new(self, etype.clone(), 1, 0, ttl);
        self.send_bytes(request)?;
        Ok(async move {
            let event = waiting.next().await?;
            event.ok_or(RpcError::Timeout { etype, ttl })
        })
    }
}

/// The answers to one request, in order. Dropping it forgets the request.
#[derive(Debug)]
pub struct RpcStream<R> {
    waiting: Waiting,
    ttl: Duration,
    ended: bool,
    reply: PhantomData<fn() -> R>,
}

impl<R: Rpc> RpcStream<R> {
    /// The next answer; none after the last one or at the deadline. An error is the last item.
    pub async fn next(&mut self) -> Option<Result<R::Reply, RpcError>> {
        if self.ended {
            return None;
        }
        let event = match self.waiting.next().await {
            Ok(Some(event)) => event,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(closed) => {
                self.ended = true;
                return Some(Err(closed.into()));
            }
        };
        let says_end = |map: &Map| map.get("end").and_then(Value::as_bool) == Some(true);
        self.ended = says_end(&event.extra)
            || event
                .value()
                .is_ok_and(|value| value.as_map().is_some_and(says_end));
        Some(event.read().map_err(RpcError::from))
    }

    /// How long the request waits for answers, from when it was sent.
    pub fn ttl(&self) -> Duration {
        self.ttl
    }
}
