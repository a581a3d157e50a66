//! Geometric primitives.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Color, Numbers};

/// A cuboid, centred on its position.
#[derive(Debug, Clone, Default, Component)]
pub struct Box {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Width, height and depth in metres, then how many segments each is divided into.
    #[component(default = [1, 1, 1, 1, 1, 1])]
    pub args: Option<Numbers>,
    /// The colour of the surface. The original's clients read it only inside `material`.
    pub color: Option<Color>,
}
