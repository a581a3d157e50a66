//! Points and triangles in bulk.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Color, Colors, Coordinates, Halves, Indices};

/// A cloud of points.
///
/// ```
/// use vuer_protocol::components as c;
///
/// let points = vec![[0.0_f32, 1.0, -2.0], [0.5, 1.0, -2.0]];
/// let cloud = c::PointCloud::new().vertices(points).colors([[255_u8, 0, 0], [0, 255, 0]]).size(0.02);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct PointCloud {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// N × 3 coordinates in metres. They travel as 16-bit floats: near the origin to a millimetre or
    /// better, at 8 metres to 8 millimetres. [`Coordinates::exact`] sends 32-bit floats, which only our
    /// client reads.
    pub vertices: Option<Coordinates>,
    /// N × 3 colours, red, green, blue from 0 to 255; floats from 0 to 1. A fourth column is left out,
    /// unless it is asked for by [`Colors::with_alpha`], which only our client reads.
    pub colors: Option<Colors>,
    /// Diameter of a point in metres.
    #[component(default = 0.01)]
    pub size: Option<f64>,
    /// Colour of points without `colors`.
    pub color: Option<Color>,
}

/// A mesh of triangles.
#[derive(Debug, Clone, Default, Component)]
pub struct TriMesh {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like. The material is `standard` and both sides are drawn if nothing else is
    /// set.
    #[component(group)]
    pub surface: Surface,
    /// N × 3 coordinates in metres, sent as 16-bit floats; by [`Coordinates::exact`] as 32-bit floats,
    /// which only our client reads.
    pub vertices: Option<Coordinates>,
    /// M × 3 indices into the vertices, anticlockwise seen from the front.
    pub faces: Option<Indices>,
    /// N × 3 colours, red, green, blue from 0 to 255; floats from 0 to 1. A fourth column is left out,
    /// unless it is asked for by [`Colors::with_alpha`], which only our client reads.
    pub colors: Option<Colors>,
    /// N × 2 coordinates on the maps of the material, from 0 to 1.
    pub uv: Option<Halves>,
}
