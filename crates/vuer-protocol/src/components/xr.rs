//! Hands and controllers of a headset, and the room around it.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::Color;
use crate::value::Value;

/// Sends HAND_MOVE in a headset, which is asked for hands only while this is in the scene, and shows the hands.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "hands")]
pub struct Hands {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Events per second at most; they come with the headset's frames.
    #[component(default = 30)]
    pub fps: Option<f64>,
    /// Whether events are sent. The original's clients: false.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Whether the left hand is in the events. The original's clients read `disable_left` instead.
    #[component(default = true)]
    pub left: Option<bool>,
    /// Whether the right hand is in the events. The original's clients read `disable_right` instead.
    #[component(default = true)]
    pub right: Option<bool>,
    /// Whether the left hand is neither shown nor in the events.
    #[component(default = false)]
    pub disable_left: Option<bool>,
    /// Whether the right hand is neither shown nor in the events.
    #[component(default = false)]
    pub disable_right: Option<bool>,
    /// Whether the left hand is not shown.
    #[component(default = false)]
    pub hide_left: Option<bool>,
    /// Whether the right hand is not shown.
    #[component(default = false)]
    pub hide_right: Option<bool>,
    /// Whether each joint shows its axes.
    #[component(default = true)]
    pub show_frame: Option<bool>,
    /// Length of those axes in metres.
    #[component(default = 0.02)]
    pub frame_scale: Option<f64>,
    /// Factor by which the joints are spread about the wrist, in the picture and in the events.
    #[component(default = 1)]
    pub scale: Option<f64>,
    /// Kinds of input that the original's Python package names here. No client reads it.
    pub event_type: Option<Vec<String>>,
    /// The value of an event HAND_MOVE, of which the hands are drawn outside a headset. The original's
    /// clients do not read it; see [`HandsView`](super::HandsView).
    pub pose: Option<Value>,
}

/// Sends CONTROLLER_MOVE in a headset, and shows the controllers. HAPTIC_ACTUATOR_PULSE makes them pulse. Outside a headset
/// it shows those of `pose`.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "motionControllers")]
pub struct MotionControllers {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Events per second at most; they come with the headset's frames.
    #[component(default = 30)]
    pub fps: Option<f64>,
    /// Whether events are sent. The original's clients: false.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Whether the left controller is in the events. The original's clients: false.
    #[component(default = true)]
    pub left: Option<bool>,
    /// Whether the right controller is in the events. The original's clients: false.
    #[component(default = true)]
    pub right: Option<bool>,
    /// Kinds of input that the original's Python package names here. No client reads it.
    pub event_types: Option<Vec<String>>,
    /// Strength of a pulse in the left hand, from 0 to 1. The original's clients read none of these: send
    /// them HAPTIC_ACTUATOR_PULSE.
    #[component(default = 1)]
    pub pulse_left_strength: Option<f64>,
    /// Length of that pulse in milliseconds.
    #[component(default = 100)]
    pub pulse_left_duration: Option<f64>,
    /// A text that is new for each pulse in the left hand: an update with another one is what pulses.
    pub pulse_left_hash: Option<String>,
    /// Strength of a pulse in the right hand, from 0 to 1. The original's clients read none of these: send
    /// them HAPTIC_ACTUATOR_PULSE.
    #[component(default = 1)]
    pub pulse_right_strength: Option<f64>,
    /// Length of that pulse in milliseconds.
    #[component(default = 100)]
    pub pulse_right_duration: Option<f64>,
    /// A text that is new for each pulse in the right hand: an update with another one is what pulses.
    pub pulse_right_hash: Option<String>,
    /// The value of an event CONTROLLER_MOVE, of which the controllers are drawn outside a headset, with
    /// what is pressed. The original's clients do not read it.
    pub pose: Option<Value>,
}

/// The room as a headset sees it: meshes, each in a colour of its own, which WEBXR_MESH_UPDATE tells and
/// GET_WEBXR_MESH asks for.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "webxr-mesh")]
pub struct WebXRMesh {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// One colour for all meshes.
    pub color: Option<Color>,
    /// Opacity of their faces, from 0 to 1; their edges are always opaque.
    #[component(default = 0.15)]
    pub opacity: Option<f64>,
    /// Whether WEBXR_MESH_UPDATE is sent when a mesh is new, changed or gone.
    #[component(default = true)]
    pub auto_update: Option<bool>,
    /// Meshes that are drawn outside a headset, in the form of those events: maps of `vertices` (x, y, z of
    /// each), `indices` (three for each triangle) and `matrix`. The original's clients do not read it.
    pub meshes: Option<Value>,
}
