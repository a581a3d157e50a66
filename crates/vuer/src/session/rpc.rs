//! Requests to a client and their answers.
//!
//! Each session has its own table of what it was asked, so an answer counts only from the client that was
//! asked. An entry leaves the table when its asker does.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::time::Instant;
use vuer_protocol::event::{ClientEvent, Request, Rpc};
use vuer_protocol::{DecodeError, Map, TooDeep, Value};

use super::close::SessionClosed;
use super::ops::SendError;
use super::{Session, inbox};
use crate::time::after;

/// How long an answer is waited for unless the program says otherwise.
pub(crate) const DEFAULT_TTL: Duration = Duration::from_secs(2);
/// Answers that may wait for the reader of a stream, and what they may hold together; what comes beyond is dropped. One
/// answer may be as large as a message may be, and who waits for one event keeps one.
const ANSWERS: usize = 64;
const ANSWER_BYTES: usize = inbox::MAX_BYTES;

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

/// Who waits for which event.
#[derive(Debug, Default)]
pub(crate) struct Pending(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    waiting: HashMap<String, Vec<Asker>>,
    next_id: u64,
}

#[derive(Debug)]
struct Asker {
    id: u64,
    /// What comes later is not for it, else a client that goes on answering would keep a stream from its end.
    deadline: Instant,
    answers: mpsc::Sender<Answer>,
    /// What the answers that wait hold of memory, roughly.
    bytes: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct Answer {
    event: ClientEvent,
    bytes: usize,
}

impl Asker {
    /// Keeps an answer, if there is room. What an asker that does not read misses is its own.
    fn offer(&self, event: &ClientEvent, bytes: usize) {
        let waiting = self.bytes.load(Ordering::Relaxed);
        if waiting > 0 && waiting + bytes > ANSWER_BYTES {
            return;
        }
        // Counted first, for it may be taken at once.
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        let event = event.clone();
        if self.answers.try_send(Answer { event, bytes }).is_err() {
            self.bytes.fetch_sub(bytes, Ordering::Relaxed);
        }
    }
}

impl Pending {
    /// Hands an event to those who still wait for its type. Says whether there was anybody.
    pub(crate) fn answer(&self, event: &ClientEvent) -> bool {
        let table = self.lock();
        let Some(waiting) = table.waiting.get(&event.etype) else {
            return false;
        };
        let now = Instant::now();
        let bytes = inbox::cost(event, event.raw_value.len());
        let mut is_awaited = false;
        for asker in waiting.iter().filter(|asker| now < asker.deadline) {
            is_awaited = true;
            asker.offer(event, bytes);
        }
        is_awaited
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in a session's table. Dropping it takes the entry out.
#[derive(Debug)]
pub(crate) struct Waiting {
    session: Session,
    etype: String,
    id: u64,
    deadline: Instant,
    answers: mpsc::Receiver<Answer>,
    bytes: Arc<AtomicUsize>,
}

impl Waiting {
    /// Keeps up to `most` events, of those that come within `ttl` from now, until they are asked for.
    pub(crate) fn new(session: &Session, etype: String, most: usize, ttl: Duration) -> Self {
        let (sender, answers) = mpsc::channel(most);
        let bytes = Arc::default();
        let deadline = after(Instant::now(), ttl);
        let mut table = session.pending().lock();
        let id = table.next_id;
        table.next_id += 1;
        table.waiting.entry(etype.clone()).or_default().push(Asker {
            id,
            deadline,
            answers: sender,
            bytes: Arc::clone(&bytes),
        });
        drop(table);
        Self {
            session: session.clone(),
            etype,
            id,
            deadline,
            answers,
            bytes,
        }
    }

    /// The next event of the type; none if none has come in time.
    pub(crate) async fn next(&mut self) -> Result<Option<ClientEvent>, SessionClosed> {
        tokio::select! {
            biased;
            answer = self.answers.recv() => Ok(answer.map(|answer| {
                self.bytes.fetch_sub(answer.bytes, Ordering::Relaxed);
                answer.event
            })),
            closed = self.session.closed() => Err(closed),
            () = tokio::time::sleep_until(self.deadline) => Ok(None),
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut table = self.session.pending().lock();
        if let Some(waiting) = table.waiting.get_mut(&self.etype) {
            waiting.retain(|asker| asker.id != self.id);
            if waiting.is_empty() {
                table.waiting.remove(&self.etype);
            }
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
        let waiting = Waiting::new(&self.session, request.rtype.clone(), most, self.ttl);
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
        let mut waiting = Waiting::new(self, etype.clone(), 1, ttl);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_wait_up_to_a_number_and_a_size() {
        let (answers, mut waiting) = mpsc::channel(3);
        let asker = Asker {
            id: 0,
            deadline: Instant::now(),
            answers,
            bytes: Arc::default(),
        };
        let mut check = |sizes: &[usize], kept: &[usize]| {
            for &size in sizes {
                asker.offer(&ClientEvent::new("TEST"), size);
            }
            let found: Vec<_> = std::iter::from_fn(|| waiting.try_recv().ok())
                .map(|answer| {
                    asker.bytes.fetch_sub(answer.bytes, Ordering::Relaxed);
                    answer.bytes
                })
                .collect();
            assert_eq!(found, kept);
            assert_eq!(asker.bytes.load(Ordering::Relaxed), 0);
        };
        check(&[1, 2, 3, 4, 5], &[1, 2, 3]);
        check(&[ANSWER_BYTES - 1, 2, 1], &[ANSWER_BYTES - 1, 1]);
        check(&[2 * ANSWER_BYTES, 1], &[2 * ANSWER_BYTES]);
    }
}
