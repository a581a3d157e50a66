//! What moves the page's camera, and what shows what other cameras see.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Color, words};

words! {
    /// How the page's camera is moved.
    pub enum ControlMode {
        /// It turns about a point.
        Orbit = "orbit",
        /// It stands and looks around.
        Fly = "fly",
    }
}

/// Moves the page's camera by mouse, touch and keys: W, A, S, D, Q and E shift it, the arrows turn it.
/// Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct SceneCameraControl {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Whether the camera turns about a point or looks around.
    #[component(default = "orbit")]
    pub mode: Option<ControlMode>,
    /// Speed of the keys that shift, in metres a second.
    #[component(default = 2)]
    pub move_speed: Option<f64>,
    /// Speed of the keys that turn, in degrees a second.
    #[component(default = 90)]
    pub keyboard_rotate_speed: Option<f64>,
    /// Factor of turning by mouse.
    #[component(default = 1)]
    pub mouse_rotate_speed: Option<f64>,
    /// Factor of zooming.
    #[component(default = 1)]
    pub dolly_speed: Option<f64>,
    /// Factor of shifting by mouse.
    #[component(default = 2)]
    pub truck_speed: Option<f64>,
    /// Smallest distance from the point it turns about, in metres.
    #[component(default = 0.1)]
    pub min_distance: Option<f64>,
    /// Largest distance from that point, in metres.
    #[component(default = 1000)]
    pub max_distance: Option<f64>,
    /// Smallest angle from straight up, in radians.
    #[component(default = 0)]
    pub min_polar_angle: Option<f64>,
    /// Largest angle from straight up, in radians.
    #[component(default = 3.141592653589793)]
    pub max_polar_angle: Option<f64>,
    /// Smallest angle about the upright axis, in radians. Absent, there is no limit.
    pub min_azimuth_angle: Option<f64>,
    /// Largest angle about the upright axis, in radians. Absent, there is no limit.
    pub max_azimuth_angle: Option<f64>,
    /// Whether keys move the camera.
    #[component(default = true)]
    pub enable_keyboard: Option<bool>,
    /// Whether the arrows turn it.
    #[component(default = true)]
    pub enable_arrow_rotate: Option<bool>,
    /// Whether the mouse turns it.
    #[component(default = true)]
    pub enable_rotate: Option<bool>,
    /// Whether it can be brought nearer and farther.
    #[component(default = true)]
    pub enable_zoom: Option<bool>,
    /// Whether the mouse shifts it.
    #[component(default = true)]
    pub enable_pan: Option<bool>,
    /// Degrees it turns for a pixel of the mouse's way, in `fly`.
    #[component(default = 0.2)]
    pub fly_mouse_sensitivity: Option<f64>,
    /// How slowly it comes to rest, in seconds; 0 stops at once.
    #[component(default = 0.1)]
    pub smooth_time: Option<f64>,
    /// Whether the point that it turns about is shown.
    #[component(default = false)]
    pub show_pivot: Option<bool>,
    /// Size of what shows it, in metres.
    #[component(default = 0.5)]
    pub pivot_size: Option<f64>,
    /// Colour of what shows it.
    #[component(default = "#ffff00")]
    pub pivot_color: Option<Color>,
    /// Whether these are the page's controls.
    #[component(default = true)]
    pub make_default: Option<bool>,
    /// Whether moves of the camera are sent as CAMERA_MOVE. The 0.1.6 client: false.
    #[component(default = true)]
    pub stream: Option<bool>,
}

words! {
    /// A corner of the page.
    pub enum Corner {
        /// Upper left.
        TopLeft = "top-left",
        /// Upper right.
        TopRight = "top-right",
        /// Lower left.
        BottomLeft = "bottom-left",
        /// Lower right.
        BottomRight = "bottom-right",
    }
}

/// Says where on the page the pictures of cameras with `preview_in_overlay` stand. A click on one shows
/// it large, where there is a [`CameraPreviewOverlay`]. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct CameraPreviewThumbs {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The corner of the page.
    #[component(default = "bottom-left")]
    pub position: Option<Corner>,
    /// Height of each picture in CSS pixels; less where they would not fit on the page.
    #[component(default = 200)]
    pub preview_height: Option<f64>,
    /// Room between two pictures, in CSS pixels.
    #[component(default = 10)]
    pub gap: Option<f64>,
    /// Room around them, in CSS pixels.
    #[component(default = 10)]
    pub margin: Option<f64>,
    /// Whether each picture has its camera's key in it.
    #[component(default = true)]
    pub show_labels: Option<bool>,
}

/// Shows the picture that was clicked on in [`CameraPreviewThumbs`] large, in a frame; Escape, or the
/// button in the frame, ends it. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct CameraPreviewOverlay {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Least room around the picture, in parts of the page: up to 0.45.
    #[component(default = 0.05)]
    pub margin: Option<f64>,
    /// Whether the camera's key is shown.
    #[component(default = true)]
    pub show_label: Option<bool>,
    /// Whether the frame's corners are shown.
    #[component(default = true)]
    pub show_corner_brackets: Option<bool>,
    /// Whether the middle of the picture is marked.
    #[component(default = true)]
    pub show_center_focus: Option<bool>,
    /// Colour of the corners.
    #[component(default = "#ffae00")]
    pub corner_bracket_color: Option<Color>,
    /// Colour of the mark in the middle.
    #[component(default = "#999999")]
    pub center_focus_color: Option<Color>,
}

