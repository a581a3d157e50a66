//! Boxes around things.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Color, Corner, Vec3};

/// The edges of a box between two corners.
#[derive(Debug, Clone, Default, Component)]
pub struct BBox {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. `scale` is about the centre of the box, and 1.01 by default, so that the edges
    /// clear what is in the box.
    #[component(group)]
    pub object: Object3d,
    /// The lowest corner in metres.
    #[component(default = [-1, -1, -1])]
    pub min: Option<Corner>,
    /// The highest corner in metres.
    #[component(default = [1, 1, 1])]
    pub max: Option<Corner>,
    /// Colour of the edges.
    #[component(default = "0xffffff")]
    pub color: Option<Color>,
}

/// A box with glassy walls and edges as thick as one likes. Any number of them are drawn in one go,
/// with or without a [`BoundingBoxProvider`]. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct BoundingBox {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: `position` is the middle of the box, that of `min` and `max` if it is not set, and a `scale` of
    /// three numbers is its size in metres in place of theirs.
    #[component(group)]
    pub object: Object3d,
    /// The lowest corner in metres.
    #[component(default = [-0.5, -0.5, -0.5])]
    pub min: Option<Vec3>,
    /// The highest corner in metres.
    #[component(default = [0.5, 0.5, 0.5])]
    pub max: Option<Vec3>,
    /// Width, height and depth in metres around the node's place, in place of `min` and `max`. The
    /// original's clients ignore it.
    pub size: Option<Vec3>,
    /// Colour of edges and walls.
    #[component(default = "#00ff00")]
    pub color: Option<Color>,
    /// Opacity of the edges, from 0 to 1.
    #[component(default = 0.9)]
    pub edge_opacity: Option<f64>,
    /// Opacity of the walls, from 0 to 1.
    #[component(default = 0.1)]
    pub wall_opacity: Option<f64>,
    /// Width of the edges as a part of the box's size, from 0 to 0.5. Absent, that of the
    /// [`BoundingBoxProvider`] it stands in, or 0.02.
    pub edge_width: Option<f64>,
}

/// What the [`BoundingBox`]es among its children have in common. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct BoundingBoxProvider {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Width of the edges as a part of a box's size, from 0 to 0.5.
    #[component(default = 0.05)]
    pub edge_width: Option<f64>,
    /// How many boxes there may be. Our client draws any number.
    #[component(default = 10000)]
    pub max_instances: Option<u32>,
}
