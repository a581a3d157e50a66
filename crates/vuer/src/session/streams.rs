//! The streams of poses that a headset sends, and whether an event of one carries a pose.

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

    /// The fields of an event's value of which one at least makes it a pose; none: the value itself.
    fn poses(self) -> &'static [&'static str] {
        match self {
            Self::Hands | Self::Controllers => &["left", "right"],
            Self::Head => &["matrix"],
            Self::Body | Self::Camera => &[],
        }
    }

    /// Whether an event of this stream carries a pose. It is looked at, not decoded: it may have a thousand numbers.
    pub(crate) fn is_tracked(self, event: &ClientEvent) -> bool {
        let poses = self.poses();
        if poses.is_empty() {
            return is_something(&event.raw_value);
        }
        poses
            .iter()
            .any(|name| field(event, name).is_some_and(is_something))
    }
}

/// A field of an event's value, as it stands on the wire.
pub(super) fn field<'a>(event: &'a ClientEvent, name: &str) -> Option<&'a [u8]> {
    let mut reader = Reader(&event.raw_value);
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

    fn is_tracked(etype: &str, value: impl Into<Value>) -> bool {
        let event = ClientEvent::new(etype).with_value(&value.into());
        Stream::of(etype).unwrap().is_tracked(&event)
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
}
