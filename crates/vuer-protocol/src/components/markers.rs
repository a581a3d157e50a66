//! Arrows, axes, the grid.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Color, Vec3};

/// An arrow from its position.
#[derive(Debug, Clone, Default, Component)]
pub struct Arrow {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where it points.
    #[component(default = [1, 0, 0])]
    pub direction: Option<Vec3>,
    /// Factor of the size of its head.
    #[component(default = 1)]
    pub head_scale: Option<f64>,
    /// Segments around.
    #[component(default = 10)]
    pub lod: Option<u32>,
    /// Its colour.
    #[component(default = "red")]
    pub color: Option<Color>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Whether only the edges of its triangles are drawn.
    #[component(default = false)]
    pub wireframe: Option<bool>,
}

/// A frame of reference: a red, a green and a blue arrow along x, y and z, a metre long.
#[derive(Debug, Clone, Default, Component)]
pub struct CoordsMarker {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Factor of the size of the arrows' heads.
    #[component(default = 1)]
    pub head_scale: Option<f64>,
    /// Segments around each arrow.
    #[component(default = 10)]
    pub lod: Option<u32>,
    /// One colour for all arrows.
    pub color: Option<Color>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Whether only the edges of the triangles are drawn.
    #[component(default = false)]
    pub wireframe: Option<bool>,
}

/// A grid on the ground: across the scene's `up`, following the camera, without end.
#[derive(Debug, Clone, Default, Component)]
pub struct Grid {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Height above the origin in metres.
    #[component(default = 0)]
    pub offset: Option<f64>,
    /// Width in metres of a grid that has an end.
    #[component(default = 10)]
    pub width: Option<f64>,
    /// Length in metres of a grid that has an end.
    #[component(default = 10)]
    pub height: Option<f64>,
    /// Segments of the plane along its width.
    #[component(default = 1)]
    pub width_segments: Option<u32>,
    /// Segments of the plane along its length.
    #[component(default = 1)]
    pub height_segments: Option<u32>,
    /// Distance of the thin lines in metres.
    #[component(default = 0.2)]
    pub cell_size: Option<f64>,
    /// Width of the thin lines.
    #[component(default = 0.6)]
    pub cell_thickness: Option<f64>,
    /// Colour of the thin lines.
    #[component(default = "#6f6f6f")]
    pub cell_color: Option<Color>,
    /// Distance of the thick lines in metres.
    #[component(default = 1)]
    pub section_size: Option<f64>,
    /// Width of the thick lines.
    #[component(default = 1.5)]
    pub section_thickness: Option<f64>,
    /// Colour of the thick lines.
    #[component(default = "#23aaff")]
    pub section_color: Option<Color>,
    /// Distance in metres at which the grid has faded away.
    #[component(default = 40)]
    pub fade_distance: Option<f64>,
    /// How suddenly it fades.
    #[component(default = 1)]
    pub fade_strength: Option<f64>,
    /// Whether it moves along with the camera.
    #[component(default = true)]
    pub follow_camera: Option<bool>,
    /// Whether it has no end.
    #[component(default = true)]
    pub infinite_grid: Option<bool>,
    /// Whether it can be clicked.
    #[component(default = false)]
    pub enable_raycast: Option<bool>,
}
