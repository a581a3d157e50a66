//! Lines: through points, and along curves.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Object3d, Stroke};
use crate::prop::{Points, Vec3, words};

/// A line through points.
#[derive(Debug, Clone, Default, Component)]
pub struct Line {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What it looks like.
    #[component(group)]
    pub stroke: Stroke,
    /// The points, in metres.
    pub points: Option<Points>,
    /// Whether each two points are a line of their own.
    #[component(default = false)]
    pub segments: Option<bool>,
}

words! {
    /// How a [`CatmullRomLine`] spaces its curve between points.
    pub enum CurveType {
        /// By the root of the distance between points: no loops, and no cusps.
        Centripetal = "centripetal",
        /// By the distance between points: wide bends.
        Chordal = "chordal",
        /// Evenly, with a `tension`.
        CatmullRom = "catmullrom",
    }
}

/// A smooth line through points.
#[derive(Debug, Clone, Default, Component)]
pub struct CatmullRomLine {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What it looks like. `vertex_colors` are one for each point, blended along the curve.
    #[component(group)]
    pub stroke: Stroke,
    /// The points, in metres; at least two.
    pub points: Option<Points>,
    /// Whether the last point is joined to the first.
    #[component(default = false)]
    pub closed: Option<bool>,
    /// How the curve runs between points.
    #[component(default = "centripetal")]
    pub curve_type: Option<CurveType>,
    /// How straight a `catmullrom` curve is, from 0 to 1.
    #[component(default = 0.5)]
    pub tension: Option<f64>,
    /// Straight pieces that the whole curve is drawn with.
    #[component(default = 20)]
    pub segments: Option<u32>,
}

/// A cubic Bézier curve.
#[derive(Debug, Clone, Default, Component)]
pub struct CubicBezierLine {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What it looks like. `vertex_colors` are spread evenly along the curve.
    #[component(group)]
    pub stroke: Stroke,
    /// Where it begins, in metres.
    #[component(default = [0, 0, 0])]
    pub start: Option<Vec3>,
    /// Where it ends, in metres.
    #[component(default = [0, 0, 0])]
    pub end: Option<Vec3>,
    /// The point it heads for from its start; absent, the start itself.
    pub mid_a: Option<Vec3>,
    /// The point it comes from at its end; absent, the end itself.
    pub mid_b: Option<Vec3>,
    /// Straight pieces that it is drawn with.
    #[component(default = 20)]
    pub segments: Option<u32>,
}

/// A quadratic Bézier curve.
#[derive(Debug, Clone, Default, Component)]
pub struct QuadraticBezierLine {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What it looks like. `vertex_colors` are spread evenly along the curve.
    #[component(group)]
    pub stroke: Stroke,
    /// Where it begins, in metres.
    #[component(default = [0, 0, 0])]
    pub start: Option<Vec3>,
    /// Where it ends, in metres.
    #[component(default = [0, 0, 0])]
    pub end: Option<Vec3>,
    /// The point that it bends towards; absent, the one above or below the end, as high as the start.
    pub mid: Option<Vec3>,
    /// Straight pieces that it is drawn with.
    #[component(default = 20)]
    pub segments: Option<u32>,
}
