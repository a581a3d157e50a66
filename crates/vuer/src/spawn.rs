//! The closures that run once for each session, and which of them a client gets.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use futures_core::Stream;
use vuer_protocol::Value;

use crate::bind::{self, Step};
use crate::session::{Events, Session};

/// What a program's closures return. `?` works on every error in them.
pub type Result<T = (), E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

type Run =
    dyn Fn(Session) -> Pin<std::boxed::Box<dyn Future<Output = Result> + Send>> + Send + Sync;

/// A closure to be run for each session, and for which.
///
/// ```
/// # use vuer::{Spawn, Vuer};
/// let server = Vuer::new().spawn_with(
///     Spawn::new(async |session| session.forever().await).only("client", "browser").detached(),
/// );
/// ```
#[must_use]
#[derive(Clone)]
pub struct Spawn {
    pub(crate) filter: InitFilter,
    pub(crate) detached: bool,
    pub(crate) run: Arc<Run>,
}

impl Spawn {
    /// For every session.
    pub fn new<F, Fut>(closure: F) -> Self
    where
        F: Fn(Session) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result> + Send + 'static,
    {
        let run = move |session| -> Pin<std::boxed::Box<dyn Future<Output = Result> + Send>> {
            std::boxed::Box::pin(closure(session))
        };
        Self {
            filter: InitFilter::default(),
            detached: false,
            run: Arc::new(run),
        }
    }

    /// A stream for every session: it is given the client's events and yields what is to be sent, see
    /// [`Vuer::bind`](crate::Vuer::bind).
    pub fn stream<F, S>(stream: F) -> Self
    where
        F: Fn(Events) -> S + Send + Sync + 'static,
        S: Stream<Item: Into<Step> + Send> + Send + 'static,
    {
        let stream = Arc::new(stream);
        Self::new(move |session| {
            let stream = Arc::clone(&stream);
            async move { bind::run(session, |events| stream(events)).await }
        })
    }

    /// Only for clients whose INIT has this field with a value like `pattern`, where `*` stands for any text
    /// and `?` for one character. Several calls must all fit. The first closure that fits is run; one without
    /// a filter is run for clients that fit none, or send no INIT within a second.
    pub fn only(mut self, field: impl Into<String>, pattern: impl Into<String>) -> Self {
        self.filter.0.push((field.into(), pattern.into()));
        self
    }

    /// Let it run on when its session ends, where every call on the session fails; it ends with the server
    /// at the latest. Default: it is cancelled at its next await when its session ends.
    pub fn detached(self) -> Self {
        Self {
            detached: true,
            ..self
        }
    }
}

impl fmt::Debug for Spawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            filter,
            detached,
            run: _,
        } = self;
        f.debug_struct("Spawn")
            .field("filter", filter)
            .field("detached", detached)
            .finish_non_exhaustive()
    }
}

/// Fields of an INIT and the patterns their values must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InitFilter(Vec<(String, String)>);

impl InitFilter {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn fits(&self, init: &Value) -> bool {
        let field = |name| match init.as_map()?.get(name)? {
            Value::Str(text) => Some(text.clone()),
            Value::Int(number) => Some(number.to_string()),
            Value::Float(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        };
        self.0
            .iter()
            .all(|(name, pattern)| field(name).is_some_and(|text| fits(pattern, &text)))
    }
}

/// Which closure a client gets whose INIT has this value; `None` for a client that sent something else, or
/// nothing.
pub(crate) fn choose(filters: &[InitFilter], init: Option<&Value>) -> Option<usize> {
    let fitting =
        |filter: &InitFilter| !filter.is_empty() && init.is_some_and(|init| filter.fits(init));
    let matches = filters.iter().filter(|filter| fitting(filter)).count();
    if matches > 1 {
        tracing::warn!(
            "{matches} spawned closures have filters that fit this client; the first one runs"
        );
    }
    filters
        .iter()
        .position(fitting)
        .or_else(|| filters.iter().position(InitFilter::is_empty))
}

/// Shell-like matching of the whole text. The text is the client's, so the time must stay in proportion to it:
/// only the last `*` is ever tried again, for what stands before it is matched as early as can be.
fn fits(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // What follows the last `*`, and the text from where that was tried.
    let mut retry = None;
    loop {
        let there = text.clone();
        match (pattern.next(), text.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                text = there;
                retry = Some((pattern.clone(), text.clone()));
            }
            (Some('?'), Some(_)) => {}
            (Some(a), Some(b)) if a == b => {}
            _ => {
                let Some((behind, from)) = &mut retry else {
                    return false;
                };
                if from.next().is_none() {
                    return false;
                }
                (pattern, text) = (behind.clone(), from.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_texts() {
        let check = |pattern, yes: &[&str], no: &[&str]| {
            for text in yes {
                assert!(fits(pattern, text), "{pattern} {text}");
            }
            for text in no {
                assert!(!fits(pattern, text), "{pattern} {text}");
            }
        };
        check("", &[""], &["a"]);
        check("*", &["", "a", "*"], &[]);
        check("a?c", &["abc", "a\u{e9}c"], &["ac", "abbc", "abcd"]);
        check("*b*", &["b", "abc", "bb"], &["", "ac"]);
        check("a*b*c", &["abc", "abbcc", "a b c c"], &["ab", "abcd", "bc"]);
        check("*aab", &["aaab", "aabaab"], &["aaba"]);
    }

    /// Trying every place for every `*` would not end before the test runner's patience.
    #[test]
    fn a_text_made_to_be_slow_is_not() {
        let text = "a".repeat(200_000);
        assert!(!fits("*a*a*a*a*a*b", &text));
    }
}
