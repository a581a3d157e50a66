//! Programs written as a stream: client events go in, server events come out, [`Frame`]s set the pace.

use std::pin::pin;
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Instant, sleep_until};
use vuer_protocol::event::ServerEvent;

use crate::session::{Events, Session};
use crate::spawn::Result as ProgramResult;

/// What a stream of [`Vuer::bind`](crate::Vuer::bind) yields: an event, or an event and a pause.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    event: ServerEvent,
    pause: Duration,
}

/// An event that is one frame of a motion: behind it the stream rests until the next frame is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    event: ServerEvent,
    rate: f64,
}

impl Frame {
    /// A frame at the original's default rate, 60 per second.
    pub fn new(event: ServerEvent) -> Self {
        Self { event, rate: 60.0 }
    }

    /// Frames per second. Above a thousand million, or below one in a year, it counts as that.
    #[must_use]
    pub fn rate(self, frames_per_second: f64) -> Self {
        Self {
            rate: frames_per_second,
            ..self
        }
    }
}

impl From<ServerEvent> for Step {
    fn from(event: ServerEvent) -> Self {
        Self {
            event,
            pause: Duration::ZERO,
        }
    }
}

impl From<Frame> for Step {
    fn from(frame: Frame) -> Self {
        const YEAR_SECS: f64 = 365.0 * 24.0 * 3600.0;
        let pause = (1.0 / frame.rate.max(0.0)).clamp(1e-9, YEAR_SECS);
        Self {
            event: frame.event,
            pause: Duration::from_secs_f64(pause),
        }
    }
}

/// Sends what a stream yields until it ends or the session does. Only the stream rests behind a frame: the
/// socket, handlers and answers go on.
pub(crate) async fn run<S>(session: Session, stream: impl FnOnce(Events) -> S) -> ProgramResult
where
    S: Stream<Item: Into<Step>>,
{
    let mut stream = pin!(stream(Events::from_start(session.clone())));
    let mut due = Instant::now();
    while let Some(step) = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
    {
        let Step { event, pause } = step.into();
        if event != ServerEvent::Noop {
            session.send(&event)?;
        }
        if !pause.is_zero() {
            // From the time it was due, so that the rate holds; from now if the stream itself was too slow.
            due = (due + pause).max(Instant::now());
            sleep_until(due).await;
        }
        // A stream that always has something more must let its session end, and others have their turn.
        tokio::task::consume_budget().await;
    }
    Ok(())
}
