//! One connected client, as Python holds it.

use std::sync::Arc;
use std::task::{self, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyList, PyString};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use vuer::{Events, Freshness, RpcError, SendError, ServerEvent};

use crate::bridge::{Answer, Bridge, Item};
use crate::decode::malformed;
use crate::encode::{LARGE, buffer_bytes, encode};
use crate::errors;
use crate::event::fields;
use crate::guards;
use crate::process::Process;

/// What a session needs of its server.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) bridge: Bridge,
    pub(crate) runtime: Handle,
    pub(crate) process: Process,
    pub(crate) float64: bool,
}

/// One connected client.
#[pyclass(frozen)]
pub(crate) struct Session {
    pub(crate) inner: vuer::Session,
    context: Context,
    /// What `next_event` follows.
    events: Arc<tokio::sync::Mutex<Events>>,
}

impl Session {
    pub(crate) fn new(session: vuer::Session, context: Context) -> Self {
        let events = Arc::new(tokio::sync::Mutex::new(session.events_from_start()));
        Self {
            inner: session,
            context,
            events,
        }
    }

    /// Lets a future of asyncio have what a future of ours gives. That begins at once, so that what the program does
    /// next cannot bring about what it would have to wait for before it does.
    fn settle(
        &self,
        future: Py<PyAny>,
        work: impl Future<Output = Result<Answer, RpcError>> + Send + 'static,
    ) -> Call {
        let bridge = self.context.bridge.clone();
        let mut work = Box::pin(async move {
            let result = work.await;
            bridge.push(Item::Settled { future, result });
        });
        // Deadlines are made for the runtime that is entered.
        let _entered = self.context.runtime.enter();
        let begun = work
            .as_mut()
            .poll(&mut task::Context::from_waker(Waker::noop()));
        match begun {
            Poll::Ready(()) => Call(None),
            Poll::Pending => Call(Some(self.context.runtime.spawn(work).abort_handle())),
        }
    }
}

#[pymethods]
impl Session {
    #[getter]
    fn id(&self) -> &str {
        self.inner.id()
    }

    /// Where the client connects from, as `host:port`.
    #[getter]
    fn remote_addr(&self) -> String {
        self.inner.remote_addr().to_string()
    }

    /// Whether the session has ended.
    #[getter]
    fn is_over(&self) -> bool {
        self.inner.is_over()
    }

    /// Whether the client is there. A session that is not over waits for one that it has lost.
    #[getter]
    fn is_connected(&self) -> bool {
        self.inner.is_connected()
    }

    /// How many events fell out of the queue before anybody took them.
    #[getter]
    fn lost_events(&self) -> u64 {
        self.inner.lost_events()
    }

    /// Sends the map that an event is.
    fn send(&self, py: Python<'_>, event: &Bound<'_, PyDict>) -> PyResult<()> {
        self.context.process.check()?;
        match message(event, self.context.float64)? {
            Outgoing::Bytes(bytes) if bytes.len() < LARGE => {
                self.inner.send_bytes(bytes).map_err(|e| refused(&e))
            }
            Outgoing::Bytes(bytes) => py
                .detach(|| self.inner.send_bytes(bytes))
                .map_err(|e| refused(&e)),
            Outgoing::Event(event) => self.inner.send(&event).map_err(|error| refused(&error)),
        }
    }

    /// Sends an event that is encoded already.
    fn send_bytes(&self, py: Python<'_>, event: &Bound<'_, PyAny>) -> PyResult<()> {
        self.context.process.check()?;
        let event = Bytes::from_owner(PyBackedBytes::from(buffer_bytes(event)?));
        let sent = py.detach(|| self.inner.send_bytes(event));
        sent.map_err(|error| refused(&error))
    }

