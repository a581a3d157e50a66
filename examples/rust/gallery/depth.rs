//! Points from pictures of depth.

use vuer::components::{ColorMode, Colormap};
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("DepthPointCloud", depth_point_cloud)
        .setting(Setting::Empty)
        .seen(EYE, TARGET),
    picture!("InPlaceDepthPointCloud", in_place_depth_point_cloud)
        .setting(Setting::Empty)
        .seen(EYE, TARGET),
    picture!("DepthPointCloudProvider", depth_point_cloud_provider)
        .setting(Setting::Empty)
        .seen([1.6, 1.0, 4.5], [0.0, 0.0, -1.5]),
];

const EYE: [f64; 3] = [1.2, 0.9, 1.6];
const TARGET: [f64; 3] = [0.0, -0.1, -1.7];

fn depth_point_cloud() -> impl Children {
    c::DepthPointCloud::new()
        .depth("/static/depth.png")
        .cmap(Colormap::Turbo)
        .depth_min(1.0)
        .depth_max(2.6)
        .point_size(3.0)
}

fn in_place_depth_point_cloud() -> impl Children {
    c::InPlaceDepthPointCloud::new()
        .depth("/static/depth.png")
        .rgb("/static/hills.jpg")
        .point_size(3.0)
}

fn depth_point_cloud_provider() -> impl Children {
    let cloud = |x: f64| {
        c::DepthPointCloud::new()
            .depth("/static/depth.png")
            .position([x, 0.0, 0.0])
            .cmap(Colormap::Viridis)
            .color_mode(ColorMode::LocalY)
            .height_min(-1.0)
            .height_max(1.0)
    };
    c::DepthPointCloudProvider::new()
        .edge_filter(true)
        .edge_threshold(0.2)
        .strides([1, 2])
        .distances([5])
        .child((cloud(-1.2), cloud(1.2)))
}
