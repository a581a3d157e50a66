//! Cameras and how they are moved.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{CameraPreview, Object3d};
use crate::prop::{Vec3, words};

/// A camera with perspective. With `make_default` it is the one the page is seen through; any other
/// shows on request where it looks and what it sees, which one in charge of the page never does.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "perspective-camera")]
pub struct PerspectiveCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// Vertical field of view in degrees. The 0.1.6 client: 60.
    #[component(default = 75)]
    pub fov: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 1000)]
    pub far: Option<f64>,
    /// Factor by which the picture is enlarged.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// Width over height of its frustum and its picture; the page has its own. Since 0.1.6.
    #[component(default = 1.3333333333333333)]
    pub aspect: Option<f64>,
    /// The point in the world that it faces, in place of `rotation`. The 0.0.71 client leaves the
    /// rotation alone then, but does not turn the camera.
    pub look_at: Option<Vec3>,
    /// Whether the page is seen through it.
    #[component(default = false)]
    pub make_default: Option<bool>,
    /// Whether its moves are sent as CAMERA_MOVE when it is the default camera. The original's
    /// clients take this prop at their controls, where it is false by default.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Shift of the principal point to the right, in parts of the picture's width. Since 0.1.6.
    #[component(default = 0)]
    pub cx: Option<f64>,
    /// Shift of the principal point upwards, in parts of the picture's height. Since 0.1.6.
    #[component(default = 0)]
    pub cy: Option<f64>,
    /// Whether the page may be seen through it without `make_default`, where no camera has that.
    /// Since 0.1.6.
    #[component(default = true)]
    pub use_viewpoint: Option<bool>,
    /// What it shows of itself.
    #[component(group)]
    pub preview: CameraPreview,
}

/// A camera without perspective: what is far is as large as what is near. Since 0.1.6; the 0.0.71
/// client has another component of this tag, without what it shows of itself.
#[derive(Debug, Clone, Default, Component)]
pub struct OrthographicCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// Left edge of what it sees, in metres. The page keeps the middle and the height and has a width
    /// of its own.
    #[component(default = -1)]
    pub left: Option<f64>,
    /// Right edge, in metres.
    #[component(default = 1)]
    pub right: Option<f64>,
    /// Upper edge, in metres.
    #[component(default = 1)]
    pub top: Option<f64>,
    /// Lower edge, in metres.
    #[component(default = -1)]
    pub bottom: Option<f64>,
    /// Factor by which the picture is enlarged. The 0.0.71 client: 200, with edges in pixels.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 1000)]
    pub far: Option<f64>,
    /// The point in the world that it faces, in place of `rotation`.
    pub look_at: Option<Vec3>,
    /// Whether the page is seen through it.
    #[component(default = false)]
    pub make_default: Option<bool>,
    /// Whether its moves are sent as CAMERA_MOVE when it is the default camera.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Shift of the picture's content to the right, in parts of its width.
    #[component(default = 0)]
    pub cx: Option<f64>,
    /// Shift of the picture's content upwards, in parts of its height.
    #[component(default = 0)]
    pub cy: Option<f64>,
    /// Whether the page may be seen through it without `make_default`, where no camera has that.
    #[component(default = true)]
    pub use_viewpoint: Option<bool>,
    /// What it shows of itself.
    #[component(group)]
    pub preview: CameraPreview,
}

/// A camera with perspective that shows nothing of itself. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct SimplePerspectiveCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// Vertical field of view in degrees.
    #[component(default = 50)]
    pub fov: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 2000)]
    pub far: Option<f64>,
    /// Factor by which the picture is enlarged.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// The point in the world that it faces, in place of `rotation`.
    pub look_at: Option<Vec3>,
    /// Whether the page is seen through it.
    #[component(default = false)]
    pub make_default: Option<bool>,
    /// Whether its moves are sent as CAMERA_MOVE when it is the default camera.
    #[component(default = true)]
    pub stream: Option<bool>,
}

/// A camera without perspective that shows nothing of itself. Its edges are the page's: a metre is
/// `zoom` pixels. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct SimpleOrthographicCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// Pixels of the page for a metre.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 2000)]
    pub far: Option<f64>,
    /// The point in the world that it faces, in place of `rotation`.
    pub look_at: Option<Vec3>,
    /// Whether the page is seen through it.
    #[component(default = false)]
    pub make_default: Option<bool>,
    /// Whether its moves are sent as CAMERA_MOVE when it is the default camera.
    #[component(default = true)]
    pub stream: Option<bool>,
}

words! {
    /// The class of a [`Camera`].
    pub enum CameraClass {
        /// What is far is smaller.
        Perspective = "PerspectiveCamera",
        /// What is far is as large as what is near; a metre is `zoom` pixels of the page.
        Orthographic = "OrthographicCamera",
    }
}