    /// Sends a request; `future` gets the event of the type `rtype` that answers it.
    fn request(
        &self,
        event: &Bound<'_, PyDict>,
        rtype: &str,
        ttl: f64,
        future: Py<PyAny>,
    ) -> PyResult<Call> {
        self.context.process.check()?;
        let message = encode(event, self.context.float64)?;
        let answer = self
            .inner
            .request_bytes(message, rtype, duration(ttl)?)
            .map_err(|error| refused(&error))?;
        Ok(self.settle(future, async move { answer.await.map(Answer::Event) }))
    }

    /// `future` gets the first event of a type behind those of `before`, or the INIT that has come.
    fn wait_for(
        &self,
        before: &WaitingEvents,
        etype: String,
        ttl: Option<f64>,
        future: Py<PyAny>,
    ) -> PyResult<Call> {
        self.context.process.check()?;
        let ttl = ttl.map_or(Ok(Duration::MAX), duration)?;
        let before = before.inner.clone();
        Ok(self.settle(future, async move {
            before.wait_for(&etype, ttl).await.map(Answer::Event)
        }))
    }

    /// `future` gets the event behind the one that the last such future got; None at the end of the session.
    fn next_event(&self, future: Py<PyAny>) -> PyResult<Call> {
        self.context.process.check()?;
        let events = Arc::clone(&self.events);
        Ok(self.settle(future, async move {
            let event = events.lock().await.next().await;
            Ok(event.map_or(Answer::End, Answer::Event))
        }))
    }

    /// The events that wait now.
    fn waiting_events(&self) -> PyResult<WaitingEvents> {
        self.context.process.check()?;
        Ok(WaitingEvents {
            inner: self.inner.waiting_events(),
            process: self.context.process,
        })
    }

    /// Times in seconds; the clock's offset in milliseconds.
    #[expect(clippy::type_complexity, reason = "the fields of a tuple in Python")]
    fn link(
        &self,
    ) -> Option<(
        Option<f64>,
        Option<f64>,
        Option<f64>,
        Option<f64>,
        u64,
        bool,
    )> {
        let link = self.inner.link()?;
        let seconds = |time: Option<Duration>| time.map(|time| time.as_secs_f64());
        Some((
            seconds(link.round_trip),
            seconds(link.jitter),
            link.clock_offset,
            seconds(link.pose_age),
            link.coalesced,
            link.is_resuming,
        ))
    }

    fn watch(&self, stream: &str, timeout: f64, side: Option<&str>) -> PyResult<Watch> {
        self.context.process.check()?;
        let (stream, timeout) = (guards::stream(stream)?, duration(timeout)?);
        let watch = match side {
            Some(side) => self.inner.watch_side(stream, guards::side(side)?, timeout),
            None => self.inner.watch(stream, timeout),
        };
        Ok(Watch {
            now: watch.clone(),
            changes: Arc::new(tokio::sync::Mutex::new(watch)),
        })
    }

    /// `future` gets the next change of a watch; None at the end of the session.
    fn next_change(&self, watch: &Watch, future: Py<PyAny>) -> PyResult<Call> {
        self.context.process.check()?;
        let watch = Arc::clone(&watch.changes);
        Ok(self.settle(future, async move {
            let change = watch.lock().await.next().await;
            Ok(change.map_or(Answer::End, |change| {
                Answer::Fresh(change == Freshness::Fresh)
            }))
        }))
    }

    #[getter]
    fn is_dead_man_held(&self) -> Option<bool> {
        self.inner.is_dead_man_held()
    }

    #[getter]
    fn is_operator(&self) -> bool {
        self.inner.is_operator()
    }

    fn make_operator(&self) -> PyResult<()> {
        self.context.process.check()?;
        self.inner.make_operator();
        Ok(())
    }

    fn make_observer(&self) -> PyResult<()> {
        self.context.process.check()?;
        self.inner.make_observer();
        Ok(())
    }

    /// Ends the session. What was sent before is still delivered.
    fn close(&self, reason: String) -> PyResult<()> {
        self.context.process.check()?;
        self.inner.close(reason);
        Ok(())
    }

    /// Ends the session because its function has failed, which the log tells already.
    fn fail(&self) -> PyResult<()> {
        self.context.process.check()?;
        self.inner.fail();
        Ok(())
    }
}

