//! What arranges or moves its children, and what is drawn beside the primitives.

use vuer_macros::{Component, Group};

use super::placed::placed;
use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Color, Numbers, Vec2, Vec3};
use crate::value::{Map, Value};

/// Which way around its position something stands.
#[derive(Debug, Clone, Default, Group)]
pub struct Alignment {
    /// Whether they are above the position.
    #[component(default = false)]
    pub top: Option<bool>,
    /// Whether they are below it.
    #[component(default = false)]
    pub bottom: Option<bool>,
    /// Whether they are to its left, towards −x.
    #[component(default = false)]
    pub left: Option<bool>,
    /// Whether they are to its right.
    #[component(default = false)]
    pub right: Option<bool>,
    /// Whether they are in front of it, towards +z.
    #[component(default = false)]
    pub front: Option<bool>,
    /// Whether they are behind it.
    #[component(default = false)]
    pub back: Option<bool>,
}

placed! {
    /// Its children, moved so that their middle is at the position.
    Center [alignment: Alignment] {
        /// Whether they stay where they are.
        #[component(default = false)]
        disable: bool,
        /// Whether they stay along x.
        #[component(default = false)]
        disable_x: bool,
        /// Whether they stay along y.
        #[component(default = false)]
        disable_y: bool,
        /// Whether they stay along z.
        #[component(default = false)]
        disable_z: bool,
        /// Whether every vertex is looked at, not the boxes around geometries.
        #[component(default = true)]
        precise: bool,
        /// Change it to have them centred again.
        #[component(default = 0)]
        cache_key: Value,
    }

    /// Its children, turned to the camera.
    Billboard [] {
        /// Whether they are turned.
        #[component(default = true)]
        follow: bool,
        /// Whether they are never turned about x.
        #[component(default = false)]
        lock_x: bool,
        /// Whether they are never turned about y.
        #[component(default = false)]
        lock_y: bool,
        /// Whether they are never turned about z.
        #[component(default = false)]
        lock_z: bool,
    }

    /// Its children, floating.
    Float [] {
        /// Whether they float.
        #[component(default = true)]
        enabled: bool,
        /// How fast.
        #[component(default = 1)]
        speed: f64,
        /// How much they turn.
        #[component(default = 1)]
        rotation_intensity: f64,
        /// How much they rise and sink.
        #[component(default = 1)]
        float_intensity: f64,
        /// How far down and up, in metres.
        #[component(default = [-0.1, 0.1])]
        floating_range: Vec2,
    }

    /// A line that its first child, or the node of `target`, draws behind it.
    Trail [] {
        /// Width at the head, in tenths of a metre.
        #[component(default = 0.2)]
        width: f64,
        /// Length, in tens of points.
        #[component(default = 1)]
        length: f64,
        /// How many points are added a frame: the more, the faster the trail vanishes.
        #[component(default = 1)]
        decay: f64,
        /// Whether it is drawn in the frame of the target's parent.
        #[component(default = false)]
        local: bool,
        /// Metres that the target has to move for a point.
        #[component(default = 0)]
        stride: f64,
        /// How many frames there are between two points.
        #[component(default = 1)]
        interval: u32,
        /// Colour.
        #[component(default = "hotpink")]
        color: Color,
        /// Key of the node that is followed.
        target: Value,
        /// How the width goes from the tail, 0, to the head, 1: `linear`, `squared` or `constant`. The
        /// original takes a function.
        #[component(default = "linear")]
        attenuation: String,
    }

    /// One of its children: the further the camera, the later one.
    Detailed [] {
        /// From how many metres on each child is shown.
        distances: Numbers,
        /// Share of a distance by which the camera must come nearer again.
        #[component(default = 0)]
        hysteresis: f64,
    }

    /// Its children, brought to a size of 1 m.
    Resize [] {
        /// Whether the width counts, not the longest side.
        #[component(default = false)]
        width: bool,
        /// Whether the height counts.
        #[component(default = false)]
        height: bool,
        /// Whether the depth counts.
        #[component(default = false)]
        depth: bool,
        /// Whether every vertex is looked at, not the boxes around geometries.
        #[component(default = true)]
        precise: bool,
    }

    /// Its children, glued to the screen: in the camera's frame, before it.
    ScreenSpace [] {
        /// Place along the camera's z in metres: −1 is a metre before it.
        #[component(default = -1)]
        depth: f64,
    }

    /// A box with round edges.
    RoundedBox [surface: Surface] {
        /// Width, height and depth in metres.
        #[component(default = [1, 1, 1])]
        args: Numbers,
        /// Width, in place of `args`. Since 0.1.6.
        width: f64,
        /// Height, in place of `args`. Since 0.1.6.
        height: f64,
        /// Depth, in place of `args`. Since 0.1.6.
        depth: f64,
        /// Radius of the edges in metres.
        #[component(default = 0.05)]
        radius: f64,
        /// How smooth the edges are.
        #[component(default = 4)]
        smoothness: u32,
        /// Colour, in place of `color`. Since 0.1.6.
        material_color: Color,
    }

    /// Drawings of an SVG file, as flat shapes facing +z.
    Svg [] {
        /// URL of the file, or its text.
        src: String,
        /// Whether areas are left out.
        #[component(default = false)]
        skip_fill: bool,
        /// Whether lines are left out.
        #[component(default = false)]
        skip_strokes: bool,
    }

    /// A picture that is cut out of a larger one, and changes as a film.
    SpriteAnimator [] {
        /// URL of the picture with all frames, beside or below each other.
        #[component(rename = "textureImageURL")]
        texture_image_url: String,
        /// How many frames it has.
        #[component(default = 1)]
        number_of_frames: u32,
        /// The first frame that is shown.
        #[component(default = 0)]
        start_frame: u32,
        /// The last frame that is shown; absent, the last there is.
        end_frame: u32,
        /// Frames per second.
        #[component(default = 30)]
        fps: f64,
        /// Whether it begins anew at the end.
        #[component(default = false)]
        r#loop: bool,
        /// Whether it plays by itself.
        #[component(default = true)]
        auto_play: bool,
        /// Whether it plays.
        play: bool,
        /// Whether it stands still.
        #[component(default = false)]
        pause: bool,
        /// Whether it is mirrored.
        #[component(default = false)]
        flip_x: bool,
        /// Opacity below which a pixel is left out.
        #[component(default = 0)]
        alpha_test: f64,
        /// Whether it always faces the camera.
        #[component(default = false)]
        as_sprite: bool,
        /// Whether it plays from the last frame to the first.
        #[component(default = false)]
        play_backwards: bool,
        /// Whether it goes back to the first frame at the end.
        #[component(default = false)]
        reset_on_end: bool,
    }

    /// A place at the box around its parent: `anchor` is from −1 to 1 along each axis, from side to side.
    BBAnchor [] {
        /// Where on the box its children are; [1, 1, 1] is its upper right corner in front.
        #[component(default = [0, 0, 0])]
        anchor: Vec3,
    }

    /// Moves the camera so that its children fill the view. The original's clients wait for code of the page to
    /// ask for that; here it is done at the start with `fit`, and again when the children change with `observe`.
    Bounds [] {
        /// Whether the camera is moved.
        #[component(default = false)]
        fit: bool,
        /// Whether `near` and `far` of the camera are set to what the children need.
        #[component(default = false)]
        clip: bool,
        /// Whether it is done again when the children or the page change their size.
        #[component(default = false)]
        observe: bool,
        /// How much room around the children is in view, as a factor.
        #[component(default = 1.2)]
        margin: f64,
        /// Seconds that a move takes.
        #[component(default = 1)]
        max_duration: f64,
    }

    /// A triangle that covers the view, for a `shaderMaterial` as its child whose vertex shader takes positions
    /// as they are: from −1 to 1 across and along.
    ScreenQuad [] {}

    /// Elements of the page at a place in space: its children are what `htmlChildren` takes, or text.
    Html [] {
        /// Whether the middle of the elements is at the place, not their upper left corner.
        #[component(default = false)]
        center: bool,
        /// CSS of the element around them, by camel-cased property, as far as panels allow it.
        style: Map,
        /// Metres from the camera at which elements have their own size; absent, they have it always.
        distance_factor: f64,
        /// Whether elements stand in space as a plane does, turned with the node: 400 of their pixels are
        /// 10 m by default.
        #[component(default = false)]
        transform: bool,
        /// With `transform`: whether they always face the camera.
        #[component(default = false)]
        sprite: bool,
        /// Whether elements vanish while something is before their place.
        #[component(default = false)]
        occlude: Value,
        /// Whether they fill the view.
        #[component(default = false)]
        fullscreen: bool,
        /// CSS `pointer-events` of the elements.
        #[component(default = "auto")]
        pointer_events: String,
        /// z-index of the furthest and the nearest elements.
        #[component(default = [16777271, 0])]
        z_index_range: Vec2,
        /// Tag of the element around them.
        #[component(default = "div")]
        r#as: String,
    }
}

