//! Being asked to end.

use std::io;

/// Completes at the first request to end this process that comes after the call: Ctrl-C, or on Unix also SIGTERM, as
/// `kill`, systemd and containers send it. To be called in a tokio runtime.
#[cfg(unix)]
pub fn stop_requested() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes at the first request to end this process that comes after the call: Ctrl-C, or on Unix also SIGTERM, as
/// `kill`, systemd and containers send it. To be called in a tokio runtime.
#[cfg(windows)]
pub fn stop_requested() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
