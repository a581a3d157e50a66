//! Groups of props that several components share.
//!
//! Each group comes with a trait of setters; have the traits in scope to use them.

use vuer_macros::Group;

use crate::components::OfferBy;
use crate::event::Timestamp;
use crate::prop::{Color, Euler, Mat4, Material, MaterialType, Quat, Scale, Side, Source, Vec3};
use crate::value::{Map, Value};

/// Where a node stands in its parent, and whether it is drawn. Metres and radians; right-handed, y up.
#[derive(Debug, Clone, Default, Group)]
pub struct Object3d {
    /// Position in the parent's frame, in metres.
    #[component(default = [0, 0, 0])]
    pub position: Option<Vec3>,
    /// Rotation as angles about x, y and z in radians; a fourth item names another order than XYZ.
    #[component(default = [0, 0, 0])]
    pub rotation: Option<Euler>,
    /// Rotation as a quaternion x, y, z, w, in place of `rotation`.
    pub quaternion: Option<Quat>,
    /// Factor of size: one for all axes, or one each. The original's primitives take only the latter.
    #[component(default = 1)]
    pub scale: Option<Scale>,
    /// The whole transform, column-major, in place of position, rotation, quaternion and scale.
    pub matrix: Option<Mat4>,
    /// Whether the node, with all it holds, is drawn.
    #[component(default = true)]
    pub visible: Option<bool>,
    /// Whether the node is left out altogether: neither drawn nor clickable.
    #[component(default = false)]
    pub hide: Option<bool>,
    /// Whether it throws a shadow. The 0.0.71 client: false.
    #[component(default = true)]
    pub cast_shadow: Option<bool>,
    /// Whether shadows fall on it. The 0.0.71 client: false.
    #[component(default = true)]
    pub receive_shadow: Option<bool>,
    /// Place in the order of drawing; higher is later. For transparent things that overlap.
    #[component(default = 0)]
    pub render_order: Option<f64>,
    /// Which eye of a headset sees it, with all it holds: 0 both, 1 the left, 2 the right. What is in
    /// the node may name the other eye. The original's clients read it in pictures and videos.
    #[component(default = 0)]
    pub layers: Option<u32>,
    /// Name of the three.js object; absent, the node's key.
    pub name: Option<String>,
}

/// The surface of a mesh: its material, and an outline.
#[derive(Debug, Clone, Default, Group)]
pub struct Surface {
    /// How light acts on the surface: which of the three.js materials it has.
    #[component(default = "physical")]
    pub material_type: Option<MaterialType>,
    /// Properties of the material, and maps by URL.
    pub material: Option<Material>,
    /// Colour of the surface. The original's clients read it only inside `material`.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// Whether only the edges of the triangles are drawn. The 0.0.71 client reads it only inside
    /// `material`.
    #[component(default = false)]
    pub wireframe: Option<bool>,
    /// From 0, invisible, to 1. The original's clients read it only inside `material`, but for
    /// `TriMesh`.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Which side of the triangles is drawn. The original's clients read it only inside `material`,
    /// but for `TriMesh`.
    pub side: Option<Side>,
    /// Whether a line is drawn around the shape.
    #[component(default = false)]
    pub outlines: Option<bool>,
    /// Colour of that line.
    #[component(default = "white")]
    pub outline_color: Option<Color>,
    /// Width of that line in pixels.
    #[component(default = 10)]
    pub outline_thickness: Option<f64>,
}

/// What a line looks like.
#[derive(Debug, Clone, Default, Group)]
pub struct Stroke {
    /// Colour of the line.
    #[component(default = "white")]
    pub color: Option<Color>,
    /// Width in pixels.
    #[component(default = 1)]
    pub line_width: Option<f64>,
    /// A colour at each point, blended between them.
    pub vertex_colors: Option<Vec<Color>>,
    /// Whether the line is dashed.
    #[component(default = false)]
    pub dashed: Option<bool>,
    /// Length of a dash in metres.
    #[component(default = 1)]
    pub dash_size: Option<f64>,
    /// Length of a gap in metres.
    #[component(default = 1)]
    pub gap_size: Option<f64>,
}

