//! Functions that are called with a client's events. The [`table`] keeps them.

mod table;

use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use vuer_protocol::DecodeError;
use vuer_protocol::event::{ClientEvent, EventView};

use crate::session::{Running, Session};
use crate::spawn::Result as ProgramResult;

pub use self::table::HandlerGuard;
pub(crate) use self::table::Handlers;

type Work = Pin<Box<dyn Future<Output = ProgramResult> + Send>>;
/// `None`: done already.
type Run = dyn Fn(&ClientEvent, &Session) -> Result<Option<Work>, DecodeError> + Send + Sync;

/// A function to be called with the events of one type, from any session.
///
/// ```
/// # use vuer::{Handler, Vuer, event::view::HeadMove};
/// let head = Handler::typed(async |head: HeadMove, session| {
///     println!("{:?}", head.matrix);
///     Ok(())
/// });
/// let server = Vuer::new().handler(head.once());
/// ```
#[must_use]
#[derive(Clone)]
pub struct Handler {
    etype: Arc<str>,
    once: bool,
    ttl: Option<Duration>,
    /// Its calls may outlast the event.
    is_async: bool,
    run: Arc<Run>,
}

impl Handler {
    /// An async function of the event and its session. It starts at once; if it does not finish at once it
    /// goes on as a task that is cancelled when the session ends. Its error goes to the log. While
    /// [`max_running_handlers`](crate::Vuer::max_running_handlers) calls are at work for a session, its next events
    /// wait.
    pub fn new<F, Fut>(etype: impl Into<String>, function: F) -> Self
    where
        F: Fn(ClientEvent, Session) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ProgramResult> + Send + 'static,
    {
        let run =
            move |event: &ClientEvent, session: &Session| -> Result<Option<Work>, DecodeError> {
                Ok(Some(Box::pin(function(event.clone(), session.clone()))))
            };
        Self::of(etype.into(), true, run)
    }

    /// An async function of an event's value, which also says the event's type. An event whose value cannot
    /// be read is reported and does not reach it. Where the event's key matters – which of two sliders was
    /// set – take the whole event with [`new`](Self::new) or [`Vuer::on`](crate::Vuer::on), and
    /// [`parse`](ClientEvent::parse) it.
    pub fn typed<E, F, Fut>(function: F) -> Self
    where
        E: EventView,
        F: Fn(E, Session) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ProgramResult> + Send + 'static,
    {
        let run =
            move |event: &ClientEvent, session: &Session| -> Result<Option<Work>, DecodeError> {
                Ok(Some(Box::pin(function(event.parse()?, session.clone()))))
            };
        Self::of(E::DEF.etype, true, run)
    }

    /// A function that is done when it returns. The session's next event waits for it.
    pub fn sync<F>(etype: impl Into<String>, function: F) -> Self
    where
        F: Fn(ClientEvent, Session) + Send + Sync + 'static,
    {
        let run = move |event: &ClientEvent, session: &Session| {
            function(event.clone(), session.clone());
            Ok(None)
        };
        Self::of(etype.into(), false, run)
    }

    fn of<R>(etype: impl Into<Arc<str>>, is_async: bool, run: R) -> Self
    where
        R: Fn(&ClientEvent, &Session) -> Result<Option<Work>, DecodeError> + Send + Sync + 'static,
    {
        Self {
            etype: etype.into(),
            once: false,
            ttl: None,
            is_async,
            run: Arc::new(run),
        }
    }

    /// Remove it after its first event. Default: it stays.
    pub fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// Remove it this long after it was added. Default: it stays.
    pub fn ttl(self, ttl: Duration) -> Self {
        Self {
            ttl: Some(ttl),
            ..self
        }
    }
}

impl Handler {
    /// Calls it. What is not done at once goes on as a task; so handlers start in the order of events.
    fn start(&self, event: &ClientEvent, session: &Session) -> Result<(), DecodeError> {
        let Some(mut work) = (self.run)(event, session)? else {
            return Ok(());
        };
        let session = session.clone();
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => log(&session, result),
            Poll::Pending => {
                let running = Running::new(&session, event);
                let rest = finish(work, Arc::clone(&self.etype), session.clone(), running);
                drop(session.spawn_task(rest));
            }
        }
        Ok(())
    }
}

/// Does what is left of a handler's work.
async fn finish(mut work: Work, etype: Arc<str>, session: Session, _running: Running) {
    let poll = |context: &mut Context<'_>| match catch_unwind(AssertUnwindSafe(|| {
        work.as_mut().poll(context)
    })) {
        Ok(polled) => polled.map(Some),
        Err(_) => Poll::Ready(None),
    };
    match poll_fn(poll).await {
        Some(result) => log(&session, result),
        None => log_panic(&session, &etype),
    }
}

fn log(session: &Session, result: ProgramResult) {
    if let Err(error) = result {
        session.log_failure("a handler", &*error);
    }
}

/// The panic hook has told the rest.
fn log_panic(session: &Session, etype: &str) {
    tracing::error!(session = session.id(), "a handler of {etype} panicked");
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            etype,
            once,
            ttl,
            is_async,
            run: _,
        } = self;
        let mut out = f.debug_struct("Handler");
        out.field("etype", etype)
            .field("once", once)
            .field("ttl", ttl)
            .field("is_async", is_async)
            .finish_non_exhaustive()
    }
}
