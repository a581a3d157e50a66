//! A client of a server, as Python holds it.
//!
//! Nothing here waits. Python asks for what there is and, when that is nothing, has the loop [woken](Client::watch) for
//! when it is worth asking again.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyDict;
use tokio::runtime::{Builder, Runtime};
use vuer::client::{ConnectError, Disconnected, SendError};
use vuer_protocol::Value;

use crate::decode::{decode, malformed};
use crate::encode::encode;
use crate::errors;
use crate::process::Process;
use crate::wake::Waker;

/// What Python says of a client before it connects.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Settings {
    url: String,
    /// The value of INIT, encoded.
    init: PyBackedBytes,
    headers: Vec<(String, String)>,
    ca_cert: Vec<PathBuf>,
    ca_der: Vec<PyBackedBytes>,
    accept_any_certificate: bool,
    websocket_max_size: usize,
    /// In seconds; None is for ever.
    connect_timeout: Option<f64>,
    /// How the loop is woken.
    bridge: String,
}

impl Settings {
    fn builder(&self) -> PyResult<vuer::client::ClientBuilder> {
        let init = vuer_protocol::decode(&bytes::Bytes::copy_from_slice(&self.init))
            .map_err(|error| malformed(&error))?;
        let Value::Map(init) = init else {
            return Err(PyValueError::new_err("the value of INIT is no dict"));
        };
        let mut builder = vuer::Client::builder(&self.url)
            .init(init)
            .accept_any_certificate(self.accept_any_certificate)
            .websocket_max_size(self.websocket_max_size)
            .connect_timeout(match self.connect_timeout {
                None => Duration::MAX,
                Some(seconds) => Duration::try_from_secs_f64(seconds)
                    .map_err(|_| PyValueError::new_err(format!("{seconds} s is no time")))?,
            });
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        for path in &self.ca_cert {
            builder = builder.ca_cert(path);
        }
        for der in &self.ca_der {
            builder = builder.ca_der(der.to_vec());
        }
        Ok(builder)
    }
}

/// One connection to a server, or the way to it.
#[pyclass(frozen)]
pub(crate) struct Client {
    /// A thread of its own; None when it is dropped.
    runtime: Mutex<Option<Runtime>>,
    shared: Arc<Shared>,
    process: Process,
}

struct Shared {
    state: Mutex<State>,
    waker: Waker,
    /// The loop will be woken.
    is_watched: AtomicBool,
}

enum State {
    Connecting,
    Failed(ConnectError),
    Open(Arc<vuer::Client>),
    Closed,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        *self.state() = state;
        self.waker.wake();
    }
}

