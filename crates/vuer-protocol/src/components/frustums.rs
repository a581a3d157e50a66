//! What cameras see, drawn as lines.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Color, Source};

/// The view of a pinhole camera: its pyramid between two planes, the plane in focus, its picture. It
/// looks along −z.
///
/// ```
/// use vuer_protocol::components as c;
///
/// let camera = c::Frustum::new().fov(60.0).near(0.1).far(0.5).src("/static/frame.png").focal_length(0.5);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Frustum {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. A `scale` makes all its lengths larger.
    #[component(group)]
    pub object: Object3d,
    /// Vertical field of view in degrees.
    #[component(default = 50)]
    pub fov: Option<f64>,
    /// Width over height of the picture.
    #[component(default = 1.3333333333333333)]
    pub aspect: Option<f64>,
    /// Distance of the near plane in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Distance of the far plane in metres.
    #[component(default = 0.2)]
    pub far: Option<f64>,
    /// Distance of the plane in focus in metres.
    #[component(default = 10)]
    pub focus: Option<f64>,
    /// Distance of the image plane in metres.
    #[component(default = 0.035)]
    pub focal_length: Option<f64>,
    /// Factor of the size of the roof that shows where up is.
    #[component(default = 1)]
    pub up_scale: Option<f64>,
    /// Whether that roof is drawn.
    #[component(default = true)]
    pub show_up: Option<bool>,
    /// Whether near plane, far plane and the edges between them are drawn.
    #[component(default = true)]
    pub show_frustum: Option<bool>,
    /// Whether the plane in focus is drawn, with a cross.
    #[component(default = true)]
    pub show_focal_plane: Option<bool>,
    /// Whether the image plane is drawn, with the picture.
    #[component(default = false)]
    pub show_image_plane: Option<bool>,
    /// The picture on the image plane: URL or the bytes of a PNG or JPEG file. With it the image plane
    /// is drawn unless `show_image_plane` is false. The original's clients ignore it.
    pub src: Option<Source>,
    /// Colour of near plane, far plane and the edges between them.
    #[component(default = "#ffaa00")]
    pub color_frustum: Option<Color>,
    /// Colour of the edges between the camera and the near plane.
    #[component(default = "#ff0000")]
    pub color_cone: Option<Color>,
    /// Colour of the edge of the plane in focus.
    #[component(default = "white")]
    pub color_focal_plane: Option<Color>,
    /// Colour of the roof.
    #[component(default = "#00aaff")]
    pub color_up: Option<Color>,
    /// Colour of the line from the camera to the plane in focus. Without it no such line is drawn.
    pub color_target: Option<Color>,
    /// Colour of both lines of the cross, as in 0.0.71; `color_x` and `color_y` go before it.
    pub color_cross: Option<Color>,
    /// Colour of the horizontal line of the cross. Since 0.1.6.
    #[component(default = "red")]
    pub color_x: Option<Color>,
    /// Colour of the vertical line of the cross. Since 0.1.6.
    #[component(default = "green")]
    pub color_y: Option<Color>,
    /// Colour of the edge of the image plane. The original's clients ignore it.
    #[component(default = "#888888")]
    pub color_origin: Option<Color>,
}

/// The view of a camera with perspective: its pyramid, and where up is. It looks along −z. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct PerspectiveFrustum {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Vertical field of view in degrees.
    #[component(default = 50)]
    pub fov: Option<f64>,
    /// Width over height of the picture.
    #[component(default = 1.3333333333333333)]
    pub aspect: Option<f64>,
    /// Factor by which the picture is enlarged.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// Distance of the near plane in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Distance of the far plane in metres.
    #[component(default = 1)]
    pub far: Option<f64>,
    /// Whether near plane, far plane and the edges are drawn.
    #[component(default = true)]
    pub show_frustum: Option<bool>,
    /// Whether a roof on the near plane shows where up is.
    #[component(default = true)]
    pub show_up: Option<bool>,
    /// Colour of near plane, far plane and the edges between them.
    #[component(default = "#ffaa00")]
    pub color_frustum: Option<Color>,
    /// Colour of the edges between the camera and the near plane.
    #[component(default = "#ff0000")]
    pub color_cone: Option<Color>,
    /// Colour of the roof.
    #[component(default = "#00aaff")]
    pub color_up: Option<Color>,
    /// The three.js layer of its lines, from 0 to 31. Pictures that cameras draw for the scene leave
    /// the default one out.
    #[component(default = 30)]
    pub layer: Option<u32>,
    /// Whether it can be clicked.
    #[component(default = false)]
    pub enable_raycast: Option<bool>,
}

