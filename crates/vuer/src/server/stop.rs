//! Being asked to end.

use std::io;

/// Completes at the first request to end this process that comes after the call: Ctrl-C, or on Unix also SIGTERM, as
/// `kill`, systemd and containers send it. To be called in a tokio runtime. Fails if the system does not tell this
/// process of such requests.
pub fn stop_requested() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    let requested = {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
    };
    #[cfg(windows)]
    let requested = {
        let mut interrupt = tokio::signal::windows::ctrl_c()?;
        async move {
            interrupt.recv().await;
        }
    };
    Ok(requested)
}