/// What all lights have. What a light's intensity is without the prop, each light says.
#[derive(Debug, Clone, Default, Group)]
pub struct Light {
    /// Colour of the light.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// Strength of the light, in the unit of the kind of light: candela for a point and a spot light,
    /// lux for the others.
    pub intensity: Option<f64>,
    /// Whether the light itself is shown, as lines where it stands.
    #[component(default = false)]
    pub helper: Option<bool>,
}

/// How a light throws shadows.
#[derive(Debug, Clone, Default, Group)]
pub struct Shadow {
    /// Width of the shadow map in pixels. Since 0.1.6.
    #[component(rename = "shadow-mapSize-width", default = 1024)]
    pub shadow_map_size_width: Option<u32>,
    /// Height of the shadow map in pixels. Since 0.1.6.
    #[component(rename = "shadow-mapSize-height", default = 1024)]
    pub shadow_map_size_height: Option<u32>,
    /// How much nearer a surface must be to be in the shadow, in the depth of the map; of a
    /// `DirectionalLight`, whose map is 500 m deep, 5 mm unless it is set. Since 0.1.6.
    #[component(rename = "shadow-bias", default = -0.0005)]
    pub shadow_bias: Option<f64>,
    /// How far along its normal a surface is looked up, in metres. Since 0.1.6.
    #[component(rename = "shadow-normalBias", default = 0.02)]
    pub shadow_normal_bias: Option<f64>,
    /// How soft the shadow's edge is, in pixels of the map. Since 0.1.6.
    #[component(rename = "shadow-radius", default = 1)]
    pub shadow_radius: Option<f64>,
}

/// A model from a file: by URL, as text, or as bytes.
///
/// A file that cannot be had or read is a marker in the scene and the event LOAD_ERROR.
#[derive(Debug, Clone, Default, Group)]
pub struct Model {
    /// URL of the file.
    pub src: Option<String>,
    /// The file's content as text, in place of `src`.
    pub text: Option<String>,
    /// The file's content as bytes, in place of `src`.
    pub buff: Option<bytes::Bytes>,
    /// Encoding of the file where its format is text: what the original calls ASCII may be UTF-8.
    #[component(default = "ascii")]
    pub encoding: Option<String>,
    /// URL, or bytes, of each further file by its path in the model: materials, meshes, pictures.
    /// Others are looked for where the model is. The original's clients read it in `Obj`, `Ply` and
    /// `Urdf`.
    pub assets: Option<Map>,
    /// What the event LOAD carries once the model is there. Absent, no event is sent, except by
    /// `Urdf`.
    pub on_load: Option<String>,
}

/// What a model is painted with in place of its file's materials; its colours and pictures stay
/// where they are not painted over.
#[derive(Debug, Clone, Default, Group)]
pub struct ModelLook {
    /// Colour of every part; absent, the file's.
    pub color: Option<Color>,
    /// Properties of the material of every part, and maps by URL.
    pub material: Option<Material>,
    /// How light acts on it; absent, as the file says, and `physical` where it says nothing.
    pub material_type: Option<MaterialType>,
    /// Whether only the edges of the triangles are drawn.
    #[component(default = false)]
    pub wireframe: Option<bool>,
    /// From 0, invisible, to 1; absent, the file's.
    pub opacity: Option<f64>,
    /// Which side of the triangles is drawn; absent, as the file says.
    pub side: Option<Side>,
    /// Whether parts outside of the camera's view are left out. Switch it off for models that are
    /// deformed far beyond their shape in the file.
    #[component(default = true)]
    pub frustum_culled: Option<bool>,
}

/// The animations of a model: those of its file, then those of the `AnimationClip`s in it.
#[derive(Debug, Clone, Default, Group)]
pub struct Playback {
    /// Whether the animation runs; stopped, the model keeps the pose of that moment.
    #[component(default = true)]
    pub play_animation: Option<bool>,
    /// Which of the model's animations is played, from 0.
    #[component(default = 0)]
    pub animation_index: Option<u32>,
    /// Seconds of the animation for each second of time. Negative: backwards.
    #[component(default = 1)]
    pub animation_speed: Option<f64>,
}

