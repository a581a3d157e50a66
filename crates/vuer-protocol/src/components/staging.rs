//! What makes a scene look like something: surroundings, skies, shadows.

use vuer_macros::Component;

use super::placed::placed;
use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Color, Euler, Numbers, Scale, Vec3, words};
use crate::value::{Map, Value};

words! {
    /// Surroundings that the page brings along.
    pub enum Surroundings {
        /// A room with windows.
        Apartment = "apartment",
        /// Overcast, between buildings.
        City = "city",
        /// The sun low, the sky cool.
        Dawn = "dawn",
        /// Green from all sides.
        Forest = "forest",
        /// A hall with rows of lamps.
        Lobby = "lobby",
        /// Dark blue, a moon.
        Night = "night",
        /// A clear sky over grass.
        Park = "park",
        /// Soft boxes in the dark.
        Studio = "studio",
        /// The sun low and red.
        Sunset = "sunset",
        /// Grey, with strips of lamps.
        Warehouse = "warehouse",
    }
}

words! {
    /// The shape of a light in the surroundings.
    pub enum LightForm {
        /// A disc.
        Circle = "circle",
        /// A ring.
        Ring = "ring",
        /// A rectangle.
        Rect = "rect",
    }
}

words! {
    /// How a stage is lit.
    pub enum StagePreset {
        /// From one side, the other in the shade.
        Rembrandt = "rembrandt",
        /// From both sides.
        Portrait = "portrait",
        /// From the front, above.
        Upfront = "upfront",
        /// Softly from everywhere.
        Soft = "soft",
    }
}

/// A little light from everywhere, and a sun of intensity 1 at (5, 30, 5) m that throws shadows. Since 0.1.6, whose
/// client reads none of its props.
#[derive(Debug, Clone, Default, Component)]
pub struct AmbientLightStage {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Whether it shines.
    #[component(group)]
    pub object: Object3d,
    /// Colour of the light from everywhere.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// Strength of the light from everywhere.
    #[component(default = 0.2)]
    pub intensity: Option<f64>,
}

