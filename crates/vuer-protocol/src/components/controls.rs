//! What the user takes hold of, and what listens or answers without drawing anything.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Handles, Object3d};
use crate::prop::Color;

/// A handle on what it holds: dragging it moves the children and sends OBJECT_MOVE, then
/// OBJECT_MOVE_END.
///
/// In a headset the ray of a hand or a controller takes the same handles, by a pinch or the trigger; the ball in their
/// middle goes and turns with the hand. The original has a cube there, which a squeeze drags.
#[derive(Debug, Clone, Default, Component)]
pub struct Movable {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Its `scale` is the size of the handle, not of the children: a tenth of it in
    /// metres, 0.4 if it is not set. With `hide` the handle goes and the children stay.
    #[component(group)]
    pub object: Object3d,
    /// The handles. Without a `line_width` it is 2; no annotations unless asked for.
    #[component(group)]
    pub handles: Handles,
    /// Whether, in a headset, the children turn about themselves and not about the hand.
    #[component(default = false)]
    pub local_rotation: Option<bool>,
}

/// Larger handles on what it holds: like [`Movable`], but ten times its size at the same `scale`.
#[derive(Debug, Clone, Default, Component)]
pub struct Pivot {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Its `scale` is the length of the handle's arrows in metres, 0.4 if it is not
    /// set, not a factor for the children. With `hide` the handle goes and the children stay.
    #[component(group)]
    pub object: Object3d,
    /// The handles. Without a `line_width` it is 1; no annotations unless asked for.
    #[component(group)]
    pub handles: Handles,
}

/// What a [`Movable`] is in a headset, on the page as well: small handles a metre before the origin, at
/// its height. The original has it without a class in Python.
#[derive(Debug, Clone, Default, Component)]
pub struct PivotXR {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; without a `position` at `[0, 1, -1]`. Its `scale` is the length of the arrows in
    /// metres, 0.1 if it is not set. With `hide` the handle goes and the children stay.
    #[component(group)]
    pub object: Object3d,
    /// The handles. Without a `line_width` it is 2; no annotations unless asked for.
    #[component(group)]
    pub handles: Handles,
    /// Whether, in a headset, the children turn about themselves and not about the hand.
    #[component(default = false)]
    pub local_rotation: Option<bool>,
}

/// A [`Pivot`] that shows the pose beside the handles while it changes, for copying. The original has
/// it without a class in Python, and does not tell the program.
#[derive(Debug, Clone, Default, Component)]
pub struct AnnotatedPivotControls {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Its `scale` is the length of the arrows in metres, 1 if it is not set. With
    /// `hide` the handle goes and the children stay.
    #[component(group)]
    pub object: Object3d,
    /// The handles. Without a `line_width` it is 4; `annotations` are true.
    #[component(group)]
    pub handles: Handles,
    /// Height of the note's letters in pixels; absent, the panels'.
    pub font_size: Option<f64>,
}

/// Shifts the page's camera, and what it looks at, by keys: W, A, S and D along the ground, E and Q up
/// and down, ten times as far with Shift. The original has it in 0.0.71, without a class in Python, for
/// code of the page.
#[derive(Debug, Clone, Default, Component)]
pub struct KeyboardControls {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How far a press goes, in parts of `view_height`; at least a millimetre.
    #[component(default = 0.016)]
    pub pan_speed: Option<f64>,
    /// Metres that the view is high; absent, the distance to what the camera looks at.
    pub view_height: Option<f64>,
}

/// A group that tells what the pointer does to the nodes in it, by events of its own key: ON_CLICK, and
/// if asked for ON_HOVER and ON_DRAG. Each names the node that was met.
///
/// Nodes anywhere else send ON_CLICK by their own key. The original's clients do not know this
/// component.
#[derive(Debug, Clone, Default, Component)]
pub struct Clickable {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Place of the group.
    #[component(group)]
    pub object: Object3d,
    /// Whether ON_HOVER is sent when the pointer comes over a node, a point or an instance, and when it
    /// leaves. This project's client only.
    #[component(default = false)]
    pub hover: Option<bool>,
    /// Whether ON_DRAG is sent while a node is dragged, in place of turning the camera. The program
    /// decides what becomes of it. This project's client only.
    #[component(default = false)]
    pub drag: Option<bool>,
}