/// A plane before the camera, or in the world.
#[derive(Debug, Clone, Default, Group)]
pub struct HudPlane {
    /// Distance from the camera in metres.
    #[component(default = 10)]
    pub distance_to_camera: Option<f64>,
    /// Width over height; absent, the camera's.
    pub aspect: Option<f64>,
    /// Height in metres; absent, what fills the camera's view.
    pub height: Option<f64>,
    /// Whether the plane stands in the world instead of moving with the camera.
    #[component(default = false)]
    pub fixed: Option<bool>,
    /// How many seconds the plane takes to come after the camera: 0 keeps it before the eyes, more lets
    /// the head look about on it, and spares it the shaking of a plane that is fixed to the head. After
    /// so many seconds about a third of the way is left. Known to our own client only.
    #[component(default = 0)]
    pub lag: Option<f64>,
}

/// Pictures on a surface: colour, transparency and depth.
#[derive(Debug, Clone, Default, Group)]
pub struct ImageSource {
    /// The picture: URL or the bytes of a PNG or JPEG file.
    pub src: Option<Source>,
    /// When the picture was taken, by the clock of the server's machine: our client then shows how old
    /// the newest picture is when it is seen, and tells the program by FRAME_AGE.
    pub captured_at: Option<Timestamp>,
    /// A second picture whose brightness is the opacity of the first.
    pub alpha_src: Option<Source>,
    /// A third picture whose brightness is depth: the surface is pushed back by it.
    pub depth_src: Option<Source>,
    /// Whether pixels are blended into each other when enlarged.
    #[component(default = false)]
    pub interpolate: Option<bool>,
    /// Metres of depth for a white pixel of `depth_src`.
    #[component(default = 1)]
    pub depth_scale: Option<f64>,
    /// Metres of depth for a black pixel of `depth_src`.
    #[component(default = 0)]
    pub depth_bias: Option<f64>,
}

/// How an element of the page's panel looks.
#[derive(Debug, Clone, Default, Group)]
pub struct Element {
    /// CSS by camel-cased property; a number is pixels where CSS has lengths. Properties that fetch
    /// something or leave the panel are ignored.
    pub style: Option<Map>,
    /// What is shown when the pointer rests on it.
    pub title: Option<String>,
    /// Whether it is shown, with all it holds.
    #[component(default = true)]
    pub visible: Option<bool>,
    /// Whether it is left out, with all it holds.
    #[component(default = false)]
    pub hide: Option<bool>,
}

/// How a video is played.
#[derive(Debug, Clone, Default, Group)]
pub struct VideoPlayback {
    /// Whether it plays; otherwise it stands still.
    #[component(default = true)]
    pub start: Option<bool>,
    /// Whether it is played without sound. Browsers play sound only after the user has touched the
    /// page.
    #[component(default = true)]
    pub muted: Option<bool>,
    /// Whether it begins again at its end.
    #[component(rename = "loop", default = true)]
    pub repeat: Option<bool>,
    /// Whether phones play it in the page and not in a player of their own. Here they always do.
    #[component(default = true)]
    pub plays_inline: Option<bool>,
    /// Whether cookies go with the request to another server: `use-credentials`, or `anonymous`.
    #[component(default = "Anonymous")]
    pub cross_origin: Option<String>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Which side shows the video: 0 the front, 1 the back, 2 both.
    #[component(default = 2)]
    pub side: Option<u32>,
}

/// Where live video comes from, and by what way.
#[derive(Debug, Clone, Default, Group)]
pub struct LiveVideo {
    /// URL that the descriptions of the connection are exchanged with.
    pub src: Option<String>,
    /// Who makes the first step. The original's clients: always the page.
    #[component(default = "client")]
    pub offer: Option<OfferBy>,
    /// A server that helps to find a way, as `{urls, username, credential}` or its URL. Absent, only
    /// ways that need none are tried. The original's clients ask one of Google's.
    pub ice_server: Option<Value>,
    /// A list of such servers, beside `ice_server`.
    pub ice_servers: Option<Vec<Value>>,
    /// Further settings of the browser's `RTCPeerConnection`.
    #[component(rename = "webRTCOptions")]
    pub web_rtc_options: Option<Value>,
    /// The same, by the name it has in stereo.
    pub rtc_options: Option<Value>,
}

