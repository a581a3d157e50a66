//! Moves bytes between one socket and one [`Line`], until either end closes.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Buf as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::line::{Line, Outgoing};
use super::{Disconnected, GOODBYE_TIME};
use crate::session::Socket;
use crate::session::frame::{FrameReader, Incoming};
use crate::session::liveness::{Liveness, Pulse};

/// The code of an answer to a close that came without one.
const NORMAL: u16 = 1000;

/// Runs a connection to its end. Reading and writing do not wait for each other, for a server may read only when what
/// it has to say is taken.
pub(super) async fn run(socket: Socket, reader: FrameReader, line: Arc<Line>, liveness: Liveness) {
    let (input, output) = tokio::io::split(socket);
    let connection = Connection {
        line: &line,
        liveness: Mutex::new(liveness),
    };
    let mut reading = pin!(connection.read(input, reader));
    let mut writing = pin!(connection.write(output));
    let mut can_write = true;
    let why = tokio::select! {
        why = &mut reading => why,
        written = &mut writing => match written {
            // The answer to our close may be behind what was on its way.
            Ok(()) => {
                let _late = timeout(GOODBYE_TIME, reading).await;
                Disconnected::Left
            }
            // A server that has closed says so better than a socket that takes nothing any more.
            Err(error) => {
                can_write = false;
                timeout(GOODBYE_TIME, reading)
                    .await
                    .unwrap_or_else(|_| Disconnected::Lost(error.to_string()))
            }
        },
        why = connection.beat() => why,
        () = connection.overdue() => Disconnected::Left,
    };
    let goodbye = match &why {
        Disconnected::Closed { code, .. } => Some((code.unwrap_or(NORMAL), "")),
        Disconnected::Protocol { code, message } => Some((*code, message.as_str())),
        Disconnected::Left | Disconnected::Lost(_) => None,
    };
    if let Some((code, reason)) = goodbye
        && can_write
    {
        line.hang_up(code, reason);
        let _late = timeout(GOODBYE_TIME, writing).await;
    }
    tracing::debug!("{why}");
    line.end(why);
}

struct Connection<'a> {
    line: &'a Line,
    liveness: Mutex<Liveness>,
}

impl Connection<'_> {
    /// Reads until the server closes, or until it cannot be understood.
    async fn read(&self, mut input: ReadHalf<Socket>, mut reader: FrameReader) -> Disconnected {
        loop {
            loop {
                match reader.next() {
                    Ok(None) => break,
                    Ok(Some(Incoming::Binary(message))) => self.line.arrived(message),
                    Ok(Some(Incoming::Ping(payload))) => self.line.pong(payload),
                    Ok(Some(Incoming::Pong)) => {}
                    Ok(Some(Incoming::Text)) => {
                        tracing::debug!("the server sent text, which no event is; it is dropped");
                    }
                    Ok(Some(Incoming::Close(code, reason))) => {
                        let reason = reason.into();
                        return Disconnected::Closed { code, reason };
                    }
                    Err(error) => {
                        return Disconnected::Protocol {
                            code: error.close_code(),
                            message: error.to_string(),
                        };
                    }
                }
                if self.line.is_full() {
                    self.line.room().await;
                    // Nothing could come meanwhile.
                    self.moved();
                }
            }
            match input.read_buf(reader.space()).await {
                Ok(0) => return Disconnected::Lost("the server is gone without a word".to_owned()),
                Ok(bytes) => {
                    reader.took(bytes);
                    self.moved();
                }
                Err(error) => return Disconnected::Lost(error.to_string()),
            }
        }
    }

    /// Writes what there is until it has written a close frame.
    async fn write(&self, mut output: WriteHalf<Socket>) -> io::Result<()> {
        loop {
            let (mut bytes, is_last) = match self.line.outgoing().await {
                Outgoing::Frames(bytes) => (bytes, false),
                Outgoing::Farewell(bytes) => (bytes, true),
            };
            while bytes.has_remaining() {
                output.write_buf(&mut bytes).await?;
                self.moved();
                self.line.wrote(bytes.remaining());
            }
            output.flush().await?;
            if is_last {
                return Ok(());
            }
        }
    }

    /// Pings the server, and notices that it is gone.
    async fn beat(&self) -> Disconnected {
        loop {
            let deadline = self.liveness().deadline();
            sleep_until(deadline).await;
            let due = self.liveness().due(Instant::now());
            match due {
                Some(Pulse::Ping) => self.line.ping(),
                // It is not read.
                Some(Pulse::Dead) if self.line.is_full() => self.moved(),
                Some(Pulse::Dead) => {
                    let what = "nothing has come from the server for longer than dead_after";
                    return Disconnected::Lost(what.to_owned());
                }
                None => {}
            }
        }
    }

    /// Waits until this program has closed and the server had its time to take what was left for it.
    async fn overdue(&self) {
        self.line.left().await;
        sleep(GOODBYE_TIME).await;
    }

    fn moved(&self) {
        self.liveness().moved(Instant::now());
    }

    fn liveness(&self) -> MutexGuard<'_, Liveness> {
        self.liveness.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    use super::*;

    /// A server that has closed with 1001: what is written fails, and only then is its close frame there.
    #[derive(Default)]
    struct Gone {
        has_failed: bool,
        reader: Option<Waker>,
    }

    impl AsyncRead for Gone {
        fn poll_read(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            if !self.has_failed {
                self.reader = Some(context.waker().clone());
                return Poll::Pending;
            }
            buffer.put_slice(&[0x88, 2, 0x03, 0xe9]);
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for Gone {
        fn poll_write(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &[u8],
        ) -> Poll<io::Result<usize>> {
            self.has_failed = true;
            if let Some(reader) = self.reader.take() {
                reader.wake();
            }
            Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[tokio::test]
    async fn a_server_that_closes_while_we_write_is_heard_out() {
        let line = Arc::new(Line::new(1 << 20));
        line.send(b"\x80").unwrap();
        let (long, now) = (Duration::from_secs(60), Instant::now());
        run(
            Box::new(Gone::default()),
            FrameReader::new(&[], 1 << 20).of_server(),
            Arc::clone(&line),
            Liveness::new(long, long, now),
        )
        .await;
        let Some(Disconnected::Closed { code, .. }) = line.ended() else {
            panic!("{:?}", line.ended())
        };
        assert_eq!(code, Some(1001));
    }
}
