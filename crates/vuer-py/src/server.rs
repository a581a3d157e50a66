//! The running server, as Python holds it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::time::timeout;
use vuer::{Handler, HandlerGuard, Reach, Spawn, StartError, Vuer};

use crate::bridge::{Answer, Bridge, Item};
use crate::errors;
use crate::event::fields;
use crate::log;
use crate::process::Process;
use crate::route::LinkTarget;
use crate::session::{Context, Session, failure};
use crate::settings::{Settings, filtered};
use crate::wake::Waker;

/// How long the shutdown waits for clients to take what is left for them: Ctrl-C ends at once.
const SHUTDOWN_TIME: Duration = Duration::from_secs(1);

/// A running server.
#[pyclass(frozen)]
pub(crate) struct Server {
    running: vuer::Server,
    context: Context,
    /// None when it was shut down.
    runtime: Mutex<Option<Runtime>>,
    handlers: Mutex<HashMap<String, HandlerGuard>>,
}

#[pymethods]
impl Server {
    /// Starts a server. `callback` wakes the loop, if it cannot watch a descriptor.
    #[staticmethod]
    #[expect(clippy::needless_pass_by_value, reason = "it is made for this call")]
    fn start(py: Python<'_>, settings: Settings, callback: Py<PyAny>) -> PyResult<Self> {
        let bridge = Bridge::new(Waker::new(&settings.bridge, callback)?);
        log::attach(&bridge, settings.log_level);
        let mut vuer = settings.builder()?;
        for (place, route) in settings.routes.iter().enumerate() {
            vuer = vuer.route(&route.path, route.route(place, &bridge)?);
        }
        for (place, filters) in settings.spawns.iter().enumerate() {
            vuer = vuer.spawn_with(filtered(spawn(place, &bridge), filters));
        }
        let mut handlers = HashMap::new();
        for etype in &settings.etypes {
            let guard = vuer.add_handler(handler(etype, &bridge));
            handlers.insert(etype.clone(), guard);
        }
        let (runtime, server) = py.detach(|| run(vuer))?;
        let context = Context {
            bridge,
            runtime: runtime.handle().clone(),
            process: Process::current(),
            float64: settings.float64,
        };
        Ok(Self {
            running: server,
            context,
            runtime: Mutex::new(Some(runtime)),
            handlers: Mutex::new(handlers),
        })
    }

    /// The descriptor that the loop is to watch, if there is one.
    fn fileno(&self) -> Option<i32> {
        self.context.bridge.waker().fileno()
    }

    /// Takes all that has happened, as tuples of a name and what belongs to it.
    fn drain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.context.process.check()?;
        let items = PyList::empty(py);
        for record in log::take() {
            items.append(("record", record.level, record.logger, record.message))?;
        }
        for item in self.context.bridge.drain() {
            if let Some(item) = self.tuple(py, item)? {
                items.append(item)?;
            }
        }
        Ok(items)
    }

    /// Hands events of a type over from now on.
    fn watch(&self, etype: &str) -> PyResult<()> {
        self.context.process.check()?;
        self.handlers().entry(etype.to_owned()).or_insert_with(|| {
            self.running
                .add_handler(handler(etype, &self.context.bridge))
        });
        Ok(())
    }

    /// Hands events of a type over no more.
    fn unwatch(&self, etype: &str) -> PyResult<()> {
        self.context.process.check()?;
        if let Some(guard) = self.handlers().remove(etype) {
            guard.remove();
        }
        Ok(())
    }

    /// The port it listens on.
    #[getter]
    fn port(&self) -> u16 {
        self.running.local_addr().port()
    }

    /// Every URL that works: the URL, from where it opens, and what a headset can do there.
    #[getter]
    fn urls(&self) -> Vec<(String, &'static str, String)> {
        let pages = self.running.urls().into_iter().map(|page| {
            let reach = match page.reach {
                Reach::ThisMachine => "this machine",
                Reach::Network => "the network",
                _ => "hosted",
            };
            (page.url, reach, page.headset.to_string())
        });
        pages.collect()
    }

    /// Answers a path of the workspace with bytes, a file, or the function of a place among the routes.
    fn link(&self, path: &str, target: LinkTarget, content_type: &str) -> PyResult<()> {
        self.context.process.check()?;
        let link = target.link(content_type, &self.context.bridge)?;
        self.running.workspace().link(path, link);
        Ok(())
    }

    /// Answers a path of the workspace no more.
    fn unlink(&self, path: &str) -> PyResult<()> {
        self.context.process.check()?;
        self.running.workspace().unlink(path);
        Ok(())
    }

    /// The session of this id, if it is still there. An event may come before its session was told of.
    fn session(&self, id: &str) -> PyResult<Option<Session>> {
        self.context.process.check()?;
        let session = self.running.session(id);
        Ok(session.map(|session| Session::new(session, self.context.clone())))
    }

    /// Ends every session and stops listening.
    fn shutdown(&self, py: Python<'_>) {
        if !self.context.process.is_current() {
            return;
        }
        let runtime = self.runtime().take();
        if let Some(runtime) = runtime {
            py.detach(|| {
                let shutdown = self.running.shutdown();
                let ended = runtime.block_on(async { timeout(SHUTDOWN_TIME, shutdown).await });
                if ended.is_err() {
                    tracing::debug!("some clients were cut off");
                }
                runtime.shutdown_background();
            });
            log::detach(&self.context.bridge);
        }
    }
}

