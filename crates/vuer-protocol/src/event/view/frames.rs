//! Pictures that are shown.

use vuer_macros::{EventView, FromWire};

/// How old the pictures of a component were when they were seen, of those that had a `capturedAt`: once
/// a second while there are new ones. The event's key is the component's. Sent by our own client only.
#[derive(Debug, Clone, Copy, PartialEq, FromWire, EventView)]
#[event(etype = "FRAME_AGE")]
pub struct FrameAge {
    /// Of the newest, in milliseconds from `capturedAt` to the end of the drawing that showed it.
    pub age: f64,
    /// Of the oldest since the event before.
    pub worst: f64,
    /// How many were shown since the event before. Those that a newer one has overtaken are not.
    pub frames: f64,
}