/// Shifts the picture, such as from behind a panel. The newest counts, and beats the Scene's `offsetX` and
/// `offsetY`. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct SceneOffset {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// By how many pixels to the right.
    #[component(default = 0)]
    pub x: Option<f64>,
    /// By how many pixels up.
    #[component(default = 0)]
    pub y: Option<f64>,
}

/// The camera, shaking: around where it is, without moving it for good.
#[derive(Debug, Clone, Default, Component)]
pub struct CameraShake {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How strongly, from 0 to 1.
    #[component(default = 1)]
    pub intensity: Option<f64>,
    /// Whether it grows weaker.
    #[component(default = false)]
    pub decay: Option<bool>,
    /// By how much per second.
    #[component(default = 0.65)]
    pub decay_rate: Option<f64>,
    /// Most it turns left and right, in radians.
    #[component(default = 0.1)]
    pub max_yaw: Option<f64>,
    /// Most it turns up and down, in radians.
    #[component(default = 0.1)]
    pub max_pitch: Option<f64>,
    /// Most it tilts, in radians.
    #[component(default = 0.1)]
    pub max_roll: Option<f64>,
    /// How often it turns left and right.
    #[component(default = 0.1)]
    pub yaw_frequency: Option<f64>,
    /// How often it turns up and down.
    #[component(default = 0.1)]
    pub pitch_frequency: Option<f64>,
    /// How often it tilts.
    #[component(default = 0.1)]
    pub roll_frequency: Option<f64>,
}

