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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncWriteExt as _, DuplexStream};

    use super::*;

    fn door() -> (DuplexStream, Socket, FrameReader) {
        let (client, socket) = tokio::io::duplex(1 << 20);
        (client, Box::new(socket), FrameReader::new(&[], 1 << 20))
    }

    /// A masked frame, whose mask of zeros changes nothing.
    fn frame(opcode: u8, announced: u8, payload: &[u8]) -> Vec<u8> {
        [&[opcode, 0x80 | announced], &[0; 4][..], payload].concat()
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_message_is_what_is_no_ping() {
        let (mut client, mut socket, mut reader) = door();
        client.write_all(&frame(0x89, 1, b"?")).await.unwrap();
        client.write_all(&frame(0x82, 4, b"init")).await.unwrap();
        let first = first_message(&mut socket, &mut reader).await;
        assert_eq!(first, Some(Incoming::Binary(b"init"[..].into())));
    }

    #[tokio::test(start_paused = true)]
    async fn who_says_nothing_is_not_waited_for() {
        let (mut client, mut socket, mut reader) = door();
        let pings = async {
            loop {
                client.write_all(&frame(0x89, 0, b"")).await.unwrap();
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        };
        tokio::select! {
            first = first_message(&mut socket, &mut reader) => assert_eq!(first, None),
            () = pings => {}
            () = tokio::time::sleep(2 * PATIENCE) => panic!("it is waited for"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_too_long_for_an_init_is_not_read() {
        let (mut client, mut socket, mut reader) = door();
        let start = tokio::time::Instant::now();
        // A message of 256 KiB is announced, and not all of it comes.
        let head = [0x82, 0xff, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
        client.write_all(&head).await.unwrap();
        client.write_all(&vec![0; 2 * MAX_BYTES]).await.unwrap();
        assert_eq!(first_message(&mut socket, &mut reader).await, None);
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}
