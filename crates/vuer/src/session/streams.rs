//! The streams of poses that a headset sends, and what an event of one says.

use tokio::time::Instant;
use vuer_protocol::event::ClientEvent;

use super::coalesce::Reader;

/// A stream of poses.
///
/// An event counts as a pose of its stream if it says where something *is*: hands and controllers that are not tracked
/// are sent as nil, and an event with nothing else is not a pose, though the client is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stream {
    /// HAND_MOVE, with at least one hand that is tracked.
    Hands,
    /// CONTROLLER_MOVE, with at least one controller that is tracked.
    Controllers,
    /// BODY_MOVE and BODY_TRACKING_MOVE, with a body.
    Body,
    /// HEAD_MOVE.
    Head,
    /// CAMERA_MOVE.
    Camera,
}

/// Of which hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

impl Side {
    /// The fields of an event of hands or controllers: where this one is, and what it does.
    fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Left => ("left", "leftState"),
            Self::Right => ("right", "rightState"),
        }
    }
}

/// An event of a stream, and when what it tells of was so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pose<'a> {
    pub(crate) stream: Stream,
    pub(crate) taken: Instant,
    pub(crate) event: &'a ClientEvent,
}

impl Pose<'_> {
    /// Whether it carries a pose, of the stream's sides only that one's. It is looked at, not decoded: it may have a
    /// thousand numbers.
    pub(crate) fn is_tracked(&self, side: Option<Side>) -> bool {
        let value = &self.event.raw_value;
        let is_there = |name| field(value, name).is_some_and(is_something);
        match (self.stream, side) {
            (Stream::Hands | Stream::Controllers, Some(side)) => is_there(side.fields().0),
            (Stream::Hands | Stream::Controllers, None) => is_there("left") || is_there("right"),
            (Stream::Head, _) => is_there("matrix"),
            (Stream::Body | Stream::Camera, _) => is_something(value),
        }
    }

    /// Whether a hand or controller says that this is pressed.
    pub(crate) fn is_pressed(&self, side: Side, button: &str) -> bool {
        let state = field(&self.event.raw_value, side.fields().1);
        let button = state.and_then(|state| field(state, button));
        button.is_some_and(|value| value == TRUE || value == PRESSED)
    }
}

impl Stream {
    /// All of them, in the order of their numbers.
    pub(crate) const ALL: [Self; 5] = [
        Self::Hands,
        Self::Controllers,
        Self::Body,
        Self::Head,
        Self::Camera,
    ];

    /// The stream that an event of this type belongs to.
    pub(crate) fn of(etype: &str) -> Option<Self> {
        Some(match etype {
            "HAND_MOVE" => Self::Hands,
            "CONTROLLER_MOVE" => Self::Controllers,
            "BODY_MOVE" | "BODY_TRACKING_MOVE" => Self::Body,
            "HEAD_MOVE" => Self::Head,
            "CAMERA_MOVE" => Self::Camera,
            _ => return None,
        })
    }
}

/// On the wire; the second is how a touchpad says it.
const TRUE: &[u8] = &[0xc3];
const PRESSED: &[u8] = b"\xa7pressed";

/// A field of a map, as it stands on the wire.
fn field<'a>(map: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut reader = Reader(map);
    for _ in 0..reader.map()? {
        let found = reader.str()? == name.as_bytes();
        let value = reader.value()?;
        if found {
            return Some(value);
        }
    }
    None
}

/// Whether a value is anything but nil, or a list or map of nothing.
fn is_something(value: &[u8]) -> bool {
    const EMPTY: [&[u8]; 5] = [&[], &[0xc0], &[0x90], &[0x80], &[0xde, 0, 0]];
    !EMPTY.contains(&value)
}

#[cfg(test)]
mod tests {
    use vuer_protocol::{Map, Value};

    use super::*;

    fn with<T>(etype: &str, value: impl Into<Value>, see: impl Fn(Pose<'_>) -> T) -> T {
        let event = ClientEvent::new(etype).with_value(&value.into());
        see(Pose {
            stream: Stream::of(etype).unwrap(),
            taken: Instant::now(),
            event: &event,
        })
    }

    fn is_tracked(etype: &str, value: impl Into<Value>) -> bool {
        with(etype, value, |pose| pose.is_tracked(None))
    }

    #[test]
    fn a_hand_that_is_not_there_is_no_pose() {
        let hand = || Value::from(vec![1.0; 400]);
        let hands = |left, right| Map::from([("left", left), ("right", right)]);
        for etype in ["HAND_MOVE", "CONTROLLER_MOVE"] {
            assert!(is_tracked(etype, hands(hand(), Value::Nil)));
            assert!(is_tracked(etype, hands(Value::Nil, hand())));
            assert!(!is_tracked(etype, hands(Value::Nil, Value::List(vec![]))));
            assert!(!is_tracked(etype, Map::new()));
            assert!(!is_tracked(etype, Value::Nil));
        }
        assert!(is_tracked("HEAD_MOVE", Map::from([("matrix", hand())])));
        assert!(!is_tracked("HEAD_MOVE", Map::new()));
        assert!(is_tracked("BODY_MOVE", Map::from([("body", hand())])));
        assert!(!is_tracked("BODY_TRACKING_MOVE", Map::new()));
        assert!(is_tracked("CAMERA_MOVE", Map::from([("matrix", hand())])));
        assert!(Stream::of("CLICK").is_none());
    }

    #[test]
    fn each_side_has_a_pose_and_buttons_of_its_own() {
        let value = Map::from([
            ("left", Value::Nil),
            ("right", vec![1.0; 16].into()),
            ("leftState", Map::new().into()),
            (
                "rightState",
                Map::from([
                    ("trigger", Value::from(true)),
                    ("squeeze", false.into()),
                    ("touchpad", "pressed".into()),
                    ("thumbstick", "touched".into()),
                    ("aButton", 1.into()),
                ])
                .into(),
            ),
        ]);
        with("CONTROLLER_MOVE", value, |pose| {
            assert!(pose.is_tracked(Some(Side::Right)) && !pose.is_tracked(Some(Side::Left)));
            let pressed = [
                "trigger",
                "squeeze",
                "touchpad",
                "thumbstick",
                "aButton",
                "bButton",
            ]
            .map(|button| pose.is_pressed(Side::Right, button));
            assert_eq!(pressed, [true, false, true, false, false, false]);
            assert!(!pose.is_pressed(Side::Left, "trigger"));
        });
        with("HEAD_MOVE", Value::from("nonsense"), |pose| {
            assert!(!pose.is_tracked(Some(Side::Left)) && !pose.is_pressed(Side::Left, "pinch"));
        });
    }
}
