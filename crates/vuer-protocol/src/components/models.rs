//! Models from files.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Model, ModelLook, Object3d, Playback};
use crate::prop::{Color, MaterialType, NumberMap, Texts, words};
use crate::value::{Map, Value};

/// What all models have in common, as a node of its own: it loads nothing and draws what is in it.
///
/// The class of 0.1.6 from which its loaders descend. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "div")]
pub struct ModelNode {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
}

/// A model in the format glTF, binary or as text, with Draco or meshopt compression and KTX2 pictures.
#[derive(Debug, Clone, Default, Component)]
pub struct Glb {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with.
    #[component(group)]
    pub look: ModelLook,
    /// How its animations are played.
    #[component(group)]
    pub playback: Playback,
}

/// A model in the format OBJ, with its materials in MTL.
///
/// Materials come from `mtl`, then `materials`, and without both from the `mtllib` that the file
/// names. If they cannot be had the model is shown without them.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::groups::ModelProps;
///
/// let chair = c::Obj::new().src("/static/chair.obj").mtl("/static/painted.mtl");
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Obj {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with.
    #[component(group)]
    pub look: ModelLook,
    /// URL of the MTL file.
    pub mtl: Option<String>,
    /// URLs of further MTL files; of materials of one name the first counts. The original's clients
    /// do not read it.
    pub materials: Option<Texts>,
}

/// A mesh in the format STL, as text or binary, with the colours that some programs write.
#[derive(Debug, Clone, Default, Component)]
pub struct Stl {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with.
    #[component(group)]
    pub look: ModelLook,
}

/// A mesh or a cloud of points in the format PLY, as text or binary.
///
/// Faces make it a mesh, drawn from both sides; without them it is a cloud. Files of Gaussian splats
/// are shown as their centres; `Splat` draws what they mean.
#[derive(Debug, Clone, Default, Component)]
pub struct Ply {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with.
    #[component(group)]
    pub look: ModelLook,
    /// Diameter of a cloud's points in metres.
    #[component(default = 0.005)]
    pub size: Option<f64>,
}

/// A cloud of points in the format PCD: ascii, binary or binary_compressed.
#[derive(Debug, Clone, Default, Component)]
pub struct Pcd {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// Diameter of a point in metres.
    #[component(default = 0.0015)]
    pub size: Option<f64>,
    /// Colour of the points; with colours in the file, what these are multiplied with.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
}

/// A model in the format COLLADA. Since 0.1.6 in Python.
#[derive(Debug, Clone, Default, Component)]
pub struct Dae {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with.
    #[component(group)]
    pub look: ModelLook,
    /// How its animations are played.
    #[component(group)]
    pub playback: Playback,
}

/// A model in the format FBX, binary or as text, with its skeleton. Since 0.1.6 in Python.
#[derive(Debug, Clone, Default, Component)]
pub struct Fbx {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with.
    #[component(group)]
    pub look: ModelLook,
    /// How its animations are played.
    #[component(group)]
    pub playback: Playback,
    /// Radius of the bones of its skeleton, in the model's unit.
    #[component(default = 0.01)]
    pub bone_radius: Option<f64>,
    /// Colour of the skeleton's joints.
    #[component(default = "#ffda23")]
    pub joint_color: Option<Color>,
    /// Whether each joint shows its axes.
    #[component(default = false)]
    pub frame: Option<bool>,
    /// Factor of the size of these axes.
    #[component(default = 1)]
    pub frame_scale: Option<f64>,
    /// Whether each joint shows its name.
    #[component(default = false)]
    pub label: Option<bool>,
}

words! {
    /// How a bone is drawn.
    pub enum BoneShape {
        /// A solid rod with a ball at its joint.
        Capsule = "capsule",
        /// A line.
        Bone = "bone",
    }
}

/// A captured motion in the format BVH: its skeleton, moving. Since 0.1.6 in Python.
///
/// Such files count in centimetres mostly: without `scale` it is drawn at a hundredth.
#[derive(Debug, Clone, Default, Component)]
pub struct Bvh {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the file comes from.
    #[component(group)]
    pub model: Model,
    /// How its animations are played.
    #[component(group)]
    pub playback: Playback,
    /// How bones are drawn.
    #[component(default = "capsule")]
    pub bone: Option<BoneShape>,
    /// Radius of a bone in the file's unit; absent, a tenth of the bone's length, at most 2.
    pub bone_radius: Option<f64>,
    /// Colour of the bones.
    #[component(default = "#23aaff")]
    pub color: Option<Color>,
    /// Colour of the joints, and of bones that are lines.
    #[component(default = "#ffda23")]
    pub joint_color: Option<Color>,
    /// The same, as the client of 0.1.6 calls it.
    pub skeleton_color: Option<Color>,
    /// How light acts on bones and joints.
    #[component(default = "physical")]
    pub material_type: Option<MaterialType>,
    /// Whether each joint shows its axes.
    #[component(default = true)]
    pub show_frames: Option<bool>,
    /// Factor of the size of these axes.
    #[component(default = 1)]
    pub frame_scale: Option<f64>,
    /// Whether each joint shows its name.
    #[component(default = false)]
    pub label: Option<bool>,
}

/// A robot described in URDF, with meshes in STL, OBJ, COLLADA, glTF, PLY or PCD.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::{BaseProps, groups::ModelProps};
///
/// let arm = c::Urdf::new().key("arm").src("/static/arm.urdf").joint_values([("elbow", 0.5)]);
/// // Later, the joints alone, without loading anything again:
/// let pose = c::Urdf::new().key("arm").joint_values([("elbow", 0.6)]);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Urdf {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Where the URDF comes from.
    #[component(group)]
    pub model: Model,
    /// What it is painted with. Its meshes are `physical` if nothing else is set.
    #[component(group)]
    pub look: ModelLook,
    /// Position of each joint by its name: radians, or metres of a prismatic joint. Joints that are
    /// not named stay where they are.
    pub joint_values: Option<NumberMap>,
    /// URL of the folder against which meshes are found; absent, that of `src`.
    pub working_path: Option<String>,
    /// Where `package://` leads: the URL of each package by its name, or of the folder of all of them.
    pub packages: Option<Value>,
    /// Whether the links' visuals are drawn.
    #[component(default = true)]
    pub parse_visual: Option<bool>,
    /// Whether the links' collision shapes are drawn.
    #[component(default = false)]
    pub parse_collision: Option<bool>,
    /// Options of the browser's `fetch`.
    pub fetch_options: Option<Map>,
    /// Whether joints can be dragged in the page. Since 0.1.6. Our own client tells with the event
    /// JOINT_MOVE.
    #[component(default = true)]
    pub enable_joint_drag: Option<bool>,
    /// Colour of the joint under the pointer. Since 0.1.6.
    #[component(default = "#FF9900")]
    pub joint_highlight_color: Option<Color>,
}
