//! Lines, arrows, axes, grids.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Line", line),
    picture!("Arrow", arrow),
    picture!("CoordsMarker", coords_marker),
    picture!("Grid", grid)
        .setting(Setting::Light)
        .seen([4.0, 3.0, 6.0], [0.0, 0.0, 0.0]),
];

fn line() -> impl Children {
    let turns = (0..200).map(|index| f64::from(index) / 199.0);
    let points = turns.clone().map(|share| {
        let (sin, cos) = (share * 4.0 * std::f64::consts::TAU).sin_cos();
        let radius = 0.6 * (1.0 - share) + 0.1;
        [radius * cos, 1.1 * share, radius * sin]
    });
    let colors = turns.map(|share| format!("hsl({}, 90%, 45%)", (300.0 * share) as u32));
    c::Line::new()
        .points(points.collect::<Vec<_>>())
        .vertex_colors(colors.map(Into::into).collect::<Vec<_>>())
        .line_width(6.0)
        .position([0.0, 0.05, 0.0])
}

fn arrow() -> impl Children {
    let arrow = |direction: [f64; 3], color: &str| {
        c::Arrow::new()
            .direction(direction)
            .color(color)
            .position([0.0, 0.05, 0.0])
    };
    (
        arrow([1.0, 0.3, 0.4], "tomato"),
        arrow([-0.4, 1.0, 0.0], "mediumseagreen"),
        arrow([-0.6, 0.3, 0.8], "royalblue"),
    )
}

fn coords_marker() -> impl Children {
    (
        c::CoordsMarker::new().scale(0.8),
        c::CoordsMarker::new()
            .scale(0.5)
            .position([-0.6, 0.5, 0.3])
            .rotation([0.6, 0.4, 0.5])
            .head_scale(2.0),
    )
}

fn grid() -> impl Children {
    let grid = c::Grid::new()
        .cell_size(0.25)
        .cell_color("#8a97a8")
        .section_color("#23aaff")
        .section_thickness(2.0)
        .fade_distance(25.0);
    let cube = c::Box::new().position([0.0, 0.5, 0.0]).color("tomato");
    (grid, cube)
}
