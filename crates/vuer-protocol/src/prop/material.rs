//! Materials as a prop of the mesh they are on.

use super::{Prop, PropValue, words};
use crate::codec::Encoder;
use crate::component::PropType;
use crate::value::{Map, Name, Value};

words! {
    /// Which three.js material a surface has.
    pub enum MaterialType {
        /// Flat colour, untouched by light.
        Basic = "basic",
        /// Roughness and metalness.
        Standard = "standard",
        /// As standard, with clear coat, transmission, sheen and more.
        Physical = "physical",
        /// Matt, cheap.
        Lambert = "lambert",
        /// Shiny, cheap.
        Phong = "phong",
        /// Light in steps.
        Toon = "toon",
        /// Direction of the surface as colour.
        Normal = "normal",
        /// Distance from the camera as brightness.
        Depth = "depth",
        /// Light painted on a picture of a sphere.
        Matcap = "matcap",
    }
}

/// Properties of a material, which three.js's documentation lists, and maps by URL: `map`,
/// `normalMap`, `displacementMap` and so on, each with `…Repeat`.
///
/// ```
/// use vuer_protocol::prop::Material;
///
/// let brass = Material::new().color("#b5a642").metalness(0.9).roughness(0.3).prop("clearcoat", 0.5);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Material(Map);

macro_rules! setters {
    ($($(#[$doc:meta])* $field:ident: $name:literal, $type:ty;)+) => {
        impl Material {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(self, $field: impl Into<$type>) -> Self {
                    let value: $type = $field.into();
                    self.prop($name, value.to_value())
                }
            )+
        }
    };
}

setters! {
    /// Colour. Default: white.
    color: "color", super::Color;
    /// From 0 to 1; below 1 set `transparent` too. Default: 1.
    opacity: "opacity", f64;
    /// Whether `opacity` and the alpha of `map` count. Default: false.
    transparent: "transparent", bool;
    /// Whether only the edges of the triangles are drawn. Default: false.
    wireframe: "wireframe", bool;
    /// Which side of the triangles is drawn. Default: front.
    side: "side", super::Side;
    /// From 0, a mirror, to 1, matt. Default: 1.
    roughness: "roughness", f64;
    /// From 0 to 1, metal. Default: 0.
    metalness: "metalness", f64;
    /// Colour of the light it gives off. Default: black.
    emissive: "emissive", super::Color;
    /// Strength of that light. Default: 1.
    emissive_intensity: "emissiveIntensity", f64;
    /// Whether each triangle has one shade. Default: false.
    flat_shading: "flatShading", bool;
    /// URL or file of the picture on the surface.
    map: "map", super::Source;
    /// How often that picture is repeated across and along. Default: once.
    map_repeat: "mapRepeat", super::Vec2;
    /// URL or file of the picture of the surface's bumps, as directions.
    normal_map: "normalMap", super::Source;
    /// URL or file of the picture by whose brightness the surface is pushed out.
    displacement_map: "displacementMap", super::Source;
}

impl Material {
    /// Nothing set.
    pub const fn new() -> Self {
        Self(Map::new())
    }

    /// Sets any property by its wire name.
    #[must_use]
    pub fn prop(mut self, name: impl Into<Name>, value: impl Into<Value>) -> Self {
        self.0.insert(name, value);
        self
    }
}

impl From<Map> for Material {
    fn from(properties: Map) -> Self {
        Self(properties)
    }
}

impl Prop for Material {
    fn encode(&self, out: &mut Encoder) {
        Prop::encode(&self.0, out);
    }
    fn to_value(&self) -> Value {
        Value::Map(self.0.clone())
    }
}

impl PropValue for Material {
    const TYPE: PropType = <Map as PropValue>::TYPE;
    fn from_value(value: Value) -> Result<Self, Value> {
        Map::from_value(value).map(Self)
    }
}

/// Which side of a surface's triangles is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The side from which the corners run anticlockwise.
    Front,
    /// The other.
    Back,
    /// Both.
    Double,
}

impl Side {
    const ALL: [Self; 3] = [Self::Front, Self::Back, Self::Double];

    fn word(self) -> &'static str {
        ["front", "back", "double"][self as usize]
    }
}

impl Prop for Side {
    fn encode(&self, out: &mut Encoder) {
        out.str(self.word());
    }
    fn to_value(&self) -> Value {
        self.word().into()
    }
}

/// Some of the original's components take three.js's numbers: 0, 1, 2.
impl PropValue for Side {
    const TYPE: PropType = PropType::OneOf(&[
        PropType::Words(&["front", "back", "double"]),
        PropType::Integer,
    ]);
    fn from_value(value: Value) -> Result<Self, Value> {
        let found = Self::ALL.into_iter().find(|side| {
            value.as_str() == Some(side.word()) || value.as_i64() == Some(*side as i64)
        });
        found.ok_or(value)
    }
}
