//! What goes over the socket: one map a frame, with a type `etype`, a time `ts` and a payload.
//!
//! [`Downlink`] writes the server's frames and [`ServerEvent`] reads them; [`ClientEvent`] reads the
//! client's, with [`view`]s that give the payload of each type a Rust type; [`rpc`] has the requests
//! that a client answers.

mod client;
mod downlink;
pub mod rpc;
mod server;
pub mod view;

pub use self::client::{ClientEvent, EventView};
pub use self::downlink::Downlink;
pub use self::rpc::{Request, Rpc};
pub use self::server::{HapticPulse, ResumeOffer, ServerEvent};
use std::time::{Duration, SystemTime};

use crate::codec::{DecodeError, FromWire};
use crate::component::{EventDef, PropType};

/// A moment, in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Timestamp(f64);

impl Timestamp {
    /// From milliseconds since 1970.
    pub const fn from_millis(millis: f64) -> Self {
        Self(millis)
    }

    /// From the number in a frame, which the original's clients send in milliseconds or in seconds.
    /// Below 10¹¹ it is seconds: as milliseconds that was in early 1973, as seconds it is in the year
    /// 5138.
    pub fn from_wire(number: f64) -> Result<Self, DecodeError> {
        if !number.is_finite() {
            return Err(DecodeError::Invalid("a time that is no number"));
        }
        Ok(Self(if number.abs() < 1e11 {
            number * 1000.0
        } else {
            number
        }))
    }

    /// Milliseconds since 1970.
    pub const fn as_millis(self) -> f64 {
        self.0
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let millis = |span: Duration| span.as_secs_f64() * 1000.0;
        Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => millis(since),
            Err(before) => -millis(before.duration()),
        })
    }
}

/// Every event of the client that has a view, in the order of the documentation.
pub const EVENTS: &[&EventDef] = &[
    view::Init::DEF,
    view::Link::DEF,
    view::DeadMan::DEF,
    view::Role::DEF,
    view::Control::DEF,
    view::HandMove::DEF,
    view::ControllerMove::DEF,
    view::HeadMove::DEF,
    view::BodyMove::DEF,
    view::BodyTrackingMove::DEF,
    view::MeshUpdate::DEF,
    view::FrameAge::DEF,
    view::CameraMove::DEF,
    view::CameraView::DEF,
    view::ObjectMove::DEF,
    view::ObjectMoveEnd::DEF,
    view::JointMove::DEF,
    view::Click::DEF,
    view::Hover::DEF,
    view::Drag::DEF,
    view::Selection::DEF,
    view::ImageClick::DEF,
    view::MouseClick::DEF,
    view::AddMarker::DEF,
    view::KeyDown::DEF,
    view::KeyUp::DEF,
    view::KeyPress::DEF,
    view::Gamepad::DEF,
    view::SliderSet::DEF,
    view::Input::DEF,
    view::Upload::DEF,
    view::TimelineStep::DEF,
    view::Load::DEF,
    view::LoadError::DEF,
    view::ContribLoad::DEF,
    view::Snapshot::DEF,
    view::Warning::DEF,
    view::MjLoad::DEF,
    view::MjFrame::DEF,
];

/// The type of each request, and the type of the value of its answer.
pub const REPLIES: &[(&str, PropType)] = &[
    reply::<rpc::GrabRender>(),
    reply::<rpc::GetWebXrMesh>(),
    reply::<rpc::MjStep>(),
    reply::<rpc::MjRender>(),
];

const fn reply<R: Rpc>() -> (&'static str, PropType) {
    (R::ETYPE, <R::Reply as FromWire>::TYPE)
}