placed! {
    /// What things mirror and are lit by: surroundings of a name, a panorama, or child nodes that stand
    /// around the origin, such as [`Lightformer`]s. The newest counts.
    Environment [] {
        /// Surroundings of a name. Made by the page, not photographs as in the original.
        preset: Surroundings,
        /// URL of a panorama, twice as wide as high: `.hdr`, `.exr`, or a picture.
        files: Value,
        /// The folder of `files`.
        path: String,
        /// Whether it is also seen behind everything; `only` shows it without lighting.
        #[component(default = false)]
        background: Value,
        /// How blurred it is seen, from 0 to 1.
        #[component(default = 0)]
        background_blurriness: f64,
        /// How bright it is seen.
        #[component(default = 1)]
        background_intensity: f64,
        /// How strongly it lights.
        #[component(default = 1)]
        environment_intensity: f64,
        /// How it is turned when it lights.
        #[component(default = [0, 0, 0])]
        environment_rotation: Euler,
        /// How it is turned when it is seen.
        #[component(default = [0, 0, 0])]
        background_rotation: Euler,
        /// Pixels of each side of the cube that named surroundings and children are drawn on. The
        /// original's clients: 256.
        #[component(default = 128)]
        resolution: u32,
    }

    /// A light in an [`Environment`]: a shape that glows.
    Lightformer [] {
        /// Its shape.
        #[component(default = "rect")]
        form: LightForm,
        /// Colour.
        #[component(default = "white")]
        color: Color,
        /// Strength.
        #[component(default = 1)]
        intensity: f64,
        /// The point that it faces. `rotation` has no effect beside it.
        #[component(default = [0, 0, 0])]
        target: Value,
        /// Arguments of its geometry.
        args: Numbers,
    }

    /// Soft shadows of what stands on it, as if it touched. Drawn from below, without light.
    ContactShadows [] {
        /// Strength, from 0 to 1.
        #[component(default = 1)]
        opacity: f64,
        /// Width in metres, times `scale`. Without `scale` that is 10.
        #[component(default = 1)]
        width: f64,
        /// Depth in metres, times `scale`.
        #[component(default = 1)]
        height: f64,
        /// How blurred they are.
        #[component(default = 1)]
        blur: f64,
        /// Metres above the ground where shadows begin.
        #[component(default = 0)]
        near: f64,
        /// Metres above the ground up to which things throw one.
        #[component(default = 10)]
        far: f64,
        /// Pixels of each side.
        #[component(default = 512)]
        resolution: u32,
        /// Whether they are blurred twice.
        #[component(default = true)]
        smooth: bool,
        /// Colour.
        #[component(default = "#000000")]
        color: Color,
        /// How often they are drawn; absent, always.
        frames: u32,
        /// Whether the plane hides what is behind it.
        #[component(default = false)]
        depth_write: bool,
    }

    /// Shadows gathered from many lights, on a plane: soft, and for things that stand still. The lights are
    /// its children, mostly [`RandomizedLight`]s.
    AccumulativeShadows [] {
        /// How many drawings are gathered.
        #[component(default = 40)]
        frames: u32,
        /// Whether one is drawn a frame, not all at once.
        #[component(default = false)]
        temporal: bool,
        /// How many are drawn after a change, at most; absent, no end.
        limit: u32,
        /// How many drawings a gathered one is made of.
        #[component(default = 20)]
        blend: f64,
        /// Strength, from 0 to 1.
        #[component(default = 1)]
        opacity: f64,
        /// Brightness that counts as no shadow.
        #[component(default = 0.75)]
        alpha_test: f64,
        /// Colour.
        #[component(default = "black")]
        color: Color,
        /// How much of the things' colours is in their shadows.
        #[component(default = 2)]
        color_blend: f64,
        /// Pixels of each side.
        #[component(default = 1024)]
        resolution: u32,
        /// Whether the scene's tone mapping is applied.
        #[component(default = true)]
        tone_mapped: bool,
    }

    /// Light that its children bundle, as glass does, on the ground below them: the plane y = 0 of its own frame.
    /// It falls where they would throw shadows.
    Caustics [] {
        /// Where the light comes from, in its own frame: only the direction counts.
        #[component(default = [5, 5, 5])]
        light_source: Vec3,
        /// Colour of the light.
        #[component(default = "white")]
        color: Color,
        /// How bright light is that is not bundled.
        #[component(default = 0.05)]
        intensity: f64,
        /// How much slower light is inside the children: 1 is as fast as outside, glass has 1.5.
        #[component(default = 1.1)]
        ior: f64,
        /// Whether light is also bundled where it leaves them.
        #[component(default = false)]
        backside: bool,
        /// `ior` for where it leaves them.
        #[component(default = 1.1, rename = "backsideIOR")]
        backside_ior: f64,
        /// Width of a beam in metres: the smaller, the finer the pattern.
        #[component(default = 0.3125)]
        world_radius: f64,
        /// Pixels of each side of what it is computed in, at most 2048.
        #[component(default = 2024)]
        resolution: u32,
        /// How often it is computed after a change of its props; absent, whenever the children change. The
        /// original's clients compute it once.
        frames: u32,
        /// Whether the children are not drawn themselves.
        #[component(default = false)]
        caustics_only: bool,
        /// Whether lines show from where it is computed.
        #[component(default = false)]
        debug: bool,
    }

    /// Several lights around a position, moved about at each drawing of [`AccumulativeShadows`].
    RandomizedLight [] {
        /// How many lights there are.
        #[component(default = 8)]
        amount: u32,
        /// How far they are moved, in metres.
        #[component(default = 1)]
        radius: f64,
        /// Strength of all together.
        #[component(default = 3.141592653589793)]
        intensity: f64,
        /// Share of the light that comes from above instead of from the position.
        #[component(default = 0.5)]
        ambient: f64,
        /// Half the width of what throws shadows, in metres.
        #[component(default = 5)]
        size: f64,
        /// Metres from the light where shadows begin.
        #[component(default = 0.5)]
        near: f64,
        /// Metres from the light where shadows end.
        #[component(default = 500)]
        far: f64,
        /// Pixels of each side of the shadow maps.
        #[component(default = 512)]
        map_size: u32,
        /// How much nearer a surface must be to be in the shadow, as a part of the metres between `near`
        /// and `far`; absent, 5 mm. The original's clients: 0.001.
        bias: f64,
    }

    /// A photographer's stage for its children: lights, surroundings and a shadow under them. They are
    /// centred, and stand on the ground.
    Stage [] {
        /// How it is lit.
        #[component(default = "rembrandt")]
        preset: StagePreset,
        /// Strength of the lights.
        #[component(default = 0.5)]
        intensity: f64,
        /// Shadow under the children: `contact`, `accumulative`, or false; or a map of either's props with
        /// `type`.
        #[component(default = "contact")]
        shadows: Value,
        /// Name of the surroundings, null for none, or a map of an [`Environment`]'s props.
        #[component(default = "city")]
        environment: Value,
        /// Whether the camera is moved so that the children fill the view, or how much of it they fill.
        #[component(default = true)]
        adjust_camera: Value,
        /// Props of the [`Center`](super::Center) around the children.
        center: Map,
    }

    /// The sky of a clear day, at any time of it.
    Sky [] {
        /// Distance in metres at which it is drawn.
        #[component(default = 1000)]
        distance: f64,
        /// Where the sun is; absent, by `inclination` and `azimuth`.
        sun_position: Vec3,
        /// Height of the sun: 0.5 is the horizon, 1 is overhead.
        #[component(default = 0.6)]
        inclination: f64,
        /// Direction of the sun, as a share of a turn.
        #[component(default = 0.1)]
        azimuth: f64,
        /// Share of light that haze scatters.
        #[component(default = 0.005)]
        mie_coefficient: f64,
        /// How much of that goes straight on.
        #[component(default = 0.8)]
        mie_directional_g: f64,
        /// How blue the sky is.
        #[component(default = 0.5)]
        rayleigh: f64,
        /// How hazy it is.
        #[component(default = 10)]
        turbidity: f64,
    }

    /// Stars all around.
    Stars [] {
        /// Metres to the nearest.
        #[component(default = 100)]
        radius: f64,
        /// Metres from the nearest to the furthest.
        #[component(default = 50)]
        depth: f64,
        /// How many, at most 100,000.
        #[component(default = 5000)]
        count: u32,
        /// How colourful they are, from 0 to 1.
        #[component(default = 0)]
        saturation: f64,
        /// Size.
        #[component(default = 4)]
        factor: f64,
        /// Whether their edges are soft.
        #[component(default = false)]
        fade: bool,
        /// How fast they twinkle.
        #[component(default = 1)]
        speed: f64,
    }

    /// Dots of light that float about. `scale` is the size of the space they float in, in metres.
    Sparkles [] {
        /// How many, at most 100,000.
        #[component(default = 100)]
        count: u32,
        /// Size of one; absent, by chance.
        size: f64,
        /// Colour; absent, white.
        color: Color,
        /// From 0 to 1.
        #[component(default = 1)]
        opacity: f64,
        /// How fast they move.
        #[component(default = 1)]
        speed: f64,
        /// How unevenly they move, along all axes or each.
        #[component(default = 1)]
        noise: Scale,
    }

    /// A cloud of soft puffs that face the camera.
    Cloud [] {
        /// By which number chance is thrown: the same one gives the same cloud.
        #[component(default = 1)]
        seed: f64,
        /// How many puffs, at most 200.
        #[component(default = 20)]
        segments: u32,
        /// Half its extent in metres along each axis.
        #[component(default = [5, 1, 1])]
        bounds: Vec3,
        /// Where the largest puffs are.
        #[component(default = "inside")]
        concentrate: Concentration,
        /// Size of the puffs in metres.
        #[component(default = 6)]
        volume: f64,
        /// Size of the smallest, as a share.
        #[component(default = 0.25)]
        smallest_volume: f64,
        /// By how much puffs swell, in metres.
        #[component(default = 4)]
        growth: f64,
        /// How fast they move.
        #[component(default = 0)]
        speed: f64,
        /// Metres from the camera nearer than which puffs vanish.
        #[component(default = 10)]
        fade: f64,
        /// From 0 to 1.
        #[component(default = 1)]
        opacity: f64,
        /// Colour.
        #[component(default = "#ffffff")]
        color: Color,
    }

    /// A wall that bends into a floor, as behind a photograph. A child node is its material.
    Backdrop [surface: Surface] {
        /// How far the floor comes forward, as a share of the height.
        #[component(default = 0.25)]
        floor: f64,
        /// How smooth the bend is.
        #[component(default = 20)]
        segments: u32,
    }
}

