//! What is wrong with a client's messages, said once per kind, session and minute.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

/// Within this time a problem of the same kind is not reported again.
const QUIET: Duration = Duration::from_secs(60);

/// What is wrong with a message. All but the last kind are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Problem {
    /// A text message; Vuer's are binary.
    Text,
    /// Not one MessagePack map with the fields of an event.
    Malformed,
    /// An event that is not part of the protocol, and for which the program has no handler.
    Unknown,
}

/// Keeps track of what was reported when.
#[derive(Debug, Default)]
pub(crate) struct Reports(HashMap<Problem, Instant>);

impl Reports {
    /// Whether a problem of this kind should be reported now.
    pub(crate) fn due(&mut self, problem: Problem, now: Instant) -> bool {
        let due = self
            .0
            .get(&problem)
            .is_none_or(|&last| now.duration_since(last) >= QUIET);
        if due {
            self.0.insert(problem, now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_reported_once_a_minute() {
        let mut reports = Reports::default();
        let start = Instant::now();
        assert!(reports.due(Problem::Text, start));
        assert!(!reports.due(Problem::Text, start + Duration::from_secs(59)));
        assert!(reports.due(Problem::Malformed, start + Duration::from_secs(59)));
        assert!(reports.due(Problem::Text, start + Duration::from_secs(60)));
    }
}
