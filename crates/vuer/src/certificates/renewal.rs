//! Keeping the certificate of a running server fit for the names that its machine has now.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tracing::warn;

use super::CertificateError;

/// How often it is looked at: a machine that has come into another network is reached soon after.
const PAUSE: Duration = Duration::from_secs(60);

/// Calls `refresh` every minute, for ever, where it may wait for files.
pub(crate) async fn keep_fresh<R>(refresh: R)
where
    R: Fn() -> Result<(), CertificateError> + Clone + Send + 'static,
{
    let mut last = String::new();
    loop {
        sleep(PAUSE).await;
        let message = match spawn_blocking(refresh.clone()).await {
            Ok(Ok(())) => String::new(),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        // The same trouble each minute is told once.
        if !message.is_empty() && message != last {
            warn!("the certificate is not renewed: {message}");
        }
        last = message;
    }
}
