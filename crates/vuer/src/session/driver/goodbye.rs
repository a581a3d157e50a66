//! The end of a connection: what is still due is sent, then the close, and the client may answer it.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::{Instant, sleep, timeout};

use super::{Driver, send};
use crate::session::close::CloseReason;
use crate::session::frame::{Incoming, close_frame};
use crate::session::resume::Socket;
use crate::time::after;

/// How long a client is given to answer the close, or to take it if nothing else is sent.
const CLOSING_TIME: Duration = Duration::from_secs(2);

/// Says why a socket is not wanted, and closes it.
pub(crate) async fn turn_away(mut socket: Socket, code: u16, reason: &str) {
    let close = async {
        socket.write_all(&close_frame(code, reason)).await?;
        socket.shutdown().await
    };
    timeout(CLOSING_TIME, close).await.ok();
}

impl Driver {
    /// Sends what is still due, then the close, and waits for the client's.
    pub(super) async fn say_goodbye(
        &mut self,
        input: &mut (impl AsyncRead + Unpin),
        output: &mut (impl AsyncWrite + Unpin),
    ) {
        self.reader.skim();
        self.note_unfinished(0);
        let reason = self.session.closed_now().reason;
        let has_left = match &reason {
            CloseReason::Lost(_) => return,
            CloseReason::Left(_) => true,
            _ => false,
        };
        let close = close_frame(reason.code(), &reason.to_string());
        if reason.delivers_rest() {
            while !self.session.0.outbox.is_empty() {
                self.fill();
            }
            self.writer.push_last(close);
        } else {
            self.writer.end_with(close);
        }
        if self.deliver_rest(input, output).await.is_ok() && !has_left {
            // A client that does not answer the close in time is left without.
            timeout(CLOSING_TIME, self.await_close(input)).await.ok();
        }
        // Behind TLS this says good-bye too, which a client that takes nothing would hold up for ever.
        timeout(CLOSING_TIME, output.shutdown()).await.ok();
    }

    /// Writes until nothing is left, as long as the client takes some.
    async fn deliver_rest(
        &mut self,
        input: &mut (impl AsyncRead + Unpin),
        output: &mut (impl AsyncWrite + Unpin),
    ) -> io::Result<()> {
        let patience = self.session.0.hub.settings.dead_after;
        let give_up = sleep(patience);
        tokio::pin!(give_up);
        while !self.writer.is_idle() {
            tokio::select! {
                // What the client still says is read so that it is not stuck with it, and dropped. It buys no time.
                read = input.read_buf(self.reader.space()) => {
                    if read? == 0 {
                        return Err(io::ErrorKind::ConnectionReset.into());
                    }
                    self.drop_received();
                }
                sent = send(output, &mut self.writer) => {
                    sent?;
                    give_up.as_mut().reset(after(Instant::now(), patience));
                }
                () = &mut give_up => return Err(io::ErrorKind::TimedOut.into()),
            }
        }
        Ok(())
    }

    fn drop_received(&mut self) {
        loop {
            match self.reader.next() {
                Ok(Some(_)) => {}
                Ok(None) => return,
                // No frame begins where this one went wrong, so the bytes would only pile up.
                Err(_) => return self.reader.space().clear(),
            }
        }
    }

    async fn await_close(&mut self, input: &mut (impl AsyncRead + Unpin)) {
        loop {
            match self.reader.next() {
                Ok(Some(Incoming::Close(..))) | Err(_) => return,
                Ok(Some(_)) => {}
                Ok(None) => match input.read_buf(self.reader.space()).await {
                    Ok(0) | Err(_) => return,
                    Ok(_) => {}
                },
            }
        }
    }
}

#[cfg(test)]
mod tests;
