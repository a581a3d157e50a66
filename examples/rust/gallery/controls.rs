//! What users take hold of.

use vuer::prop::{Color, Material};
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Frame, Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Movable", movable),
    picture!("Pivot", pivot),
    picture!("PivotXR", pivot_xr),
    picture!("AnnotatedPivotControls", annotated_pivot_controls),
    picture!("TimelineControls", timeline_controls).frame(Frame::Page),
    picture!("UrdfDialControls", urdf_dial_controls).frame(Frame::Page),
];

fn movable() -> impl Children {
    let cube = c::Box::new()
        .args([0.3, 0.3, 0.3])
        .material(Material::new().color("gold"));
    c::Movable::new()
        .position([0.0, 0.35, 0.0])
        .scale(0.8)
        .child(cube)
}

fn pivot() -> impl Children {
    let ball = c::Sphere::new()
        .args([0.2])
        .material(Material::new().color("teal"));
    c::Pivot::new()
        .position([0.0, 0.35, 0.0])
        .scale(0.4)
        .child(ball)
}

fn pivot_xr() -> impl Children {
    let ball = c::Sphere::new()
        .args([0.1])
        .material(Material::new().color("coral"));
    c::PivotXR::new()
        .position([0.0, 0.35, 0.0])
        .scale(0.25)
        .child(ball)
}

fn annotated_pivot_controls() -> impl Children {
    let slab = c::Box::new()
        .args([0.5, 0.05, 0.3])
        .material(Material::new().color("steelblue"));
    c::AnnotatedPivotControls::new()
        .position([0.0, 0.2, 0.0])
        .scale(0.5)
        .active_axes([true, false, true])
        .axis_colors(["orange", "white", "purple"].map(Color::from))
        .child(slab)
}

fn timeline_controls() -> impl Children {
    c::TimelineControls::new().start(0.0).end(100.0)
}

fn urdf_dial_controls() -> impl Children {
    c::Urdf::new()
        .src("/static/arm/arm.urdf")
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .joint_values([("shoulder", 0.4), ("elbow", 1.2)])
        .child(c::UrdfDialControls::new())
}
