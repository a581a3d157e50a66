//! Polyhedra, and shapes drawn out of points.
//!
//! Points are lists of two or three numbers, in metres.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Args, Numbers};
use crate::value::{Map, Value};

/// A regular solid of four faces.
#[derive(Debug, Clone, Default, Component)]
pub struct Tetrahedron {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius in metres of the sphere around it, then how often each face is divided
    /// towards that sphere.
    #[component(default = [1, 0])]
    pub args: Option<Numbers>,
}

/// A regular solid of eight faces.
#[derive(Debug, Clone, Default, Component)]
pub struct Octahedron {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius in metres of the sphere around it, then how often each face is divided
    /// towards that sphere.
    #[component(default = [1, 0])]
    pub args: Option<Numbers>,
}

/// A regular solid of twelve faces.
#[derive(Debug, Clone, Default, Component)]
pub struct Dodecahedron {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius in metres of the sphere around it, then how often each face is divided
    /// towards that sphere.
    #[component(default = [1, 0])]
    pub args: Option<Numbers>,
}

/// A regular solid of twenty faces.
#[derive(Debug, Clone, Default, Component)]
pub struct Icosahedron {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius in metres of the sphere around it, then how often each face is divided
    /// towards that sphere.
    #[component(default = [1, 0])]
    pub args: Option<Numbers>,
}

/// A solid of triangles, blown up to a sphere.
#[derive(Debug, Clone, Default, Component)]
pub struct Polyhedron {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Coordinates of the corners one after the other, three indices into them for each face, radius in
    /// metres, how often each face is divided.
    #[component(default = [[], [], 1, 0])]
    pub args: Option<Args>,
}

/// A tube along a curve.
///
/// The original's clients cannot take the curve from the wire.
#[derive(Debug, Clone, Default, Component)]
pub struct Tube {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Points of the curve, or a map of `points`, `closed`, `curveType` and `tension`; segments along
    /// it, radius in metres, segments around, whether the tube is closed.
    #[component(default = [null, 64, 1, 8, false])]
    pub args: Option<Args>,
}

/// A flat shape drawn out along z.
///
/// The original's clients cannot take the shape from the wire.
#[derive(Debug, Clone, Default, Component)]
pub struct Extrude {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Points of the outline, a map of `points` and `holes` (a list of outlines), or a list of either.
    pub shapes: Option<Value>,
    /// Options of three.js's `ExtrudeGeometry`: `depth` (1) in metres, `steps` (1), `curveSegments` (12),
    /// `bevelEnabled` (true), `bevelThickness` (0.2), `bevelSize` (0.1), `bevelOffset` (0),
    /// `bevelSegments` (3), and `extrudePath`, a curve as `Tube` takes it, in place of `depth`.
    pub options: Option<Map>,
    /// Shapes and options in one list, in place of these props.
    pub args: Option<Args>,
}

/// A curve turned about y.
#[derive(Debug, Clone, Default, Component)]
pub struct Lathe {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Points x, y of the curve, segments around, where the sector begins, its angle.
    #[component(default = [[], 12, 0, 6.283185307179586])]
    pub args: Option<Args>,
}

/// A flat shape in the plane of x and y.
///
/// The original's clients cannot take the shape from the wire.
#[derive(Debug, Clone, Default, Component)]
pub struct Shape {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Outlines as `Extrude` takes them, then the segments of each curve.
    #[component(default = [null, 12])]
    pub args: Option<Args>,
}
