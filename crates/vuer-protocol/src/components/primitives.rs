//! Primitives that a few numbers describe.
//!
//! `args` are the arguments of the three.js geometry in its order; those left out at the end have
//! their defaults. Angles are radians.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Args, Numbers};

/// A cuboid, centred on its position.
#[derive(Debug, Clone, Default, Component)]
pub struct Box {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Width, height and depth in metres, then the number of segments along each.
    #[component(default = [1, 1, 1, 1, 1, 1])]
    pub args: Option<Numbers>,
}

/// A cylinder along y with half a sphere at either end.
#[derive(Debug, Clone, Default, Component)]
pub struct Capsule {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius and length of the cylinder in metres, segments of the caps along y, segments around,
    /// segments of the cylinder along y.
    #[component(default = [1, 1, 4, 8, 1])]
    pub args: Option<Numbers>,
}

/// A disc or a sector of one, in the plane of x and y, facing +z.
#[derive(Debug, Clone, Default, Component)]
pub struct Circle {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius in metres, segments, where the sector begins, its angle.
    #[component(default = [1, 8, 0, 6.283185307179586])]
    pub args: Option<Numbers>,
}

/// A cone along y, its tip up.
#[derive(Debug, Clone, Default, Component)]
pub struct Cone {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius and height in metres, segments around and along y, whether the base is open, where the
    /// sector begins, its angle.
    #[component(default = [1, 1, 8, 1, false, 0, 6.283185307179586])]
    pub args: Option<Args>,
}

/// A cylinder along y, or part of a cone.
#[derive(Debug, Clone, Default, Component)]
pub struct Cylinder {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius at the top and at the bottom and height in metres, segments around and along y, whether
    /// the ends are open, where the sector begins, its angle.
    #[component(default = [1, 1, 1, 8, 1, false, 0, 6.283185307179586])]
    pub args: Option<Args>,
}

/// A rectangle in the plane of x and y, facing +z.
#[derive(Debug, Clone, Default, Component)]
pub struct Plane {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Width and height in metres, then the number of segments along each.
    #[component(default = [1, 1, 1, 1])]
    pub args: Option<Numbers>,
}

/// A disc with a hole, in the plane of x and y, facing +z.
#[derive(Debug, Clone, Default, Component)]
pub struct Ring {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Inner and outer radius in metres, segments around, segments between the radii, where the sector
    /// begins, its angle.
    #[component(default = [0.5, 1, 8, 1, 0, 6.283185307179586])]
    pub args: Option<Numbers>,
}

/// A sphere, or part of one.
#[derive(Debug, Clone, Default, Component)]
pub struct Sphere {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius in metres, segments around and from pole to pole, where the sector around y begins, its
    /// angle, where the sector from the upper pole begins, its angle.
    #[component(default = [1, 32, 16, 0, 6.283185307179586, 0, 3.141592653589793])]
    pub args: Option<Numbers>,
}

/// A ring of round section, about z.
#[derive(Debug, Clone, Default, Component)]
pub struct Torus {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius of the ring and of its section in metres, segments around the section, segments around
    /// the ring, its angle.
    #[component(default = [1, 0.4, 8, 6, 6.283185307179586])]
    pub args: Option<Numbers>,
}

/// A knot wound about a torus.
#[derive(Debug, Clone, Default, Component)]
pub struct TorusKnot {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// Radius of the torus and of the section in metres, segments along the knot and around the
    /// section, windings about the axis and windings about the ring.
    #[component(default = [1, 0.4, 64, 8, 2, 3])]
    pub args: Option<Numbers>,
}

/// The edges of a solid: the lines where faces meet at an angle.
///
/// The original's clients draw nothing for it, since they want a geometry as its first argument.
#[derive(Debug, Clone, Default, Component)]
pub struct Edges {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// The solid: nil for the mesh it stands in, a primitive's tag and args in a list, or a map of
    /// `vertices` and `faces`. Then the angle between faces, in degrees, from which on their edge is
    /// drawn.
    #[component(default = [null, 1])]
    pub args: Option<Args>,
}

/// All edges of a solid's triangles.
///
/// The original's clients draw nothing for it, since they want a geometry as its argument.
#[derive(Debug, Clone, Default, Component)]
pub struct Wireframe {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// The solid: nil for the mesh it stands in, a primitive's tag and args in a list, or a map of
    /// `vertices` and `faces`.
    pub args: Option<Args>,
}
