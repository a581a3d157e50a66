//! The door for clients that come back: a websocket whose URL says so is no session before its first message is here.

use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::time::timeout;

use super::frame::{FrameReader, Incoming};
use super::resume::Socket;

/// How long the first message may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much may come before the first message is complete. An INIT is small.
const MAX_BYTES: usize = 64 * 1024;

/// The first message on a socket; none if there is none in time, or none that could be an INIT.
pub(crate) async fn first_message(
    socket: &mut Socket,
    reader: &mut FrameReader,
) -> Option<Incoming> {
    let read = async {
        loop {
            match reader.next() {
                Ok(Some(Incoming::Ping(_) | Incoming::Pong)) => {}
                Ok(Some(incoming)) => return Some(incoming),
                Ok(None) if reader.unfinished() > MAX_BYTES => return None,
                Ok(None) => match socket.read_buf(reader.space()).await {
                    Ok(0) | Err(_) => return None,
                    Ok(bytes) => reader.took(bytes),
                },
                Err(_) => return None,
            }
        }
    };
    timeout(PATIENCE, read).await.ok().flatten()
}