/// A line around the mesh that it is a child of.
#[derive(Debug, Clone, Default, Component)]
pub struct Outlines {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Colour.
    #[component(default = "black")]
    pub color: Option<Color>,
    /// Width: metres, or tens of pixels with `screenspace`.
    #[component(default = 0.05)]
    pub thickness: Option<f64>,
    /// Whether it is as wide wherever the camera is.
    #[component(default = false)]
    pub screenspace: Option<bool>,
    /// From 0 to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Whether `opacity` counts.
    #[component(default = false)]
    pub transparent: Option<bool>,
    /// Whether the scene's tone mapping is applied.
    #[component(default = true)]
    pub tone_mapped: Option<bool>,
}

/// Colours that go over into each other, as a picture of the material that it is a child of.
#[derive(Debug, Clone, Default, Component)]
pub struct GradientTexture {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What of the material it is.
    #[component(default = "map")]
    pub attach: Option<String>,
    /// Where the colours are, from 0 to 1.
    pub stops: Option<Numbers>,
    /// The colours.
    pub colors: Option<Vec<Color>>,
    /// Pixels along the gradient.
    #[component(default = 1024)]
    pub size: Option<u32>,
    /// Pixels across.
    #[component(default = 16)]
    pub width: Option<u32>,
    /// `linear`, from the top, or `radial`, from the middle.
    #[component(rename = "type", default = "linear")]
    pub kind: Option<String>,
    /// With `radial`: pixels from the middle where the gradient begins.
    #[component(default = 0)]
    pub inner_circle_radius: Option<f64>,
    /// With `radial`: pixels from the middle where it ends, or `auto`.
    #[component(default = "auto")]
    pub outer_circle_radius: Option<Value>,
}