#[pymethods]
impl Client {
    /// Begins to connect. `callback` wakes the loop, if it cannot watch a descriptor.
    #[staticmethod]
    #[expect(clippy::needless_pass_by_value, reason = "it is made for this call")]
    fn connect(settings: Settings, callback: Py<PyAny>) -> PyResult<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State::Connecting),
            waker: Waker::new(&settings.bridge, callback)?,
            is_watched: AtomicBool::new(false),
        });
        let builder = settings.builder()?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("vuer-client")
            .enable_all()
            .build()?;
        let connecting = Arc::clone(&shared);
        runtime.spawn(async move {
            let state = match builder.connect().await {
                Ok(client) => State::Open(Arc::new(client)),
                Err(error) => State::Failed(error),
            };
            connecting.set(state);
        });
        Ok(Self {
            runtime: Mutex::new(Some(runtime)),
            shared,
            process: Process::current(),
        })
    }

    /// The descriptor that the loop is to watch, if there is one.
    fn fileno(&self) -> Option<i32> {
        self.shared.waker.fileno()
    }

    /// Makes the descriptor quiet until the next time.
    fn clear(&self) -> PyResult<()> {
        self.process.check()?;
        self.shared.waker.clear();
        Ok(())
    }

    /// Whether it has connected. Raises why it cannot.
    fn is_open(&self) -> PyResult<bool> {
        self.process.check()?;
        match &*self.shared.state() {
            State::Connecting => Ok(false),
            State::Failed(error) => Err(unconnected(error)),
            State::Open(_) | State::Closed => Ok(true),
        }
    }

    /// Whether the connection is there.
    #[getter]
    fn is_connected(&self) -> PyResult<bool> {
        Ok(self.open()?.is_some_and(|client| client.is_connected()))
    }

    /// Whether `close` has done what it was to do.
    #[getter]
    fn is_closed(&self) -> PyResult<bool> {
        Ok(self.open()?.is_none())
    }

    /// Sends the map that an event is. False if too much waits.
    fn send(&self, py: Python<'_>, event: &Bound<'_, PyDict>) -> PyResult<bool> {
        let Some(client) = self.open()? else {
            return Err(disconnected(&Disconnected::Left));
        };
        let message = encode(event, true)?;
        match py.detach(|| client.send_bytes(&message)) {
            Ok(()) => Ok(true),
            Err(SendError::Full { .. }) => Ok(false),
            Err(SendError::Disconnected(why)) => Err(disconnected(&why)),
            Err(other) => Err(PyValueError::new_err(other.to_string())),
        }
    }

    /// The next event that has come, as a dict; None if there is none. Raises at the end of the connection.
    fn receive<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(client) = self.open()? else {
            return Err(disconnected(&Disconnected::Left));
        };
        let message = client.try_recv_bytes().map_err(|why| disconnected(&why))?;
        message.map(|message| decode(py, &message)).transpose()
    }

    /// Wakes the loop when `receive` has something, or when everything that was sent is with the system.
    fn watch(&self, for_sending: bool) -> PyResult<()> {
        let Some(client) = self.open()? else {
            self.shared.waker.wake();
            return Ok(());
        };
        if !for_sending && self.shared.is_watched.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let shared = Arc::clone(&self.shared);
        self.spawn(async move {
            if for_sending {
                // That the connection is over is found out by sending.
                let _over = client.flush().await;
            } else {
                client.ready().await;
                shared.is_watched.store(false, Ordering::Release);
            }
            shared.waker.wake();
        });
        Ok(())
    }

    /// Begins to close; `is_closed` tells when that is done.
    fn close(&self) -> PyResult<()> {
        let Some(client) = self.open()? else {
            return Ok(());
        };
        let shared = Arc::clone(&self.shared);
        self.spawn(async move {
            client.close().await;
            shared.set(State::Closed);
        });
        Ok(())
    }
}

impl Client {
    /// The connection, if it was not closed.
    fn open(&self) -> PyResult<Option<Arc<vuer::Client>>> {
        self.process.check()?;
        Ok(match &*self.shared.state() {
            State::Open(client) => Some(Arc::clone(client)),
            _ => None,
        })
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = &*self.runtime() {
            runtime.spawn(task);
        }
    }

    fn runtime(&self) -> MutexGuard<'_, Option<Runtime>> {
        self.runtime.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Its thread ends by itself. In a forked process there is none, and waiting for it would be for ever.
impl Drop for Client {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime().take() else {
            return;
        };
        if self.process.is_current() {
            runtime.shutdown_background();
        } else {
            std::mem::forget(runtime);
        }
    }
}

fn unconnected(error: &ConnectError) -> PyErr {
    let what = error.to_string();
    match error {
        ConnectError::Url { .. } | ConnectError::Header { .. } => PyValueError::new_err(what),
        ConnectError::AuthorityFile(_) => PyOSError::new_err(what),
        ConnectError::Unreachable { cause, .. }
            if cause.kind() == std::io::ErrorKind::ConnectionRefused =>
        {
            errors::ConnectRefused::new_err(what)
        }
        _ => errors::ConnectError::new_err(what),
    }
}

fn disconnected(why: &Disconnected) -> PyErr {
    errors::NotConnected::new_err(why.to_string())
}