impl Server {
    /// What the loop is told of an item; nothing of an event whose session is over.
    fn tuple<'py>(&self, py: Python<'py>, item: Item) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let tuple = match item {
            Item::Opened {
                session,
                spawn,
                ends,
            } => {
                let session = Session::new(session, self.context.clone());
                ("opened", session, spawn, Ending { _sender: ends }).into_pyobject(py)?
            }
            Item::Closed { session } => ("closed", session.id()).into_pyobject(py)?,
            Item::Event { done, .. } if done.is_closed() => return Ok(None),
            Item::Event {
                session,
                event,
                done,
            } => match fields(py, &event) {
                Ok(fields) => {
                    let done = Ending { _sender: done };
                    ("event", session.id(), fields, done).into_pyobject(py)?
                }
                Err(error) => {
                    let what = format!("dropped {} of {}: {error}", event.etype, session.id());
                    ("record", 30, "vuer", what).into_pyobject(py)?
                }
            },
            Item::Settled { future, result } => {
                let answer = match &result {
                    Ok(Answer::Event(event)) => fields(py, event).map(Bound::into_any),
                    Ok(Answer::Fresh(fresh)) => fresh.into_bound_py_any(py),
                    Ok(Answer::End) => Ok(py.None().into_bound(py)),
                    Err(error) => Err(failure(error)),
                };
                match answer {
                    Ok(answer) => ("settled", future, answer).into_pyobject(py)?,
                    Err(error) => {
                        ("failed", future, error.into_bound_py_any(py)?).into_pyobject(py)?
                    }
                }
            }
            Item::Visited { route, visit } => ("visited", route, visit).into_pyobject(py)?,
        };
        Ok(Some(tuple))
    }

    fn runtime(&self) -> MutexGuard<'_, Option<Runtime>> {
        self.runtime.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handlers(&self) -> MutexGuard<'_, HashMap<String, HandlerGuard>> {
        self.handlers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Its threads end by themselves. In a forked process there are none, and waiting for them would be for ever.
impl Drop for Server {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime().take() else {
            return;
        };
        if self.context.process.is_current() {
            log::detach(&self.context.bridge);
            runtime.shutdown_background();
        } else {
            std::mem::forget(runtime);
        }
    }
}

/// Something that ends when this is dropped: a spawned function, or the handlers of an event.
#[pyclass(frozen)]
pub(crate) struct Ending {
    /// Dropping it is what counts.
    _sender: oneshot::Sender<()>,
}

fn run(vuer: Vuer) -> PyResult<(Runtime, vuer::Server)> {
    let runtime = vuer::runtime()?;
    match runtime.block_on(vuer.start()) {
        Ok(server) => Ok((runtime, server)),
        Err(error) => {
            runtime.shutdown_background();
            Err(match &error {
                StartError::PortInUse { .. } => errors::PortInUse::new_err(error.to_string()),
                _ => errors::StartError::new_err(error.to_string()),
            })
        }
    }
}

/// Tells the loop of each session and waits for the function there.
fn spawn(place: usize, bridge: &Bridge) -> Spawn {
    let bridge = bridge.clone();
    Spawn::new(move |session| {
        let (ends, ended) = oneshot::channel();
        let farewell = Farewell {
            bridge: bridge.clone(),
            session: session.clone(),
        };
        bridge.push(Item::Opened {
            session,
            spawn: place,
            ends,
        });
        async move {
            let _farewell = farewell;
            // Nothing is ever sent: it is dropped, by the function's end or with the loop.
            let _dropped = ended.await;
            Ok(())
        }
    })
}

/// Tells the loop that a session is over, however it came.
struct Farewell {
    bridge: Bridge,
    session: vuer::Session,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        self.bridge.push(Item::Closed {
            session: self.session.clone(),
        });
    }
}

/// Tells the loop of each event of a type and waits for the handlers there, so that what a slow one leaves waiting is
/// bounded as everywhere.
fn handler(etype: &str, bridge: &Bridge) -> Handler {
    let bridge = bridge.clone();
    Handler::new(etype, move |event, session| {
        let (done, is_done) = oneshot::channel();
        bridge.push(Item::Event {
            session,
            event,
            done,
        });
        async move {
            let _dropped = is_done.await;
            Ok(())
        }
    })
}
