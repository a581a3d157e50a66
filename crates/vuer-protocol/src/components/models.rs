//! Models from files.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Model, Object3d};
use crate::prop::{Color, Material, MaterialType, NumberMap};
use crate::value::{Map, Value};

/// A model in the format glTF, binary or as text.
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
}

/// A robot described in URDF, with meshes in STL, OBJ, Collada or glTF.
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
    /// Position of each joint by its name: radians, or metres of a prismatic joint. Joints that are
    /// not named stay where they are.
    pub joint_values: Option<NumberMap>,
    /// URL of the folder against which meshes are found; absent, that of `src`.
    pub working_path: Option<String>,
    /// Where `package://` leads: the URL of each package by its name, or of the folder of all of them.
    pub packages: Option<Value>,
    /// URL of each mesh by the path in the URDF.
    pub assets: Option<Map>,
    /// Whether the links' visuals are drawn.
    #[component(default = true)]
    pub parse_visual: Option<bool>,
    /// Whether the links' collision shapes are drawn.
    #[component(default = false)]
    pub parse_collision: Option<bool>,
    /// Options of the browser's `fetch`.
    pub fetch_options: Option<Map>,
    /// Colour of all links, in place of the URDF's.
    pub color: Option<Color>,
    /// Material of all links.
    pub material: Option<Material>,
    /// Kind of that material.
    #[component(default = "physical")]
    pub material_type: Option<MaterialType>,
    /// Whether joints can be dragged in the page. Since 0.1.6.
    #[component(default = true)]
    pub enable_joint_drag: Option<bool>,
    /// Colour of the joint under the pointer. Since 0.1.6.
    #[component(default = "#FF9900")]
    pub joint_highlight_color: Option<Color>,
}
