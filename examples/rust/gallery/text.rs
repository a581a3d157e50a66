//! Text in the scene.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[picture!("Text", text)];

fn text() -> impl Children {
    (
        c::Text::new()
            .child("Vuer")
            .font_size(0.5)
            .color("#d8382c")
            .outline_width(0.02)
            .outline_color("white")
            .position([0.0, 0.75, 0.0]),
        c::Text::new()
            .child("λόγος · слово")
            .font_size(0.2)
            .color("#1d3557")
            .position([0.0, 0.3, 0.0]),
    )
}
