//! The scene and what gives it structure.

use vuer_macros::{Component, Group as GroupOfProps};

use super::{
    Gamepad, GrabRender, Grid, Hands, HemisphereLightStage, MotionControllers, OrbitControls,
    PerspectiveCamera,
};
use crate::base::{Base, BaseProps};
use crate::component::{Children, Encode as _};
use crate::groups::{Object3d, Object3dProps as _};
use crate::node::{Container, Node};
use crate::prop::{Color, Vec3, words};
use crate::value::{Map, Value};

words! {
    /// When the canvas is drawn.
    pub enum Frameloop {
        /// On every frame of the display.
        Always = "always",
        /// When something changed.
        Demand = "demand",
        /// Never.
        Never = "never",
    }
}

/// What can be said about a scene as a whole.
#[derive(Debug, Clone, Default, GroupOfProps)]
pub struct SceneSettings {
    /// Which way is up, for the grid and for cameras made later.
    #[component(default = [0, 1, 0])]
    pub up: Option<Vec3>,
    /// When the canvas is drawn.
    #[component(default = "demand")]
    pub frameloop: Option<Frameloop>,
    /// Colour behind everything. The original's clients ignore it.
    pub background: Option<Color>,
    /// Whether there are shadows, or the kind of shadow map: `basic`, `percentage`, `soft`,
    /// `variance`.
    #[component(default = true)]
    pub shadows: Option<Value>,
    /// How brightness is brought into the display's range: `none`, `linear`, `reinhard`, `cineon`,
    /// `acesFilmic`, `agx`, `neutral`. The original's clients ignore it.
    #[component(default = "acesFilmic")]
    pub tone_mapping: Option<String>,
    /// Factor of brightness before tone mapping. The original's clients ignore it.
    #[component(default = 1)]
    pub tone_mapping_exposure: Option<f64>,
    /// CSS of the canvas, by camel-cased property. Our client leaves its canvas as it is.
    pub style: Option<Map>,
    /// CSS classes of the canvas. Our client leaves its canvas as it is.
    pub class_name: Option<String>,
    /// Whether there is a grid. No client reads it; `bg_children` without a `Grid` leave it out.
    #[component(default = true)]
    pub grid: Option<bool>,
    /// Where the camera begins, in metres; it goes there whenever this changes. The original's clients ignore it.
    pub cam_position: Option<Vec3>,
    /// How it is turned there: angles about x, y and z in radians. The original's clients ignore it.
    pub cam_rotation: Option<Vec3>,
    /// Whether the camera can be orbited. The original's clients ignore it.
    #[component(default = true)]
    pub enable_orbit_control: Option<bool>,
    /// Whether nodes can be edited in the page. In ours they always can.
    #[component(default = false)]
    pub edit_mode: Option<bool>,
    /// By how many pixels the picture is shifted to the right. Since 0.1.6.
    #[component(default = 0)]
    pub offset_x: Option<f64>,
    /// By how many pixels the picture is shifted up. Since 0.1.6.
    #[component(default = 0)]
    pub offset_y: Option<f64>,
}

/// The root of what a client shows.
///
/// A SET of a scene replaces the containers it has and leaves the others: a scene without background
/// keeps the grid, lights and controls that the page comes with.
#[derive(Debug, Clone, Default, Component)]
pub struct Scene {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What can be said about the scene as a whole.
    #[component(group)]
    pub settings: SceneSettings,
}

/// A [`Scene`] whose background is that of the page at the start: grid, lights, controls, camera,
/// hands, controllers, gamepad, and a [`GrabRender`].
///
/// Setting it puts back what an earlier scene has replaced.
#[derive(Debug, Clone, Component)]
#[component(tag = "Scene")]
pub struct DefaultScene {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What can be said about the scene as a whole.
    #[component(group)]
    pub settings: SceneSettings,
}

impl Default for DefaultScene {
    fn default() -> Self {
        let scene = Self {
            base: Base::default(),
            settings: SceneSettings::default(),
        };
        scene
            .up([0, 1, 0])
            .bg_child((builtin_background(), GrabRender::new()))
    }
}

/// What the page shows before the program has said anything, in the background: a floor, light, a camera to look
/// around with, and the input devices of a headset.
pub fn builtin_background() -> Vec<Node> {
    vec![
        Grid::new().key("grid").to_node(),
        HemisphereLightStage::new().key("light-stage").to_node(),
        Gamepad::new().key("gamepad-0").index(0).to_node(),
        Hands::new().key("hands").fps(30).stream(true).to_node(),
        MotionControllers::new()
            .key("motion-controllers")
            .fps(30)
            .stream(true)
            .left(true)
            .right(true)
            .to_node(),
        OrbitControls::new().key("orb-control").to_node(),
        PerspectiveCamera::new()
            .key("perspective-camera")
            .make_default(true)
            .position([0, 2, 2])
            .to_node(),
    ]
}

/// Setters of the containers that only a scene has.
pub trait SceneContainers: BaseProps + AsMut<SceneSettings> {
    /// Adds to the background: grid, lights, controls, cameras. Once there is one, the page's own is
    /// gone.
    #[must_use]
    fn bg_child(self, children: impl Children) -> Self {
        self.add_to(Container::BgChildren, children)
    }

    /// Adds beside the scene: drawn at once, without waiting for what the children load.
    #[must_use]
    fn raw_child(self, children: impl Children) -> Self {
        self.add_to(Container::RawChildren, children)
    }

    /// Adds HTML over the canvas.
    #[must_use]
    fn html_child(self, children: impl Children) -> Self {
        self.add_to(Container::HtmlChildren, children)
    }
}

impl<T: BaseProps + AsMut<SceneSettings>> SceneContainers for T {}

/// A frame of reference: what it holds moves with it.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "VuerGroup", aliases = ["Group"])]
pub struct Group {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
}

/// A frame of reference as three.js knows it: a [`Group`] by another tag.
///
/// The original's clients take an empty one out of the scene when any node is removed.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "group")]
pub struct IntrinsicGroup {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
}