/// Something that a future waits for.
#[pyclass(frozen)]
pub(crate) struct Call(Option<AbortHandle>);

#[pymethods]
impl Call {
    /// Stops it; the future is not settled then.
    fn cancel(&self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

/// An event on its way out.
pub(crate) enum Outgoing {
    Bytes(Bytes),
    /// One whose nodes the server has to look at.
    Event(ServerEvent),
}

/// Encodes an event. An update that deletes or is strict is for the server to make something of.
fn message(event: &Bound<'_, PyDict>, float64: bool) -> PyResult<Outgoing> {
    let message = encode(event, float64)?;
    let is_update = match event.get_item("etype")? {
        Some(etype) => etype
            .cast::<PyString>()
            .is_ok_and(|etype| etype == "UPDATE"),
        None => return Err(PyTypeError::new_err("an event must have an etype")),
    };
    let is_strict = || -> PyResult<bool> {
        let strict = event.get_item("strict")?;
        strict.map_or(Ok(false), |strict| strict.is_truthy())
    };
    let may_delete = || {
        let find = || memchr::memmem::find(&message, b"$delete").is_some();
        if message.len() < LARGE {
            find()
        } else {
            event.py().detach(find)
        }
    };
    if is_update && (is_strict()? || may_delete()) {
        return Ok(Outgoing::Event(server_event(&message)?));
    }
    Ok(Outgoing::Bytes(message))
}

/// The event that a message holds.
pub(crate) fn server_event(message: &Bytes) -> PyResult<ServerEvent> {
    let (event, _) = ServerEvent::decode(message).map_err(|error| malformed(&error))?;
    Ok(event)
}

fn duration(seconds: f64) -> PyResult<Duration> {
    // A time that is too long for a clock is for ever.
    if seconds.is_nan() || seconds < 0.0 {
        let what = format!("{seconds} s is no time to wait for; give seconds from 0 on");
        return Err(PyValueError::new_err(what));
    }
    Ok(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

/// Tells whether poses come; see `vuer::Watch`.
#[pyclass(frozen)]
pub(crate) struct Watch {
    now: vuer::Watch,
    /// What `next_change` follows.
    changes: Arc<tokio::sync::Mutex<vuer::Watch>>,
}

#[pymethods]
impl Watch {
    /// Whether poses are fresh now.
    #[getter]
    fn is_fresh(&self) -> bool {
        self.now.freshness() == Freshness::Fresh
    }
}

/// The events that waited at one moment.
#[pyclass(frozen)]
pub(crate) struct WaitingEvents {
    inner: vuer::WaitingEvents,
    process: Process,
}

#[pymethods]
impl WaitingEvents {
    fn popleft<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.process.check()?;
        self.inner
            .popleft()
            .map(|event| fields(py, &event))
            .transpose()
    }

    fn pop<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.process.check()?;
        self.inner.pop().map(|event| fields(py, &event)).transpose()
    }

    /// All of them, the oldest first; they go on waiting.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.process.check()?;
        let events = self.inner.to_vec();
        let events: PyResult<Vec<_>> = events.iter().map(|event| fields(py, event)).collect();
        PyList::new(py, events?)
    }

    fn clear(&self) -> PyResult<()> {
        self.process.check()?;
        self.inner.clear();
        Ok(())
    }
}

fn refused(error: &SendError) -> PyErr {
    match error {
        SendError::Closed(closed) => errors::SessionClosed::new_err(closed.to_string()),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// Why a future is not given what it waits for.
pub(crate) fn failure(error: &RpcError) -> PyErr {
    match error {
        RpcError::Timeout { .. } => errors::RpcTimeout::new_err(error.to_string()),
        RpcError::Closed(_) => errors::SessionClosed::new_err(error.to_string()),
        RpcError::Decode(_) => errors::MalformedMessage::new_err(error.to_string()),
        other => PyValueError::new_err(other.to_string()),
    }
}