/// A camera by the name of its class, with a label. The page is seen through it with `make_default`
/// only. The original has it in 0.0.71, without a class in Python.
#[derive(Debug, Clone, Default, Component)]
pub struct Camera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// What kind of camera it is. The 0.0.71 client knows `CubeCamera`, too, and shows nothing of it.
    #[component(rename = "type", default = "PerspectiveCamera")]
    pub class: Option<CameraClass>,
    /// A text beside it. The 0.0.71 client shows it at the origin.
    pub label: Option<String>,
    /// Vertical field of view in degrees, with perspective.
    #[component(default = 75)]
    pub fov: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 1000)]
    pub far: Option<f64>,
    /// Factor by which the picture is enlarged; without perspective, pixels for a metre.
    #[component(default = 1)]
    pub zoom: Option<f64>,
    /// Whether the page is seen through it.
    #[component(default = false)]
    pub make_default: Option<bool>,
    /// Whether its moves are sent as CAMERA_MOVE when it is the default camera.
    #[component(default = true)]
    pub stream: Option<bool>,
    /// Whether its field of view is drawn as lines, as far as a metre.
    #[component(default = false)]
    pub helper: Option<bool>,
}

words! {
    /// How a [`SmoothCamera`] sees.
    pub enum Projection {
        /// What is far is smaller.
        Perspective = "Perspective",
        /// What is far is as large as what is near; a metre is `zoom` pixels of the page.
        Orthographic = "Orthographic",
    }
}

/// The camera that the page is seen through, with perspective or without it. It changes at once, as in
/// the original, which has it in 0.0.71, without a class in Python.
#[derive(Debug, Clone, Default, Component)]
pub struct SmoothCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Whether it has perspective.
    #[component(rename = "type", default = "Perspective")]
    pub projection: Option<Projection>,
    /// Where it stands, in metres; it looks along −z.
    #[component(default = [0, 2, 10])]
    pub position: Option<Vec3>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 100)]
    pub far: Option<f64>,
    /// Vertical field of view in degrees, with perspective.
    #[component(default = 50)]
    pub fov: Option<f64>,
    /// Pixels of the page for a metre, without perspective.
    #[component(default = 100)]
    pub zoom: Option<f64>,
}

/// A camera that sees half of all directions. Its picture is a disc, on which the distance from the
/// middle is the angle from the line of sight: the edge is at 90°. The page cannot be seen through it;
/// the program gets the picture with [`GrabRender`](crate::event::rpc::GrabRender) of its key. Since
/// 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct FisheyeCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 1000)]
    pub far: Option<f64>,
    /// Into how many parts its lines, and the dome that shows its picture, are divided.
    #[component(default = 64)]
    pub segments: Option<u32>,
    /// What it shows of itself; in the scene its picture is on a dome. The depth buffer is always there.
    #[component(group)]
    pub preview: CameraPreview,
}

/// The camera that the page is seen through unless another one is asked for. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct SceneCamera {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands, in metres.
    #[component(default = [0, 5, 10])]
    pub position: Option<Vec3>,
    /// The point in the world that it faces.
    #[component(default = [0, 0, 0])]
    pub look_at: Option<Vec3>,
    /// Vertical field of view in degrees.
    #[component(default = 60)]
    pub fov: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 2000)]
    pub far: Option<f64>,
    /// Shift of the window on the picture to the right, in halves of the picture's width.
    #[component(default = 0)]
    pub cx: Option<f64>,
    /// Shift of that window downwards, in halves of the picture's height.
    #[component(default = 0)]
    pub cy: Option<f64>,
}

/// Turns, shifts and zooms the default camera with mouse, touch and keys.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "orbit-controls")]
pub struct OrbitControls {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The point in the world around which the camera turns. The original's clients ignore it.
    #[component(default = [0, 0, 0])]
    pub target: Option<Vec3>,
    /// Whether the camera comes to rest slowly.
    #[component(default = false)]
    pub enable_damping: Option<bool>,
    /// Whether the camera can be shifted.
    #[component(default = true)]
    pub enable_pan: Option<bool>,
    /// Whether the camera can be turned.
    #[component(default = true)]
    pub enable_rotate: Option<bool>,
    /// Whether the camera can be brought nearer and farther.
    #[component(default = true)]
    pub enable_zoom: Option<bool>,
    /// Whether shifting follows the picture, not the ground.
    #[component(default = true)]
    pub screen_space_panning: Option<bool>,
    /// Factor of zooming.
    #[component(default = 1)]
    pub zoom_speed: Option<f64>,
    /// Factor of turning.
    #[component(default = 1)]
    pub rotate_speed: Option<f64>,
    /// Factor of shifting.
    #[component(default = 1)]
    pub pan_speed: Option<f64>,
    /// Largest angle from straight up, in degrees.
    #[component(default = 135)]
    pub max_polar_angle: Option<f64>,
    /// Smallest angle from straight up, in degrees.
    #[component(default = 0)]
    pub min_polar_angle: Option<f64>,
    /// Largest distance from the target in metres.
    #[component(default = 1000)]
    pub max_distance: Option<f64>,
    /// Smallest distance from the target in metres.
    #[component(default = 0)]
    pub min_distance: Option<f64>,
    /// Whether these are the page's controls.
    #[component(default = true)]
    pub make_default: Option<bool>,
    /// Whether moves of the camera are sent as CAMERA_MOVE. The 0.1.6 client: false. The 0.0.71
    /// client sends none.
    #[component(default = true)]
    pub stream: Option<bool>,
}
