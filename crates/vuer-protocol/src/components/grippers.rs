//! Hands of robots.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::Color;

/// A robot's gripper with two parallel jaws, the left one blue and the right one red. Its origin is
/// between the finger tips; the fingers point along −y and close along x.
#[derive(Debug, Clone, Default, Component)]
pub struct Gripper {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Half the distance between the jaws in metres.
    #[component(default = 0.04)]
    pub pinch_width: Option<f64>,
    /// Colour of all of it but the ball; absent, each part has its own.
    pub color: Option<Color>,
    /// Whether it is drawn as a [`SkeletalGripper`].
    #[component(default = false)]
    pub skeleton: Option<bool>,
    /// Whether its axes are drawn at its origin, a tenth of a metre long.
    #[component(default = false)]
    pub axes: Option<bool>,
    /// Whether a green ball marks its origin.
    #[component(default = true)]
    pub show_origin: Option<bool>,
}

/// A robot's gripper as bars. Its origin is between the finger tips; the fingers point along −y and close along z,
/// where those of a [`Gripper`] do along x. The one towards +z is blue, the other red.
#[derive(Debug, Clone, Default, Component)]
pub struct SkeletalGripper {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Half the distance between the jaws in metres.
    #[component(default = 0.07)]
    pub pinch_width: Option<f64>,
    /// Colour of all of it; absent, each part has its own.
    pub color: Option<Color>,
    /// From 0, invisible, to 1.
    #[component(default = 0.9)]
    pub opacity: Option<f64>,
}
