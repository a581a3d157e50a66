//! Hands and controllers of a headset.

use vuer_macros::Component;

use crate::base::Base;

/// Sends HAND_MOVE in a headset, and shows the hands.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "hands")]
pub struct Hands {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Events per second.
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
}

/// Sends CONTROLLER_MOVE in a headset, and shows the controllers. HAPTIC_ACTUATOR_PULSE makes them
/// pulse.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "motionControllers")]
pub struct MotionControllers {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Events per second.
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
    /// Strength of a pulse in the left hand, from 0 to 1. No client reads it; send
    /// HAPTIC_ACTUATOR_PULSE.
    pub pulse_left_strength: Option<f64>,
    /// Length of that pulse in milliseconds. No client reads it.
    pub pulse_left_duration: Option<f64>,
    /// A text that is new for each pulse in the left hand. No client reads it.
    pub pulse_left_hash: Option<String>,
    /// Strength of a pulse in the right hand, from 0 to 1. No client reads it; send
    /// HAPTIC_ACTUATOR_PULSE.
    pub pulse_right_strength: Option<f64>,
    /// Length of that pulse in milliseconds. No client reads it.
    pub pulse_right_duration: Option<f64>,
    /// A text that is new for each pulse in the right hand. No client reads it.
    pub pulse_right_hash: Option<String>,
}
