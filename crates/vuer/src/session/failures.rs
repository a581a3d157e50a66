//! Errors of the program, as they go to the log.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use super::{RpcError, SendError, Session, SessionClosed};
use crate::scene::JoinError;
use crate::time::Pace;

/// How many errors of its handlers and closures a session logs within a minute.
const MAX_FAILURES: u32 = 60;

/// How often the program has failed lately, and how often it was said that more is not.
#[derive(Debug, Default)]
pub(super) struct Failures(Mutex<(Pace, Pace)>);

/// What to say of a failure.
enum Say {
    It,
    ThatMoreAreNot,
    Nothing,
}

impl Failures {
    fn next(&self, now: Instant) -> Say {
        let mut paces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (told, withheld) = &mut *paces;
        if told.allows(MAX_FAILURES, now) {
            Say::It
        } else if withheld.allows(1, now) {
            Say::ThatMoreAreNot
        } else {
            Say::Nothing
        }
    }
}

impl Session {
    /// Logs an error of the program with all its causes, if not too many were logged lately: it may take no more than an
    /// event that its client likes to repeat. That the session is over is not one.
    pub(crate) fn log_failure(&self, who: &str, error: &(dyn std::error::Error + 'static)) {
        if self.is_over() && is_closed(error) {
            return;
        }
        match self.0.failures.next(Instant::now()) {
            Say::It => {}
            Say::ThatMoreAreNot => {
                let more = "further failures are not told, for up to a minute";
                tracing::error!(session = self.id(), "{more}");
                return;
            }
            Say::Nothing => return,
        }
        let chain = std::iter::successors(Some(error), |error| error.source());
        let chain: Vec<String> = chain.map(ToString::to_string).collect();
        tracing::error!(session = self.id(), "{who} failed: {}", chain.join(": "));
    }
}

/// Whether an error has no other cause than that the session is over.
fn is_closed(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut chain = std::iter::successors(Some(error), |error| error.source());
    chain.any(|error| {
        error.is::<SessionClosed>()
            || matches!(error.downcast_ref(), Some(SendError::Closed(_)))
            || matches!(error.downcast_ref(), Some(RpcError::Closed(_)))
            || matches!(error.downcast_ref(), Some(JoinError::Closed(_)))
    })
}
