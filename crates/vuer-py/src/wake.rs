//! How a thread of the server wakes Python's event loop.

#[cfg(unix)]
use std::io::{self, Read as _, Write as _};
#[cfg(unix)]
use std::os::fd::AsRawFd as _;
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};

#[cfg(target_os = "linux")]
use nix::sys::eventfd::{EfdFlags, EventFd};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

/// One of three ways. The first two are a descriptor that the loop watches.
pub(crate) enum Waker {
    #[cfg(target_os = "linux")]
    EventFd(EventFd),
    #[cfg(unix)]
    Sockets { write: UnixStream, read: UnixStream },
    /// For loops that watch no descriptors: a thread that calls into Python, so that the server's own need not wait
    /// for the GIL.
    Thread(Mutex<mpsc::Sender<()>>),
}

impl Waker {
    /// `how`: `eventfd`, `socketpair` or `callback`, of which the last calls `callback`.
    pub(crate) fn new(how: &str, callback: Py<PyAny>) -> PyResult<Self> {
        match how {
            #[cfg(target_os = "linux")]
            "eventfd" => {
                let flags = EfdFlags::EFD_NONBLOCK | EfdFlags::EFD_CLOEXEC;
                let fd = EventFd::from_flags(flags).map_err(|error| cannot(&error))?;
                Ok(Self::EventFd(fd))
            }
            #[cfg(unix)]
            "socketpair" => {
                let pair = || -> io::Result<Self> {
                    let (write, read) = UnixStream::pair()?;
                    write.set_nonblocking(true)?;
                    read.set_nonblocking(true)?;
                    Ok(Self::Sockets { write, read })
                };
                pair().map_err(|error| cannot(&error))
            }
            "callback" => {
                let (sender, calls) = mpsc::channel();
                std::thread::Builder::new()
                    .name("vuer-waker".to_owned())
                    .spawn(move || call_whenever(&calls, &callback))
                    .map_err(|error| cannot(&error))?;
                Ok(Self::Thread(Mutex::new(sender)))
            }
            other => Err(PyValueError::new_err(format!(
                "VUER_BRIDGE is {other:?}: this system has callback{}",
                if cfg!(target_os = "linux") {
                    ", eventfd and socketpair"
                } else if cfg!(unix) {
                    " and socketpair"
                } else {
                    ""
                }
            ))),
        }
    }

    /// The descriptor to be watched, if there is one.
    pub(crate) fn fileno(&self) -> Option<i32> {
        match self {
            #[cfg(target_os = "linux")]
            Self::EventFd(fd) => Some(std::os::fd::AsFd::as_fd(fd).as_raw_fd()),
            #[cfg(unix)]
            Self::Sockets { read, .. } => Some(read.as_raw_fd()),
            Self::Thread(_) => None,
        }
    }

    /// Wakes the loop. What fails here is a full socket, which wakes it as well, or a loop that is no more.
    pub(crate) fn wake(&self) {
        match self {
            #[cfg(target_os = "linux")]
            Self::EventFd(fd) => drop(fd.write(1)),
            #[cfg(unix)]
            Self::Sockets { write, .. } => drop((&mut &*write).write(&[0])),
            Self::Thread(sender) => {
                let sender = sender.lock().unwrap_or_else(PoisonError::into_inner);
                let _ended = sender.send(());
            }
        }
    }

    /// Makes the descriptor quiet until the next time.
    pub(crate) fn clear(&self) {
        match self {
            #[cfg(target_os = "linux")]
            Self::EventFd(fd) => drop(fd.read()),
            #[cfg(unix)]
            Self::Sockets { read, .. } => drop((&mut &*read).read(&mut [0; 64])),
            Self::Thread(_) => {}
        }
    }
}

/// Ends with the waker, or with the interpreter.
fn call_whenever(calls: &mpsc::Receiver<()>, callback: &Py<PyAny>) {
    while calls.recv().is_ok() {
        // It fails when the loop is closed, and then nobody is there to hear of it.
        if Python::try_attach(|py| drop(callback.call0(py))).is_none() {
            return;
        }
    }
}

fn cannot(error: &dyn std::fmt::Display) -> PyErr {
    PyOSError::new_err(format!("the event loop cannot be woken: {error}"))
}
