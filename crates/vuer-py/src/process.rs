//! In which process something was started: threads do not survive a fork, and a lock that one of them held stays.

use pyo3::prelude::*;

use crate::errors::ForkedServer;

/// The process that this was made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Process(u32);

impl Process {
    pub(crate) fn current() -> Self {
        Self(std::process::id())
    }

    pub(crate) fn is_current(self) -> bool {
        self == Self::current()
    }

    /// Fails in any other process, before a lock is touched.
    pub(crate) fn check(self) -> PyResult<()> {
        if self.is_current() {
            return Ok(());
        }
        Err(ForkedServer::new_err(
            "what was started before the process was forked runs in the parent only; start a server in the child \
             (Process(target=app.run)), and connect a client there",
        ))
    }
}
