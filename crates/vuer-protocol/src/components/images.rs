//! Pictures.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{HudPlane, ImageSource, Object3d};
use crate::prop::{Color, Source, words};

/// A picture on a rectangle in the scene, in the plane of x and y, facing +z. Since 0.1.6.
///
/// The 0.0.71 client has another component of this tag, which wants `url`; its Python class of this
/// name is the HTML `Img`.
#[derive(Debug, Clone, Default, Component)]
pub struct Image {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// The picture: URL or the bytes of a PNG or JPEG file.
    pub rgb: Option<Source>,
    /// A second picture whose brightness is the opacity of the first.
    pub alpha: Option<Source>,
    /// Whether pixels are blended into each other when enlarged.
    #[component(default = false)]
    pub interpolate: Option<bool>,
    /// Colour of the rectangle until the picture is there.
    #[component(default = "#888888")]
    pub placeholder_color: Option<Color>,
    /// Width over height.
    #[component(default = 1)]
    pub aspect: Option<f64>,
    /// Height in metres.
    #[component(default = 1)]
    pub height: Option<f64>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Which side shows the picture: 0 the front, 1 the back, 2 both.
    #[component(default = 2)]
    pub side: Option<u32>,
    /// Whether only the edges of the rectangle's triangles are drawn.
    #[component(default = false)]
    pub wireframe: Option<bool>,
}

words! {
    /// What a picture in the background is laid on.
    pub enum ImageGeometry {
        /// A rectangle across the view.
        Plane = "plane",
        /// A piece of a sphere around the viewer.
        Sphere = "sphere",
    }
}

/// A picture behind the scene, filling the camera's view; with `depth_src`, pushed back by its depth.
#[derive(Debug, Clone, Default, Component)]
pub struct ImageBackground {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: in the camera's frame, or in its parent's with `fixed`.
    #[component(group)]
    pub object: Object3d,
    /// The pictures.
    #[component(group)]
    pub image: ImageSource,
    /// Size and distance.
    #[component(group)]
    pub plane: HudPlane,
    /// What the picture is laid on.
    #[component(default = "plane")]
    pub geometry: Option<ImageGeometry>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Heading of its controls in the original's panel.
    #[component(default = "Scene.")]
    pub leva_prefix: Option<String>,
}
