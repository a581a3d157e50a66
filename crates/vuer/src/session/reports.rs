//! What is wrong with a client's messages, said not more often than anybody wants to read it.

use std::collections::HashMap;

use tokio::time::Instant;

use crate::time::Pace;

/// What is wrong with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Problem {
    /// A text message; Vuer's are binary. It was dropped.
    Text,
    /// Not one MessagePack map with the fields of an event. It was dropped.
    Malformed,
    /// An event that is not part of the protocol, and for which the program has no handler.
    Unknown,
    /// Nothing: it says itself what is wrong with the scene.
    Warning,
}

impl Problem {
    /// How many reports of a kind a session may make within a minute.
    fn reports(self) -> u32 {
        if self == Self::Warning { 10 } else { 1 }
    }
}

/// Keeps track of what was reported when.
#[derive(Debug, Default)]
pub(crate) struct Reports(HashMap<Problem, Pace>);

impl Reports {
    /// Whether a problem of this kind should be reported now.
    pub(crate) fn due(&mut self, problem: Problem, now: Instant) -> bool {
        self.0
            .entry(problem)
            .or_default()
            .allows(problem.reports(), now)
    }
}

/// The longest text of a report, in characters. What clients call things is part of it, and may be as
/// long as a message.
const LENGTH: usize = 300;

/// A report as it goes to the log: one line of bounded length, whatever the client has put into it.
pub(crate) fn line(report: &str) -> String {
    let mut line: String = report
        .chars()
        .take(LENGTH)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if report.chars().nth(LENGTH).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_report_is_one_short_line() {
        assert_eq!(line("knows A\nB\u{1b}[2J"), "knows A B [2J");
        assert_eq!(line(&"é".repeat(LENGTH)), "é".repeat(LENGTH));
        assert_eq!(line(&"é".repeat(1_000_000)).chars().count(), LENGTH + 1);
    }

    #[test]
    fn a_kind_is_reported_once_a_minute() {
        let mut reports = Reports::default();
        let start = Instant::now();
        assert!(reports.due(Problem::Text, start));
        assert!(!reports.due(Problem::Text, start + Duration::from_secs(59)));
        assert!(reports.due(Problem::Malformed, start + Duration::from_secs(59)));
        assert!(reports.due(Problem::Text, start + Duration::from_secs(60)));
        let warnings = (0..20).filter(|_| reports.due(Problem::Warning, start));
        assert_eq!(warnings.count(), 10, "a scene may have several faults");
    }
}
