//! Serving from a program that is not async.

use std::io;
use std::num::NonZero;
use std::thread::available_parallelism;

use tokio::runtime::{Builder, Runtime};
use tracing_subscriber::filter::LevelFilter;

use crate::builder::Vuer;
use crate::server::{Server, StartError};

/// Why a server did not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// It could not be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// There is no runtime for it, or no way to hear of Ctrl-C.
    #[error("the system does not let the server run: {cause}")]
    System {
        /// What the system says.
        cause: io::Error,
    },
}

impl Vuer {
    /// Serves until Ctrl-C, then shuts down as [`Server::shutdown`] does. `ready` is called when the server listens;
    /// print its URL there.
    ///
    /// It runs on a [`runtime()`] of its own. If the program has set up no log, warnings, errors and failures of its
    /// closures go to stderr.
    ///
    /// # Panics
    /// If it is called within a tokio runtime, for it makes one of its own.
    pub fn start_blocking(self, ready: impl FnOnce(&Server)) -> Result<(), RunError> {
        if !tracing::dispatcher::has_been_set() {
            let level = if self.is_verbose() {
                LevelFilter::DEBUG
            } else {
                LevelFilter::WARN
            };
            tracing_subscriber::fmt()
                .with_writer(io::stderr)
                .with_max_level(level)
                .compact()
                .try_init()
                // Another thread was quicker, or the program has a logger of the crate `log`.
                .ok();
        }
        let runtime = runtime().map_err(system)?;
        let result = runtime.block_on(async {
            let server = self.start().await?;
            ready(&server);
            server.until_ctrl_c().await.map_err(system)
        });
        // Dropping it would wait for closures that never await: for ever, with nobody left to hear a further Ctrl-C.
        runtime.shutdown_background();
        result
    }
}

/// The tokio runtime of [`Vuer::start_blocking`], for programs that begin in `main` without `#[tokio::main]`: a worker
/// for each core, and two at least, so that a closure that blocks one, as `std::thread::sleep` does, does not stop
/// everything, Ctrl-C included.
///
/// # Errors
/// The system gives no threads.
pub fn runtime() -> io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, NonZero::get);
    Builder::new_multi_thread()
        .worker_threads(cores.max(2))
        .enable_all()
        .build()
}

fn system(cause: io::Error) -> RunError {
    RunError::System { cause }
}