/// A round, soft, painted shadow on the ground. With a `rotation`, `quaternion` or `matrix` it is a plane that faces +z
/// before it is turned.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "Shadow")]
pub struct PaintedShadow {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Colour.
    #[component(default = "black")]
    pub color: Option<Color>,
    /// Strength, from 0 to 1.
    #[component(default = 0.5)]
    pub opacity: Option<f64>,
    /// Share of the radius that is dark all over.
    #[component(default = 0)]
    pub color_stop: Option<f64>,
    /// Whether the scene's fog covers it.
    #[component(default = false)]
    pub fog: Option<bool>,
    /// Whether it hides what is behind it.
    #[component(default = false)]
    pub depth_write: Option<bool>,
}

words! {
    /// Where the largest puffs of a cloud are.
    pub enum Concentration {
        /// In the middle.
        Inside = "inside",
        /// At its edge.
        Outside = "outside",
        /// Anywhere.
        Random = "random",
    }
}

/// Shadows of lights that are soft at the edge, all over the scene.
#[derive(Debug, Clone, Default, Component)]
pub struct SoftShadows {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How soft: pixels of the shadow map.
    #[component(default = 25)]
    pub size: Option<f64>,
    /// How often a shadow is looked up for each pixel, at most 64: more is smoother, and slower.
    #[component(default = 10)]
    pub samples: Option<u32>,
}

/// Shadows are drawn once and then stay, while this node is there: for scenes that stand still.
#[derive(Debug, Clone, Default, Component)]
pub struct BakeShadows {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
}
