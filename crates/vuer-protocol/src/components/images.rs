//! Pictures, and what is behind the scene.

use vuer_macros::Component;

use crate::base::Base;
use crate::event::Timestamp;
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
    /// When the picture was taken, by the clock of the server's machine: our client then shows how old
    /// the newest picture is when it is seen, and tells the program by FRAME_AGE.
    pub captured_at: Option<Timestamp>,
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
    /// What the picture is laid on; absent, a rectangle, or with `depth_src` a sphere.
    #[component(default = "plane")]
    pub geometry: Option<ImageGeometry>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Heading of its controls in the original's panel.
    #[component(default = "Scene.")]
    pub leva_prefix: Option<String>,
}

/// A picture on a rectangle before the camera, filling its view, or in the world with `fixed`. 0.0.71
/// only.
///
/// The original's client reads `rgb`, `alpha` and `depth` and not what its own Python class sends, so
/// that the plane stays blank. Here both names do.
#[derive(Debug, Clone, Default, Component)]
pub struct ImagePlane {
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
    /// The picture, in place of `src`.
    pub rgb: Option<Source>,
    /// The picture of opacity, in place of `alpha_src`.
    pub alpha: Option<Source>,
    /// The picture of depth, in place of `depth_src`.
    pub depth: Option<Source>,
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

/// A rectangle before the camera, filling its view: for what it holds, whose frame has its centre in
/// the middle and the rectangle's edges at ±0.5, or for a picture. A material that it holds, such as
/// [`VideoMaterial`](super::VideoMaterial), covers it.
#[derive(Debug, Clone, Default, Component)]
pub struct HUDPlane {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: in the camera's frame, or in its parent's with `fixed`.
    #[component(group)]
    pub object: Object3d,
    /// Size and distance.
    #[component(group)]
    pub plane: HudPlane,
    /// A picture on it: URL or the bytes of a PNG or JPEG file. Without one, and without a material,
    /// nothing of the rectangle is drawn. The original's clients draw it white then.
    pub src: Option<Source>,
    /// When the picture was taken, by the clock of the server's machine: our client then shows how old
    /// the newest picture is when it is seen, and tells the program by FRAME_AGE.
    pub captured_at: Option<Timestamp>,
    /// Whether the picture's pixels are blended into each other when enlarged.
    #[component(default = false)]
    pub interpolate: Option<bool>,
    /// Opacity of the picture: from 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
}

words! {
    /// How a picture is behind everything.
    pub enum BackgroundMapping {
        /// Flat, over the whole view, whichever way the camera looks.
        Screen = "screen",
        /// As a panorama around the scene: 360° by 180°.
        Equirect = "equirect",
    }
}

/// A picture behind everything: flat, or a panorama.
#[derive(Debug, Clone, Default, Component)]
pub struct SceneBackground {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The picture: URL of a PNG, JPEG, WebP, HDR or EXR file, or the bytes of a PNG or JPEG file.
    pub src: Option<Source>,
    /// How it is shown; absent, a HDR or EXR file is a panorama and all else flat. The original's
    /// clients show everything flat, and neither HDR nor EXR.
    #[component(default = "screen")]
    pub mapping: Option<BackgroundMapping>,
    /// Factor of brightness. The original's clients have it in their panel.
    #[component(default = 1)]
    pub intensity: Option<f64>,
    /// How blurred a panorama is, from 0 to 1. The original's clients have it in their panel.
    #[component(default = 0)]
    pub blurriness: Option<f64>,
}

/// The colour behind everything.
#[derive(Debug, Clone, Default, Component)]
pub struct BackgroundColor {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The colour.
    #[component(default = "#131416")]
    pub color: Option<Color>,
}
