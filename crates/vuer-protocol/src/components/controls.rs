//! What the user takes hold of, and what listens or answers without drawing anything.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::Vec3;

/// A handle on what it holds: dragging it moves the children and sends OBJECT_MOVE, then
/// OBJECT_MOVE_END.
///
/// In a headset it is a cube of the same size: point at it, pinch to choose a hand, squeeze to drag.
#[derive(Debug, Clone, Default, Component)]
pub struct Movable {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Its `scale` is the size of the handle, not of the children: a tenth of it in
    /// metres, 0.4 if it is not set. With `hide` the handle goes and the children stay.
    #[component(group)]
    pub object: Object3d,
    /// Where the handle sits: from −1 to 1 along each axis of the box around the children.
    pub anchor: Option<Vec3>,
    /// By how much the handle is shifted from there, in metres.
    pub offset: Option<Vec3>,
    /// Width of the handle's lines in pixels.
    #[component(default = 2)]
    pub line_width: Option<f64>,
    /// Whether, in a headset, the children turn about themselves and not about the hand.
    #[component(default = false)]
    pub local_rotation: Option<bool>,
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
