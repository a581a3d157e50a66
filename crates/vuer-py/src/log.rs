//! What the server logs, for Python's `logging`.
//!
//! The server's threads only put records into a bounded buffer; the loop of the server that was started first, of
//! those that run, hands them to `logging`. So no thread but the program's own ever runs Python code.

use std::collections::VecDeque;
use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::bridge::{Bridge, WeakBridge};

/// Records that wait for a loop; what comes beyond is counted.
const MOST_RECORDS: usize = 1000;

/// One line of the log.
pub(crate) struct Record {
    /// As `logging` counts: 40 is an error.
    pub(crate) level: u8,
    /// The logger, such as `vuer.session`.
    pub(crate) logger: String,
    pub(crate) message: String,
}

struct Waiting {
    records: VecDeque<Record>,
    lost: usize,
    bridges: Vec<WeakBridge>,
}

static WAITING: Mutex<Waiting> = Mutex::new(Waiting {
    records: VecDeque::new(),
    lost: 0,
    bridges: Vec::new(),
});
/// Records below are not made.
static LEAST_LEVEL: AtomicU8 = AtomicU8::new(30);

fn waiting() -> MutexGuard<'static, Waiting> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands records from `least_level` on to the loop of `bridge`, if no other loop is quicker.
pub(crate) fn attach(bridge: &Bridge, least_level: u8) {
    LEAST_LEVEL.store(least_level, Ordering::Relaxed);
    let mut waiting = waiting();
    waiting.bridges.retain(|other| other.upgrade().is_some());
    waiting.bridges.push(bridge.downgrade());
    drop(waiting);
    // Fails if it is there already.
    let _again = tracing_subscriber::registry().with(Forward).try_init();
}

/// Hands no more records to the loop of `bridge`, whose server is stopped: sessions that a program still holds keep
/// the bridge, but nobody comes to take anything from it.
pub(crate) fn detach(bridge: &Bridge) {
    waiting().bridges.retain(|other| !other.is(bridge));
}

/// Takes the records that wait.
pub(crate) fn take() -> VecDeque<Record> {
    let mut waiting = waiting();
    let lost = std::mem::take(&mut waiting.lost);
    let mut records = std::mem::take(&mut waiting.records);
    drop(waiting);
    if lost > 0 {
        records.push_back(Record {
            level: 30,
            logger: "vuer".to_owned(),
            message: format!("{lost} further records were lost: the event loop was busy"),
        });
    }
    records
}

struct Forward;

impl<S: Subscriber> Layer<S> for Forward {
    /// The level can change, so it is asked for each time.
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        number(*metadata.level()) >= LEAST_LEVEL.load(Ordering::Relaxed)
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text::default();
        event.record(&mut text);
        let record = Record {
            level: number(*event.metadata().level()),
            logger: event.metadata().target().replace("::", "."),
            message: text.message + &text.fields,
        };
        let mut waiting = waiting();
        if waiting.records.len() < MOST_RECORDS {
            waiting.records.push_back(record);
        } else {
            waiting.lost += 1;
        }
        let bridge = waiting.bridges.iter().find_map(WeakBridge::upgrade);
        drop(waiting);
        if let Some(bridge) = bridge {
            bridge.nudge();
        }
    }
}

fn number(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        Level::DEBUG => 10,
        Level::TRACE => 5,
    }
}

#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a String does not fail.
        let _never = if field.name() == "message" {
            write!(self.message, "{value:?}")
        } else {
            write!(self.fields, " {}={value:?}", field.name())
        };
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}