/// The view of a camera without perspective: a box, and where up is. It looks along −z. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct OrthographicFrustum {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Left edge of the picture in metres.
    #[component(default = -1)]
    pub left: Option<f64>,
    /// Right edge of the picture in metres.
    #[component(default = 1)]
    pub right: Option<f64>,
    /// Upper edge of the picture in metres.
    #[component(default = 1)]
    pub top: Option<f64>,
    /// Lower edge of the picture in metres.
    #[component(default = -1)]
    pub bottom: Option<f64>,
    /// Width of the picture in metres, in place of `left` and `right`. The original's clients ignore
    /// it.
    pub width: Option<f64>,
    /// Height of the picture in metres, in place of `top` and `bottom`. The original's clients ignore
    /// it.
    pub height: Option<f64>,
    /// Factor by which the picture is enlarged: the box becomes narrower.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// Distance of the near plane in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Distance of the far plane in metres.
    #[component(default = 10)]
    pub far: Option<f64>,
    /// Whether near plane, far plane and the edges are drawn.
    #[component(default = true)]
    pub show_frustum: Option<bool>,
    /// Whether a roof on the near plane shows where up is.
    #[component(default = true)]
    pub show_up: Option<bool>,
    /// Colour of the edges between near and far plane.
    #[component(default = "#00aaff")]
    pub color_frustum: Option<Color>,
    /// Colour of the roof.
    #[component(default = "#00aaff")]
    pub color_up: Option<Color>,
    /// Colour of the near plane.
    #[component(default = "#44ff44")]
    pub color_near_plane: Option<Color>,
    /// Colour of the far plane.
    #[component(default = "#4444ff")]
    pub color_far_plane: Option<Color>,
    /// The three.js layer of its lines, from 0 to 31. Pictures that cameras draw for the scene leave
    /// the default one out.
    #[component(default = 30)]
    pub layer: Option<u32>,
    /// Whether it can be clicked.
    #[component(default = false)]
    pub enable_raycast: Option<bool>,
}

/// The view of a fisheye camera: a part of a ball around it, and where up is. It looks along −z. Since
/// 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct FisheyeFrustum {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Angle across the whole view in degrees, up to 360.
    #[component(default = 180)]
    pub fov: Option<f64>,
    /// Width over height of the picture: with less than 1 its sides are cut off, with more its top and
    /// bottom. The original's clients ignore it.
    #[component(default = 1)]
    pub aspect: Option<f64>,
    /// Radius of the inner ball in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Radius of the outer ball in metres.
    #[component(default = 10)]
    pub far: Option<f64>,
    /// Lines in each arc.
    #[component(default = 64)]
    pub segments: Option<u32>,
    /// Whether the balls and the edges between them are drawn.
    #[component(default = true)]
    pub show_frustum: Option<bool>,
    /// Whether a roof shows where up is.
    #[component(default = true)]
    pub show_up: Option<bool>,
    /// Colour of the outer ball and of the edges.
    #[component(default = "#aa44ff")]
    pub color_frustum: Option<Color>,
    /// Colour of the roof.
    #[component(default = "#aa44ff")]
    pub color_up: Option<Color>,
    /// Colour of the inner ball.
    #[component(default = "#ff9900")]
    pub color_near: Option<Color>,
    /// Colour of the edges between the camera and the inner ball.
    #[component(default = "#ff0000")]
    pub color_origin: Option<Color>,
    /// The same as `color_origin`, which goes before it: the name that the original's Python package
    /// documents.
    pub color_cone: Option<Color>,
    /// The three.js layer of its lines, from 0 to 31. Pictures that cameras draw for the scene leave
    /// the default one out.
    #[component(default = 30)]
    pub layer: Option<u32>,
    /// Whether it can be clicked.
    #[component(default = false)]
    pub enable_raycast: Option<bool>,
}

/// The view of a camera that is in the scene: its parent, if that is one, or the one of a key. The
/// original's clients draw nothing and report an error.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::BaseProps as _;
///
/// let camera = c::PerspectiveCamera::new().key("wrist").child(c::CameraHelper::new());
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct CameraHelper {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Only `visible` and `hide` have an effect: the lines stand where the camera does.
    #[component(group)]
    pub object: Object3d,
    /// Key of the camera, in place of the parent.
    pub camera: Option<String>,
    /// Colour of all lines. Without it each part has its own.
    pub color: Option<Color>,
}
