//! Serving from a program that is not async.

use std::io;

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
    /// Serves until Ctrl-C. `ready` is called when the server listens; print its URL there.
    ///
    /// If the program has set up no log, warnings, errors and failures of its closures go to stderr.
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
                .init();
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(system)?;
        runtime.block_on(async {
            let server = self.start().await?;
            ready(&server);
            server.until_ctrl_c().await.map_err(system)
        })
    }
}

fn system(cause: io::Error) -> RunError {
    RunError::System { cause }
}
