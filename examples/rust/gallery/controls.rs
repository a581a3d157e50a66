//! What users take hold of.

use vuer::prop::Material;
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[picture!("Movable", movable)];

fn movable() -> impl Children {
    let cube = c::Box::new()
        .args([0.3, 0.3, 0.3])
        .material(Material::new().color("gold"));
    c::Movable::new()
        .position([0.0, 0.35, 0.0])
        .scale(0.8)
        .child(cube)
}
