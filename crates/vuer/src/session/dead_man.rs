//! The dead-man's switch: poses reach the program only while the user holds something.

use std::time::Duration;

use tokio::time::Instant;

use super::lease::Lease;
use super::streams::{Pose, Side, Stream};
use crate::time::after;

/// How old a pose may be that holds the switch, unless the program says otherwise: a few frames that are lost, or a
/// hiccup of the network, let nothing go.
const DEFAULT_TIMEOUT: Duration = Duration::from_millis(200);

/// A dead-man's switch, for [`Vuer::dead_man`](crate::Vuer::dead_man): what the user must hold for poses to reach the
/// program. It is enforced here, in the server.
///
/// ```
/// use std::time::Duration;
/// use vuer::{Button, DeadMan, Side, Vuer};
///
/// let server = Vuer::new().dead_man(
///     DeadMan::pinch(Side::Right)
///         .or_button(Side::Right, Button::Squeeze)
///         .timeout(Duration::from_millis(150)),
/// );
/// ```
///
/// **Held** it is while one of its parts is: the hand pinches, or the button is pressed, in the newest event that tells
/// of it. The hand or controller must be tracked in that, and it must have been taken less than the
/// [`timeout`](Self::timeout) ago: what is older counts as released, whether it comes late or nothing comes. A
/// connection that is lost releases, too. The scene needs `Hands` or `MotionControllers` that tell the side, at least
/// a few times within the timeout.
///
/// **Held back**, while it is not held, are the events of all [`Stream`]s, or of [those chosen](Self::streams). They
/// reach no handler, no [`wait_for`](crate::Session::wait_for), and neither the queue nor the streams of events. So do
/// those that are themselves older than the timeout. What waited there when the switch is released is taken out again;
/// a call of a handler that has begun goes on.
///
/// **Not held back** is everything else: clicks, dragged objects, the keyboard, the panel. What a robot must not do
/// without the switch must not hang on these. [`Session::link`](crate::Session::link) and
/// [`Session::watch`](crate::Session::watch) go by what comes from the client, held or not.
///
/// **Told** to the program is the event DEAD_MAN ([`event::view::DeadMan`](crate::event::view::DeadMan)), to handlers
/// and in the queue: `held: true` before the first event that is let through, `held: false` exactly once for each hold,
/// when it ends, before anything else of the client. The release is not kept waiting by
/// [busy handlers](crate::Vuer::max_running_handlers). If the session ends while the switch is held, its handlers
/// are called with the release up to their first await; readers of the queue see the end instead.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadMan {
    parts: Vec<Part>,
    timeout: Duration,
    streams: Vec<Stream>,
}

/// A button of a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Button {
    /// The trigger, under the index finger.
    Trigger,
    /// The grip, under the middle finger.
    Squeeze,
    /// The touchpad, pressed down.
    Touchpad,
    /// The thumbstick, pressed down.
    Thumbstick,
    /// A on the right controller, X on the left.
    A,
    /// B on the right controller, Y on the left.
    B,
}

impl Button {
    /// Its field in the state of a controller.
    fn field(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Squeeze => "squeeze",
            Self::Touchpad => "touchpad",
            Self::Thumbstick => "thumbstick",
            Self::A => "aButton",
            Self::B => "bButton",
        }
    }
}

/// One thing that may be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    stream: Stream,
    side: Side,
    field: &'static str,
}

impl Part {
    /// Whether an event of its stream tells that it is held.
    fn is_held(&self, pose: &Pose<'_>) -> bool {
        pose.is_tracked(Some(self.side)) && pose.is_pressed(self.side, self.field)
    }
}

impl DeadMan {
    /// Held while the tips of thumb and index finger of this hand touch.
    pub fn pinch(side: Side) -> Self {
        Self::new().or_pinch(side)
    }

    /// Held while this button is pressed.
    pub fn button(side: Side, button: Button) -> Self {
        Self::new().or_button(side, button)
    }

    fn new() -> Self {
        Self {
            parts: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            streams: Stream::ALL.to_vec(),
        }
    }

    /// Held also while this hand pinches.
    pub fn or_pinch(self, side: Side) -> Self {
        self.or(Stream::Hands, side, "pinch")
    }

    /// Held also while this button is pressed.
    pub fn or_button(self, side: Side, button: Button) -> Self {
        self.or(Stream::Controllers, side, button.field())
    }

    fn or(mut self, stream: Stream, side: Side, field: &'static str) -> Self {
        self.parts.push(Part {
            stream,
            side,
            field,
        });
        self
    }

    /// How old a pose may be that holds the switch, or is let through. Default: 200 ms.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// The streams whose events are held back. Default: all.
    pub fn streams(self, streams: impl IntoIterator<Item = Stream>) -> Self {
        Self {
            streams: streams.into_iter().collect(),
            ..self
        }
    }
}

/// The switch of one session.
#[derive(Debug)]
pub(super) struct Grip {
    switch: DeadMan,
    /// Of each part of the switch.
    leases: Vec<Lease>,
}

/// What an event of a stream has done to the switch, and whether it may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) was_released: bool,
    pub(super) is_taken_hold_of: bool,
    pub(super) passes: bool,
}

impl Verdict {
    /// Where there is no switch.
    pub(super) const PASSES: Self = Self {
        was_released: false,
        is_taken_hold_of: false,
        passes: true,
    };
}

impl Grip {
    pub(super) fn new(switch: DeadMan) -> Self {
        let leases = switch.parts.iter();
        let leases = leases.map(|_| Lease::new(switch.timeout)).collect();
        Self { switch, leases }
    }

    pub(super) fn pose(&mut self, pose: &Pose<'_>, now: Instant) -> Verdict {
        let was_released = self.expire(now);
        let was_held = self.is_held();
        let is_young = now < after(pose.taken, self.switch.timeout);
        let parts = self.switch.parts.iter().zip(&mut self.leases);
        for (part, lease) in parts.filter(|(part, _)| part.stream == pose.stream) {
            if is_young && part.is_held(pose) {
                lease.renew(pose.taken, now);
            } else {
                lease.end();
            }
        }
        let is_held = self.is_held();
        Verdict {
            was_released: was_released || was_held && !is_held,
            is_taken_hold_of: is_held && !was_held,
            passes: !self.holds_back(pose.stream) || is_held && is_young,
        }
    }

    /// Whether events of this stream pass only while it is held.
    pub(super) fn holds_back(&self, stream: Stream) -> bool {
        self.switch.streams.contains(&stream)
    }

    pub(super) fn is_held(&self) -> bool {
        self.leases.iter().any(Lease::holds)
    }

    /// Time has passed. True if that has released it.
    pub(super) fn expire(&mut self, now: Instant) -> bool {
        self.changes(|lease| lease.expire(now))
    }

    /// Releases it. True if it was held.
    pub(super) fn release(&mut self) -> bool {
        self.changes(Lease::end)
    }

    fn changes(&mut self, change: impl Fn(&mut Lease) -> bool) -> bool {
        let was_held = self.is_held();
        for lease in &mut self.leases {
            change(lease);
        }
        was_held && !self.is_held()
    }

    /// When [`Self::expire`] is due.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.leases.iter().filter_map(Lease::deadline).min()
    }
}
