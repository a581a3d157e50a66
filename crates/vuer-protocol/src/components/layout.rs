//! The scene and what gives it structure.

use vuer_macros::Component;

use crate::base::Base;
use crate::component::Children;
use crate::groups::Object3d;
use crate::node::Container;
use crate::prop::Vec3;

/// The root of what a client shows.
#[derive(Debug, Clone, Default, Component)]
pub struct Scene {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Which way is up, for the grid and the cameras made later.
    #[component(default = [0, 1, 0])]
    pub up: Option<Vec3>,
}

impl Scene {
    /// Adds to the background: grid, lights, controls, cameras.
    #[must_use]
    pub fn bg_child(self, children: impl Children) -> Self {
        crate::BaseProps::add_to(self, Container::BgChildren, children)
    }

    /// Adds beside the scene: drawn at once, without waiting for what the children load.
    #[must_use]
    pub fn raw_child(self, children: impl Children) -> Self {
        crate::BaseProps::add_to(self, Container::RawChildren, children)
    }

    /// Adds HTML over the canvas.
    #[must_use]
    pub fn html_child(self, children: impl Children) -> Self {
        crate::BaseProps::add_to(self, Container::HtmlChildren, children)
    }
}

/// A frame of reference: what it holds moves with it.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "VuerGroup")]
pub struct Group {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
}