/// Draws what it holds over a rectangle of the page, apart from the scene: in front of everything, lit
/// by its own lights alone, as the page's camera would see it there. Clicks pass through it, and a
/// headset does not show it. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct ViewportHud {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Place in the order of drawing among others; higher is later.
    #[component(default = 1)]
    pub render_priority: Option<f64>,
    /// Distance from the page's upper edge in CSS pixels. Without `bottom` it says where the rectangle is.
    pub top: Option<f64>,
    /// Distance from the right edge. Without `left` it says where the rectangle is.
    pub right: Option<f64>,
    /// Distance from the lower edge; without `top`, too, 0.
    pub bottom: Option<f64>,
    /// Distance from the left edge; without `right`, too, 0.
    pub left: Option<f64>,
    /// Width in CSS pixels; absent, what the distances leave of the page.
    pub width: Option<f64>,
    /// Height in CSS pixels; absent, what the distances leave of the page.
    pub height: Option<f64>,
    /// Whether it is drawn.
    #[component(default = true)]
    pub visible: Option<bool>,
    /// Whether it is left out.
    #[component(default = false)]
    pub hide: Option<bool>,
}

/// Draws what it holds over the whole page, apart from the scene: in front of everything, lit by its own
/// lights alone, as the page's camera would see it there. Clicks pass through it, and a headset does not
/// show it. [`ViewportHud`] does the same over a part of the page.
#[derive(Debug, Clone, Default, Component)]
pub struct Hud {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Place in the order of drawing among others, [`ViewportHud`]s too; higher is later.
    #[component(default = 1)]
    pub render_priority: Option<f64>,
    /// Whether it is drawn.
    #[component(default = true)]
    pub visible: Option<bool>,
    /// Whether it is left out.
    #[component(default = false)]
    pub hide: Option<bool>,
}

words! {
    /// When a [`CameraView`] sends its picture.
    pub enum StreamMode {
        /// `fps` times a second, as CAMERA_VIEW.
        Frame = "frame",
        /// When it is asked, with [`GrabRender`](crate::event::rpc::GrabRender) of its key.
        OnDemand = "ondemand",
    }
}

words! {
    /// How a [`CameraView`] sees.
    pub enum CameraType {
        /// What is far is smaller.
        Perspective = "perspective",
        /// What is far is as large as what is near.
        Orthographic = "orthographic",
    }
}

/// A camera whose pictures the program gets, as CAMERA_VIEW or on request. Its picture can be shown on
/// the page, and users can move it: CAMERA_MOVE with its key tells the program.
#[derive(Debug, Clone, Default, Component)]
pub struct CameraView {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands; it looks along −z.
    #[component(group)]
    pub object: Object3d,
    /// Width of its picture in CSS pixels.
    #[component(default = 640)]
    pub width: Option<f64>,
    /// Height of its picture in CSS pixels.
    #[component(default = 480)]
    pub height: Option<f64>,
    /// Whether it has perspective.
    #[component(default = "perspective")]
    pub ctype: Option<CameraType>,
    /// Vertical field of view in degrees.
    #[component(default = 60)]
    pub fov: Option<f64>,
    /// Width over height; absent, that of `width` and `height`.
    pub aspect: Option<f64>,
    /// Upper edge in metres, without perspective.
    #[component(default = 1)]
    pub top: Option<f64>,
    /// Lower edge in metres, without perspective.
    #[component(default = -1)]
    pub bottom: Option<f64>,
    /// Left edge in metres, without perspective.
    #[component(default = -1)]
    pub left: Option<f64>,
    /// Right edge in metres, without perspective.
    #[component(default = 1)]
    pub right: Option<f64>,
    /// Nearest distance that is drawn, in metres.
    #[component(default = 0.1)]
    pub near: Option<f64>,
    /// Farthest distance that is drawn, in metres.
    #[component(default = 20)]
    pub far: Option<f64>,
    /// When its picture is sent; absent, never.
    pub stream: Option<StreamMode>,
    /// How often, per second, at most. The original's clients send one only when the page is drawn.
    #[component(default = 30)]
    pub fps: Option<f64>,
    /// Factor by which the picture is made smaller before it is sent.
    #[component(default = 2)]
    pub downsample: Option<f64>,
    /// JPEG quality from 0 to 1.
    #[component(default = 1)]
    pub quality: Option<f64>,
    /// Whether the depth is sent beside the picture, as a grey one: white is near, black far.
    #[component(default = false)]
    pub render_depth: Option<bool>,
    /// Whether its picture is shown on the page.
    #[component(default = true)]
    pub monitor: Option<bool>,
    /// The corner of the page where it is shown. The 0.1.6 client: `top-left`.
    #[component(default = "bottom-left")]
    pub origin: Option<Corner>,
    /// Distance of the monitor from the page's camera in the original's clients. Here it lies on the
    /// page.
    #[component(default = 0.5)]
    pub distance_to_camera: Option<f64>,
    /// Whether the camera is shown in the scene: its field of view, and the handles to move it.
    #[component(default = true)]
    pub show_camera: Option<bool>,
    /// Whether its field of view is drawn as lines.
    #[component(default = true)]
    pub show_frustum: Option<bool>,
    /// Whether users can move it.
    #[component(default = true)]
    pub movable: Option<bool>,
    /// Factor of size of the handles.
    #[component(default = 1)]
    pub movable_scale: Option<f64>,
    /// Whether the page's camera goes where it goes. The 0.1.6 client does not.
    #[component(default = false)]
    pub bind_to_main_camera: Option<bool>,
}