/// What a camera shows of itself while the page is seen through another one.
#[derive(Debug, Clone, Default, Group)]
pub struct CameraPreview {
    /// Whether its field of view is drawn as lines, as far as `preview_distance`. Since 0.1.6, whose
    /// client does so by default.
    #[component(default = false)]
    pub show_frustum: Option<bool>,
    /// Whether its picture is shown on a plane in the scene. Since 0.1.6, whose client does so by
    /// default.
    #[component(default = false)]
    pub preview_in_scene: Option<bool>,
    /// Whether its picture is shown on the page: in the lower right corner, or where
    /// `CameraPreviewThumbs` say. Since 0.1.6, whose client does so by default.
    #[component(default = false)]
    pub preview_in_overlay: Option<bool>,
    /// Height of its picture in pixels, at most 4096. Since 0.1.6.
    #[component(default = 1024)]
    pub render_size_h: Option<u32>,
    /// Samples for each pixel of its picture. Since 0.1.6.
    #[component(default = 1)]
    pub samples: Option<u32>,
    /// Whether its picture has a depth buffer. Since 0.1.6.
    #[component(default = true)]
    pub depth_buffer: Option<bool>,
    /// Whether other cameras' lines are in its picture. Since 0.1.6.
    #[component(default = false)]
    pub show_camera_helpers: Option<bool>,
    /// Distance in metres at which its picture is shown in the scene. Since 0.1.6, whose client has 0
    /// for an `OrthographicCamera`.
    #[component(default = 1)]
    pub preview_distance: Option<f64>,
    /// Colour behind its picture. Since 0.1.6.
    #[component(default = "#808080")]
    pub preview_background_color: Option<Color>,
    /// Opacity of that colour, from 0 to 1. Since 0.1.6.
    #[component(default = 0.5)]
    pub preview_background_opacity: Option<f64>,
}

/// Handles that the user moves something by: arrows along the axes, squares between them, arcs about them.
#[derive(Debug, Clone, Default, Group)]
pub struct Handles {
    /// Where the handles sit: from −1 to 1 along each axis of the box around what they move; absent,
    /// at its origin.
    pub anchor: Option<Vec3>,
    /// By how much they are shifted from there, in metres.
    #[component(default = [0, 0, 0])]
    pub offset: Option<Vec3>,
    /// Width of their lines in pixels.
    pub line_width: Option<f64>,
    /// Whether there are handles on x, y and z each: an arrow on each, a square and an arc between two.
    #[component(default = [true, true, true])]
    pub active_axes: Option<Vec<bool>>,
    /// Whether the arrows are left out.
    #[component(default = false)]
    pub disable_axes: Option<bool>,
    /// Whether the squares, and the ball that moves across the view, are left out.
    #[component(default = false)]
    pub disable_sliders: Option<bool>,
    /// Whether the arcs are left out.
    #[component(default = false)]
    pub disable_rotations: Option<bool>,
    /// How far it may be moved by hand from where it first stood, along its axes as they were then: the
    /// least and the most for x, y and z each in metres, or null for no limit.
    pub translation_limits: Option<Vec<Value>>,
    /// How far it may be turned by hand from how it first stood: the least and the most angle about x, y
    /// and z each in radians, or null for no limit.
    pub rotation_limits: Option<Vec<Value>>,
    /// Colours of the handles on x, y and z.
    #[component(default = ["#f2385a", "#2fb457", "#2f86ff"])]
    pub axis_colors: Option<Vec<Color>>,
    /// Colour of a handle under the pointer.
    #[component(default = "#ffc400")]
    pub hovered_color: Option<Color>,
    /// Factor of the handles' opacity, from 0 to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Whether what stands before the handles hides them.
    #[component(default = false)]
    pub depth_test: Option<bool>,
    /// Whether their size is in pixels of the page: the same from every distance.
    #[component(default = false)]
    pub fixed: Option<bool>,
    /// Whether there are handles at all.
    #[component(default = true)]
    pub enabled: Option<bool>,
    /// Whether the pose is shown beside them while it changes, and three seconds longer.
    pub annotations: Option<bool>,
}
