//! Curves, frustums, boxes, grippers.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("CatmullRomLine", catmull_rom_line),
    picture!("CubicBezierLine", cubic_bezier_line),
    picture!("QuadraticBezierLine", quadratic_bezier_line),
    picture!("Frustum", frustum),
    picture!("PerspectiveFrustum", perspective_frustum),
    picture!("OrthographicFrustum", orthographic_frustum),
    picture!("FisheyeFrustum", fisheye_frustum),
    picture!("CameraHelper", camera_helper),
    picture!("BBox", b_box),
    picture!("BoundingBox", bounding_box),
    picture!("BoundingBoxProvider", bounding_box_provider),
    picture!("Gripper", gripper),
    picture!("SkeletalGripper", skeletal_gripper),
];

fn catmull_rom_line() -> impl Children {
    let points = [
        [-0.9, 0.2, 0.0],
        [-0.4, 1.0, 0.3],
        [0.0, 0.2, -0.3],
        [0.4, 0.9, 0.2],
        [0.9, 0.3, 0.0],
    ];
    c::CatmullRomLine::new()
        .points(points)
        .segments(80)
        .line_width(6.0)
        .vertex_colors(
            ["tomato", "gold", "mediumseagreen", "deepskyblue", "orchid"]
                .map(Into::into)
                .to_vec(),
        )
}

fn cubic_bezier_line() -> impl Children {
    c::CubicBezierLine::new()
        .start([-0.9, 0.2, 0.0])
        .mid_a([-0.3, 1.8, 0.4])
        .mid_b([0.3, -1.0, -0.4])
        .end([0.9, 0.9, 0.0])
        .segments(40)
        .color("tomato")
        .line_width(6.0)
}

fn quadratic_bezier_line() -> impl Children {
    let cable = |height: f64, color: &str| {
        c::QuadraticBezierLine::new()
            .start([-0.9, height, 0.0])
            .mid([0.0, height - 0.8, 0.5])
            .end([0.9, height, 0.0])
            .segments(40)
            .color(color)
            .line_width(5.0)
    };
    (
        cable(0.8, "royalblue"),
        cable(1.1, "tomato")
            .dashed(true)
            .dash_size(0.08)
            .gap_size(0.05),
    )
}

fn frustum() -> impl Children {
    c::Frustum::new()
        .position([-0.5, 0.5, 0.5])
        .rotation([0.0, -0.7, 0.0])
        .fov(45.0)
        .near(0.25)
        .far(0.9)
        .focus(1.2)
        .src("/static/hills.jpg")
        .focal_length(0.9)
}

fn perspective_frustum() -> impl Children {
    c::PerspectiveFrustum::new()
        .position([-0.4, 0.5, 0.5])
        .rotation([0.0, -0.7, 0.0])
        .near(0.2)
        .far(1.1)
}

fn orthographic_frustum() -> impl Children {
    c::OrthographicFrustum::new()
        .position([-0.4, 0.5, 0.5])
        .rotation([0.0, -0.7, 0.0])
        .width(0.8)
        .height(0.5)
        .far(1.2)
}

fn fisheye_frustum() -> impl Children {
    c::FisheyeFrustum::new()
        .position([0.0, 0.6, 0.0])
        .rotation([0.0, -0.7, 0.0])
        .near(0.2)
        .far(0.6)
}

fn camera_helper() -> impl Children {
    c::PerspectiveCamera::new()
        .position([-0.5, 0.5, 0.5])
        .rotation([0.0, -0.7, 0.0])
        .use_viewpoint(false)
        .fov(45.0)
        .near(0.2)
        .far(1.2)
        .child(c::CameraHelper::new())
}

fn b_box() -> impl Children {
    (
        c::BBox::new()
            .min([-0.5, 0.0, -0.5])
            .max([0.5, 1.0, 0.5])
            .color("tomato"),
        c::Sphere::new()
            .args([0.5])
            .position([0.0, 0.5, 0.0])
            .color("#c8d0dc"),
    )
}

fn bounding_box() -> impl Children {
    (
        c::BoundingBox::new()
            .min([-0.7, 0.0, -0.4])
            .max([0.1, 0.7, 0.4]),
        c::BoundingBox::new()
            .position([0.55, 0.3, 0.2])
            .rotation([0.0, 0.5, 0.0])
            .size([0.5, 0.6, 0.4])
            .color("tomato")
            .edge_width(0.06),
    )
}

fn bounding_box_provider() -> impl Children {
    let boxes = (0..8).map(|index| {
        let place = [index % 2, index / 2 % 2, index / 4].map(|step| 0.5 * f64::from(step));
        c::BoundingBox::new()
            .position([place[0] - 0.25, place[1] + 0.25, place[2] - 0.25])
            .size([0.36; 3])
            .color(format!("hsl({}, 80%, 55%)", 45 * index).as_str())
    });
    c::BoundingBoxProvider::new()
        .edge_width(0.08)
        .child(boxes.collect::<Vec<_>>())
}

fn gripper() -> impl Children {
    c::Gripper::new()
        .position([0.0, 0.35, 0.0])
        .scale(7.0)
        .axes(true)
}

fn skeletal_gripper() -> impl Children {
    (
        c::SkeletalGripper::new()
            .position([-0.3, 0.3, 0.0])
            .scale(6.0)
            .color("tomato")
            .pinch_width(0.05),
        c::SkeletalGripper::new()
            .position([0.5, 0.3, -0.3])
            .scale(6.0)
            .color("royalblue")
            .pinch_width(0.02),
    )
}
