//! Clouds of points from pictures of depth. Since 0.1.6.

use vuer_macros::{Component, Group};

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Numbers, Source, words};
use crate::value::Map;

words! {
    /// A scale of colours.
    pub enum Colormap {
        /// Dark blue over green to dark red.
        Turbo = "turbo",
        /// Violet over green to yellow.
        Viridis = "viridis",
        /// Black over red to pale yellow.
        Inferno = "inferno",
        /// Blue over green to red.
        Jet = "jet",
    }
}

words! {
    /// What a depth cloud's colours stand for.
    pub enum ColorMode {
        /// Depth in the picture: how far before the camera that took it.
        Depth = "depth",
        /// How far before the camera that the scene is seen through.
        CamZ = "camZ",
        /// The distance from that camera.
        CamDist = "camDist",
        /// Height in the cloud's own frame.
        LocalY = "localY",
        /// Height in the world.
        WorldY = "worldY",
    }
}

/// What a cloud is made of, and what it looks like.
#[derive(Debug, Clone, Default, Group)]
pub struct DepthLook {
    /// Depth at each pixel: URL or the bytes of a PNG with 8 or 16 bits, or of any other picture that
    /// browsers read, of which the red channel counts. Black is no point. The original's clients read
    /// only URLs.
    pub depth: Option<Source>,
    /// Colours: URL or the bytes of a picture of any size. Absent, and without `cmap`, points are the
    /// brighter the nearer. The original's clients read only URLs.
    pub rgb: Option<Source>,
    /// Vertical field of view in degrees of the camera that took the picture.
    #[component(default = 58)]
    pub fov: Option<f64>,
    /// Metres for a step of depth in the picture.
    #[component(default = 0.001)]
    pub depth_unit: Option<f64>,
    /// Size of a point: in pixels, or without `screen_space_sizing` in metres.
    #[component(default = 2)]
    pub point_size: Option<f64>,
    /// Whether points are as large far away as near.
    #[component(default = true)]
    pub screen_space_sizing: Option<bool>,
    /// Colours for `color_mode`, in place of `rgb`.
    pub cmap: Option<Colormap>,
    /// What the colours of `cmap` stand for. Numbers from 0 to 4, in the order of the words, are read as
    /// well.
    #[component(default = "depth")]
    pub color_mode: Option<ColorMode>,
    /// Depth or distance in metres of the first colour.
    #[component(default = 0.1)]
    pub depth_min: Option<f64>,
    /// Depth or distance in metres of the last colour.
    #[component(default = 50)]
    pub depth_max: Option<f64>,
    /// Height in metres of the first colour.
    #[component(default = -2)]
    pub height_min: Option<f64>,
    /// Height in metres of the last colour.
    #[component(default = 2)]
    pub height_max: Option<f64>,
    /// Height in the world in metres below which points are left out; absent, none are.
    pub min_y: Option<f64>,
    /// Height in the world in metres above which points are left out; absent, none are.
    pub max_y: Option<f64>,
    /// Column of the principal point in pixels from the left; absent, half the width.
    pub cx: Option<f64>,
    /// Row of the principal point in pixels from the top; absent, half the height.
    pub cy: Option<f64>,
}

/// A cloud of points from a picture of depth. It stands where the camera was, which looked along −z.
/// Since 0.1.6.
///
/// ```
/// use vuer_protocol::components::{self as c, Colormap};
/// use vuer_protocol::prelude::*;
///
/// let cloud = c::DepthPointCloud::new().depth("/static/depth.png").cmap(Colormap::Turbo).depth_max(5.0);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct DepthPointCloud {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What it is made of.
    #[component(group)]
    pub look: DepthLook,
}

/// A [`DepthPointCloud`] whose pictures come one after the other, written over those before. Our client
/// does so with either. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct InPlaceDepthPointCloud {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What it is made of.
    #[component(group)]
    pub look: DepthLook,
    /// Bytes of the picture of depth, in place of `depth`.
    pub data: Option<bytes::Bytes>,
}

/// What the [`DepthPointCloud`]s among its children have in common, and with how many points they are
/// drawn from afar. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct DepthPointCloudProvider {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Of how many rows and columns one is drawn: up to the first of `distances`, up to the second, …,
    /// and beyond.
    #[component(default = [1, 2, 4, 8])]
    pub strides: Option<Numbers>,
    /// Distances from the camera in metres, one fewer than `strides`.
    #[component(default = [10, 20, 40])]
    pub distances: Option<Numbers>,
    /// A map of `strides` and `distances`, in place of these props: the form that the original's Python
    /// package documents.
    pub lod: Option<Map>,
    /// A map of any of the props below, in place of them: the form that the original's Python package
    /// documents.
    pub bake: Option<Map>,
    /// Metres for a step of depth, for clouds that do not say theirs.
    #[component(default = 0.001)]
    pub depth_unit: Option<f64>,
    /// Metres that are added to all depths.
    #[component(default = 0)]
    pub depth_offset: Option<f64>,
    /// Whether depth is counted down from white.
    #[component(default = false)]
    pub invert_depth: Option<bool>,
    /// Depth in metres below which points are left out; absent, none are.
    pub depth_min: Option<f64>,
    /// Depth in metres above which points are left out; absent, none are.
    pub depth_max: Option<f64>,
    /// Whether points are left out that have a neighbour at quite another depth: those that cameras
    /// invent between things.
    #[component(default = false)]
    pub edge_filter: Option<bool>,
    /// By how many metres that neighbour is nearer or farther.
    #[component(default = 0.1)]
    pub edge_threshold: Option<f64>,
    /// Horizontal field of view in degrees, for clouds that do not say their `fov`; absent, as `vfov`
    /// has it.
    pub hfov: Option<f64>,
    /// Vertical field of view in degrees, for clouds that do not say their `fov`.
    #[component(default = 58)]
    pub vfov: Option<f64>,
    /// Column of the principal point in pixels, for clouds that do not say theirs.
    pub cx: Option<f64>,
    /// Row of the principal point in pixels, for clouds that do not say theirs.
    pub cy: Option<f64>,
    /// Whether clouds out of view are left out.
    #[component(default = true)]
    pub frustum_culling: Option<bool>,
    /// Factor of a cloud's size when it is asked whether it is in view.
    #[component(default = 2)]
    pub culling_margin: Option<f64>,
}
