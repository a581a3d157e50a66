//! The values of the client's events, one type each.
//!
//! Matrices are column-major, with the translation at 12, 13, 14; in XR they are in the frame of the
//! session: metres, right-handed, y up, −z forward, the origin on the floor.

use vuer_macros::{EventView, FromWire};

use crate::prop::Mat4;

/// The pose of the viewer's head.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "HEAD_MOVE")]
pub struct HeadMove {
    /// From the head's frame to that of the session.
    pub matrix: Mat4,
}
