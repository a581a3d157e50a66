//! Bodies as a headset tracks them, drawn as bones.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::Numbers;
use crate::value::Value;

/// Two hands, drawn from the joints that they are given, without a headset: what HAND_MOVE has told of
/// somebody's hands, or where the hands of a robot should be.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::event::view::Hand;
///
/// fn shown(left: &Hand) -> c::HandsView {
///     let numbers: Vec<f64> = left.joints().iter().flat_map(|joint| joint.0).collect();
///     c::HandsView::new().left(numbers)
/// }
/// ```
#[derive(Debug, Clone, Default, Component)]
#[component(key = "hands-view")]
pub struct HandsView {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The left hand: 25 matrices of 16 numbers, column-major, in WebXR's order of joints. Matrices by
    /// rows, which the original's client expects, are told apart by their last row. Absent, it is not
    /// drawn.
    pub left: Option<Numbers>,
    /// The right hand, in the same form.
    pub right: Option<Numbers>,
    /// Whether each joint shows its axes.
    #[component(default = false)]
    pub show_frame: Option<bool>,
    /// Length of those axes in metres.
    #[component(default = 0.02)]
    pub frame_scale: Option<f64>,
    /// Factor by which the joints are spread about the wrist.
    #[component(default = 1)]
    pub scale: Option<f64>,
}

/// A body, which a headset tracks and BODY_MOVE tells. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "body_tracking")]
pub struct Body {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Events per second at most; they come with the headset's frames.
    #[component(default = 30)]
    pub fps: Option<f64>,
    /// Whether events are sent.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Whether the joints of the left hand are in the events.
    #[component(default = false)]
    pub left_hand: Option<bool>,
    /// Whether the joints of the right hand are in the events.
    #[component(default = false)]
    pub right_hand: Option<bool>,
    /// Whether the body that the headset tracks is shown.
    #[component(default = false)]
    pub show_body: Option<bool>,
    /// Whether each joint shows its axes.
    #[component(default = true)]
    pub show_frame: Option<bool>,
    /// Length of those axes in metres.
    #[component(default = 0.02)]
    pub frame_scale: Option<f64>,
    /// The value of an event BODY_MOVE or BODY_TRACKING_MOVE, of which the body is drawn outside a
    /// headset. The original's clients do not read it.
    pub pose: Option<Value>,
}

/// A body as 0.0.71 tracks it: the same as [`Body`], told by BODY_TRACKING_MOVE. Gone in 0.1.6.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "body_tracking")]
pub struct Bodies {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Events per second at most; they come with the headset's frames.
    #[component(default = 30)]
    pub fps: Option<f64>,
    /// Whether events are sent.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Whether nothing of it is shown.
    #[component(default = false)]
    pub hide_indicate: Option<bool>,
    /// Whether each joint shows its axes.
    #[component(default = true)]
    pub show_frame: Option<bool>,
    /// Length of those axes in metres.
    #[component(default = 0.02)]
    pub frame_scale: Option<f64>,
    /// The value of an event BODY_MOVE or BODY_TRACKING_MOVE, of which the body is drawn outside a
    /// headset. The original's clients do not read it.
    pub pose: Option<Value>,
}

/// The head, which a headset tracks and HEAD_MOVE tells. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "head_tracking")]
pub struct Head {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Events per second at most; they come with the headset's frames.
    #[component(default = 30)]
    pub fps: Option<f64>,
    /// Whether events are sent.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Whether the head that the headset tracks is shown.
    #[component(default = false)]
    pub show: Option<bool>,
    /// Length of its axes in metres.
    #[component(default = 0.05)]
    pub frame_scale: Option<f64>,
    /// The value of an event HEAD_MOVE, of which the head is drawn outside a headset. The original's
    /// clients do not read it.
    pub pose: Option<Value>,
}