/// A group whose nodes the user selects: a click on one selects it alone, a click beside all of them
/// nothing. Each change sends ON_SELECT with the keys of what is selected; the program decides what
/// becomes of it. The original has it without a class in Python, for code of the page.
#[derive(Debug, Clone, Default, Component)]
pub struct Select {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Place of the group.
    #[component(group)]
    pub object: Object3d,
    /// Whether several can be selected: a click with Shift adds a node, or takes it out.
    #[component(default = false)]
    pub multiple: Option<bool>,
    /// Whether dragging with Shift draws a rectangle, and selects what has its middle in it; without
    /// `multiple` one of them.
    #[component(rename = "box", default = false)]
    pub rectangle: Option<bool>,
    /// Border of that rectangle, as in CSS.
    #[component(default = "1px solid #55aaff")]
    pub border: Option<String>,
    /// Colour of that rectangle, as in CSS.
    #[component(default = "rgba(75, 160, 255, 0.1)")]
    pub background_color: Option<String>,
}

/// A ball on the point of a point cloud that is under the pointer.
#[derive(Debug, Clone, Default, Component)]
pub struct Pointer {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Key of the node whose points count; absent, all.
    pub parent: Option<String>,
    /// Radius of the ball in metres.
    #[component(default = 0.01)]
    pub thres: Option<f64>,
    /// Colour of the ball.
    #[component(default = "red")]
    pub color: Option<Color>,
    /// Whether it sits in the middle of all points under the pointer, not on the nearest.
    #[component(default = false)]
    pub average: Option<bool>,
    /// Whether it is left out.
    #[component(default = false)]
    pub disable: Option<bool>,
}

/// Shows the point of a point cloud under the pointer, and sends ADD_MARKER when it is clicked;
/// MOUSE_CLICK for a click beside all points.
#[derive(Debug, Clone, Default, Component)]
pub struct PointerControls {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The key that the events carry; absent, the component's own. The original's clients send none
    /// then.
    pub parent_key: Option<String>,
    /// Key of the node whose points count; absent, all.
    pub parent: Option<String>,
}

/// Sends the keys that the user presses while the page has the focus, except those typed into a field.
/// The original's clients send those, too.
#[derive(Debug, Clone, Default, Component)]
pub struct KeyboardMonitor {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Whether KeyDown is sent: a key goes down, or repeats.
    #[component(default = false)]
    pub enable_key_down: Option<bool>,
    /// Whether KeyUp is sent.
    #[component(default = false)]
    pub enable_key_up: Option<bool>,
    /// Whether KeyPress is sent: a key goes down that makes a character, or Enter.
    #[component(default = false)]
    pub enable_key_press: Option<bool>,
}

/// A timeline at the lower edge of the page: play, pause, step and drag. Sends TIMELINE_STEP for each
/// step, thirty a second while it plays, and takes [`PlaybackAnimate`](super::PlaybackAnimate) with it.
/// The original's clients send each twice, and play on past the end.
#[derive(Debug, Clone, Default, Component)]
pub struct TimelineControls {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The first step.
    #[component(default = 0)]
    pub start: Option<f64>,
    /// The last step, where playing stops; absent, it goes on.
    pub end: Option<f64>,
    /// From one step to the next.
    #[component(default = 1)]
    pub step_size: Option<f64>,
    /// Whether it plays. The user's buttons decide until the program sets it again.
    #[component(default = false)]
    pub play: Option<bool>,
}

/// Lets the server ask for pictures of the canvas, with the request
/// [`GrabRender`](crate::event::rpc::GrabRender) of the same key.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "DEFAULT")]
pub struct GrabRender {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
}

/// Sends GAMEPAD while a gamepad is connected. The original's clients do not in today's browsers.
#[derive(Debug, Clone, Default, Component)]
pub struct Gamepad {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Which of the gamepads, from 0.
    #[component(default = 0)]
    pub index: Option<u32>,
}

/// A dial for each joint of a robot, in a panel of the page. Since 0.1.6, whose client makes it by itself.
///
/// It stands in a [`Urdf`](super::Urdf), or names one. Turning a dial sends JOINT_MOVE with the robot's key.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::{BaseProps, groups::ModelProps};
///
/// let robot = c::Urdf::new().src("/static/robot.urdf").child(c::UrdfDialControls::new());
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct UrdfDialControls {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Key of the robot; absent, it is that in which this stands.
    pub control_key: Option<String>,
}
