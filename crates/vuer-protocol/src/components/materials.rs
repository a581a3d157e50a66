//! Materials as nodes: each is a child of what it is on.
//!
//! ```
//! use vuer_protocol::{components as c, prelude::*};
//!
//! let ball = c::Mesh::new().child((
//!     c::SphereGeometry::new().args([0.5, 32.0, 16.0]),
//!     c::MeshStandardMaterial::new().metalness(1).roughness(0.2),
//! ));
//! ```

use vuer_macros::{Component, Group};

use super::masks::StencilFunc;
use crate::base::Base;
use crate::prop::{Color, Scale, Side, Source, Vec2, words};
use crate::value::{Map, Value};

words! {
    /// How the colour of a surface is joined with what is behind it.
    pub enum Blending {
        /// It replaces it.
        None = "none",
        /// By opacity.
        Normal = "normal",
        /// It is added.
        Additive = "additive",
        /// It is taken away.
        Subtractive = "subtractive",
        /// Both are multiplied.
        Multiply = "multiply",
    }
}

/// What all materials have. The original hands any property of the three.js class on, and so does this
/// client.
#[derive(Debug, Clone, Default, Group)]
pub struct MaterialBase {
    /// What of the parent it is: `material`, or `material-0` and so on for the sides of a box.
    #[component(default = "material")]
    pub attach: Option<String>,
    /// From 0, invisible, to 1. Below 1 it is transparent unless told otherwise.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Whether `opacity` and the alpha of pictures count.
    #[component(default = false)]
    pub transparent: Option<bool>,
    /// Which side of the triangles is drawn.
    #[component(default = "front")]
    pub side: Option<Side>,
    /// Whether anything is drawn.
    #[component(default = true)]
    pub visible: Option<bool>,
    /// Whether what is nearer hides it.
    #[component(default = true)]
    pub depth_test: Option<bool>,
    /// Whether it hides what is behind it.
    #[component(default = true)]
    pub depth_write: Option<bool>,
    /// Opacity below which a pixel is left out.
    #[component(default = 0)]
    pub alpha_test: Option<f64>,
    /// How it is joined with what is behind it.
    #[component(default = "normal")]
    pub blending: Option<Blending>,
    /// Whether the scene's tone mapping is applied.
    #[component(default = true)]
    pub tone_mapped: Option<bool>,
    /// Whether the geometry's colours are multiplied in.
    #[component(default = false)]
    pub vertex_colors: Option<bool>,
    /// Whether a [`Mask`](super::Mask) cuts it out.
    #[component(default = false)]
    pub stencil_write: Option<bool>,
    /// The `id` of the mask.
    #[component(default = 0)]
    pub stencil_ref: Option<u32>,
    /// Whether it is drawn in the mask or around it.
    #[component(default = "always")]
    pub stencil_func: Option<StencilFunc>,
}

/// The colour of a material, as one and as a picture.
#[derive(Debug, Clone, Default, Group)]
pub struct Paint {
    /// Colour.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// URL or file of the picture on the surface.
    pub map: Option<Source>,
    /// How often that picture is repeated across and along.
    #[component(default = [1, 1])]
    pub map_repeat: Option<Vec2>,
    /// Whether only the edges of the triangles are drawn.
    #[component(default = false)]
    pub wireframe: Option<bool>,
}

/// The light that a material gives off.
#[derive(Debug, Clone, Default, Group)]
pub struct Glow {
    /// Colour of that light.
    #[component(default = "#000000")]
    pub emissive: Option<Color>,
    /// Strength of that light.
    #[component(default = 1)]
    pub emissive_intensity: Option<f64>,
    /// URL or file of the picture of where it is given off.
    pub emissive_map: Option<Source>,
}

/// Bumps of a surface, from pictures.
#[derive(Debug, Clone, Default, Group)]
pub struct Relief {
    /// URL or file of the picture of bumps as directions.
    pub normal_map: Option<Source>,
    /// Strength of `normalMap` across and along.
    #[component(default = [1, 1])]
    pub normal_scale: Option<Vec2>,
    /// URL or file of the picture of bumps as heights.
    pub bump_map: Option<Source>,
    /// Strength of `bumpMap`.
    #[component(default = 1)]
    pub bump_scale: Option<f64>,
    /// URL or file of the picture by whose brightness vertices are pushed out.
    pub displacement_map: Option<Source>,
    /// How far a white pixel pushes, in metres.
    #[component(default = 1)]
    pub displacement_scale: Option<f64>,
    /// How far a black pixel pushes, in metres.
    #[component(default = 0)]
    pub displacement_bias: Option<f64>,
    /// Whether each triangle has one shade.
    #[component(default = false)]
    pub flat_shading: Option<bool>,
}

/// Roughness and metal.
#[derive(Debug, Clone, Default, Group)]
pub struct Gloss {
    /// From 0, a mirror, to 1, matt.
    #[component(default = 1)]
    pub roughness: Option<f64>,
    /// From 0 to 1, metal.
    #[component(default = 0)]
    pub metalness: Option<f64>,
    /// URL or file of the picture whose green is roughness.
    pub roughness_map: Option<Source>,
    /// URL or file of the picture whose blue is metalness.
    pub metalness_map: Option<Source>,
    /// URL of the panorama that the surface mirrors; absent, the scene's.
    pub env_map: Option<Source>,
    /// Strength of what it mirrors.
    #[component(default = 1)]
    pub env_map_intensity: Option<f64>,
}

/// What physical materials add to roughness and metal.
#[derive(Debug, Clone, Default, Group)]
pub struct Physique {
    /// Strength of a clear layer on top, from 0 to 1.
    #[component(default = 0)]
    pub clearcoat: Option<f64>,
    /// Roughness of that layer.
    #[component(default = 0)]
    pub clearcoat_roughness: Option<f64>,
    /// How much it mirrors where it is no metal, from 0 to 1.
    #[component(default = 0.5)]
    pub reflectivity: Option<f64>,
    /// Index of refraction, from 1 to 2.333.
    #[component(default = 1.5)]
    pub ior: Option<f64>,
    /// How much light goes through, from 0 to 1.
    #[component(default = 0)]
    pub transmission: Option<f64>,
    /// Thickness below the surface in metres, for refraction.
    #[component(default = 0)]
    pub thickness: Option<f64>,
    /// Colour that white light takes on its way through.
    #[component(default = "#ffffff")]
    pub attenuation_color: Option<Color>,
    /// Metres after which light has that colour; absent, never.
    pub attenuation_distance: Option<f64>,
    /// Strength of a velvet layer, from 0 to 1.
    #[component(default = 0)]
    pub sheen: Option<f64>,
    /// Colour of that layer.
    #[component(default = "#000000")]
    pub sheen_color: Option<Color>,
    /// Strength of colours as of a soap bubble, from 0 to 1.
    #[component(default = 0)]
    pub iridescence: Option<f64>,
}

/// Declares materials: the name, the tag, the groups beside [`MaterialBase`], and props of its own.
macro_rules! materials {
    ($(
        $(#[$doc:meta])*
        $name:ident($($option:tt)*) [$($field:ident: $group:ident),*]
        { $($(#[$meta:meta])* $prop:ident: $type:ident,)* }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Component)]
        #[component($($option)*)]
        pub struct $name {
            /// Key, containers, further props.
            #[component(base)]
            pub base: Base,
            /// What all materials have.
            #[component(group)]
            pub material: MaterialBase,
            $(
                /// Props that it shares with some materials.
                #[component(group)]
                pub $field: $group,
            )*
            $($(#[$meta])* pub $prop: Option<$type>,)*
        }
    )+};
}

materials! {
    /// A material of which only the general props are known; drawn as [`MeshBasicMaterial`].
    Material(tag = "material") [paint: Paint] {}

    /// Flat colour, untouched by light.
    MeshBasicMaterial(tag = "meshBasicMaterial") [paint: Paint] {
        /// Whether the scene's fog covers it.
        #[component(default = true)]
        fog: bool,
    }

    /// Matt, cheap.
    MeshLambertMaterial(tag = "meshLambertMaterial") [paint: Paint, glow: Glow, relief: Relief] {}

    /// Shiny, cheap.
    MeshPhongMaterial(tag = "meshPhongMaterial") [paint: Paint, glow: Glow, relief: Relief] {
        /// Colour of highlights.
        #[component(default = "#111111")]
        specular: Color,
        /// How small highlights are.
        #[component(default = 30)]
        shininess: f64,
    }

    /// Light in steps.
    MeshToonMaterial(tag = "meshToonMaterial") [paint: Paint, glow: Glow, relief: Relief] {
        /// URL or file of the picture whose row of pixels are the steps.
        gradient_map: Source,
    }

    /// Roughness and metal.
    MeshStandardMaterial(tag = "meshStandardMaterial")
        [paint: Paint, gloss: Gloss, glow: Glow, relief: Relief] {}

    /// Roughness and metal, with clear coat, transmission, sheen and more.
    MeshPhysicalMaterial(tag = "meshPhysicalMaterial")
        [paint: Paint, gloss: Gloss, physique: Physique, glow: Glow, relief: Relief] {}

    /// Light painted on a picture of a sphere.
    MeshMatcapMaterial(tag = "meshMatcapMaterial") [paint: Paint, relief: Relief] {
        /// URL or file of that picture.
        matcap: Source,
    }

    /// Direction of the surface as colour.
    MeshNormalMaterial(tag = "meshNormalMaterial") [relief: Relief] {
        /// Whether only the edges of the triangles are drawn.
        #[component(default = false)]
        wireframe: bool,
    }

    /// Distance from the camera as brightness.
    MeshDepthMaterial(tag = "meshDepthMaterial") [] {
        /// Whether only the edges of the triangles are drawn.
        #[component(default = false)]
        wireframe: bool,
    }

    /// Distance from the camera as red: black is near, red is far.
    MeshDistanceMaterial(tag = "meshDistanceMaterial") [] {
        /// Metres up to which it is black. Not in the original.
        #[component(default = 1)]
        near_distance: f64,
        /// Metres from which it is red. Not in the original.
        #[component(default = 1000)]
        far_distance: f64,
    }

    /// Nothing but the shadows that fall on it.
    ShadowMaterial(tag = "shadowMaterial") [] {
        /// Colour of the shadows.
        #[component(default = "#000000")]
        color: Color,
    }

    /// Of lines, one pixel wide.
    LineBasicMaterial(tag = "lineBasicMaterial") [] {
        /// Colour.
        #[component(default = "#ffffff")]
        color: Color,
    }

    /// Of dashed lines, one pixel wide.
    LineDashedMaterial(tag = "lineDashedMaterial") [] {
        /// Colour.
        #[component(default = "#ffffff")]
        color: Color,
        /// Length of a dash in metres.
        #[component(default = 3)]
        dash_size: f64,
        /// Length of a gap in metres.
        #[component(default = 1)]
        gap_size: f64,
        /// Factor of both, as one number.
        #[component(default = 1)]
        scale: Scale,
    }

    /// Of points.
    PointsMaterial(tag = "pointsMaterial") [] {
        /// Colour.
        #[component(default = "#ffffff")]
        color: Color,
        /// URL or file of the picture that each point is.
        map: Source,
        /// Size in metres, or in pixels without `sizeAttenuation`.
        #[component(default = 1)]
        size: f64,
        /// Whether points look smaller further away.
        #[component(default = true)]
        size_attenuation: bool,
    }

    /// Of points that are round, with soft edges where `transparent` is set.
    PointMaterial(tag = "PointMaterial") [] {
        /// Colour.
        #[component(default = "#ffffff")]
        color: Color,
        /// URL or file of the picture that each point is cut out of.
        map: Source,
        /// Size in metres, or in pixels without `sizeAttenuation`.
        #[component(default = 1)]
        size: f64,
        /// Whether points look smaller further away.
        #[component(default = true)]
        size_attenuation: bool,
    }

    /// Of sprites.
    SpriteMaterial(tag = "spriteMaterial") [] {
        /// Colour.
        #[component(default = "#ffffff")]
        color: Color,
        /// URL or file of the picture.
        map: Source,
        /// Rotation in radians, as one number.
        #[component(default = 0)]
        rotation: Value,
        /// Whether it looks smaller further away.
        #[component(default = true)]
        size_attenuation: bool,
    }

    /// A shader in GLSL, with three.js's attributes, uniforms and chunks. One that does not compile shows
    /// a marker with the compiler's words.
    ShaderMaterial(tag = "shaderMaterial") [] {
        /// The vertex shader.
        vertex_shader: String,
        /// The fragment shader.
        fragment_shader: String,
        /// Uniforms by name: a number, two to four numbers, 9 or 16 for a matrix, a colour or the URL of
        /// a picture as text; each also as `{value: …}`. Changed without compiling anew.
        uniforms: Map,
        /// Symbols for the preprocessor, with their values.
        defines: Map,
        /// Whether only the edges of the triangles are drawn.
        #[component(default = false)]
        wireframe: bool,
        /// Whether the shader gets the scene's lights.
        #[component(default = false)]
        lights: bool,
        /// Whether the shader gets the scene's fog.
        #[component(default = false)]
        fog: bool,
        /// `300 es`, or nothing for GLSL 1.
        glsl_version: String,
    }

    /// A shader in GLSL to which nothing is added.
    RawShaderMaterial(tag = "rawShaderMaterial") [] {
        /// The vertex shader.
        vertex_shader: String,
        /// The fragment shader.
        fragment_shader: String,
        /// As in `shaderMaterial`.
        uniforms: Map,
        /// Symbols for the preprocessor, with their values.
        defines: Map,
        /// Whether only the edges of the triangles are drawn.
        #[component(default = false)]
        wireframe: bool,
        /// `300 es`, or nothing for GLSL 1.
        glsl_version: String,
    }

    /// Flat colour, untouched by light. Since 0.1.6.
    BasicMaterial(tag = "BasicMaterial") [paint: Paint] {}

    /// Matt, cheap. Since 0.1.6. `emissiveIntensity` is 0 if it is not set.
    LambertMaterial(tag = "LambertMaterial") [paint: Paint, glow: Glow] {}

    /// Shiny, cheap. Since 0.1.6. `emissiveIntensity` is 0 if it is not set.
    PhongMaterial(tag = "PhongMaterial") [paint: Paint, glow: Glow] {
        /// Colour of highlights.
        #[component(default = "#111111")]
        specular: Color,
        /// How small highlights are.
        #[component(default = 30)]
        shininess: f64,
        /// Whether each triangle has one shade.
        #[component(default = false)]
        flat_shading: bool,
    }

    /// Roughness and metal. Since 0.1.6. `emissiveIntensity` is 0 if it is not set.
    StandardMaterial(tag = "StandardMaterial") [paint: Paint, gloss: Gloss, glow: Glow] {
        /// Whether each triangle has one shade.
        #[component(default = false)]
        flat_shading: bool,
    }

    /// Roughness and metal, with clear coat and more. Since 0.1.6. `emissiveIntensity` is 0 if it is not
    /// set.
    PhysicalMaterial(tag = "PhysicalMaterial", aliases = ["Material"])
        [paint: Paint, gloss: Gloss, physique: Physique, glow: Glow] {
        /// Whether each triangle has one shade.
        #[component(default = false)]
        flat_shading: bool,
    }

    /// Glass: a physical material with `transmission` 1, `thickness` 0.5, `roughness` 0 and
    /// `attenuationDistance` 1 if they are not set. Since 0.1.6.
    TransmissionMaterial(tag = "TransmissionMaterial")
        [paint: Paint, gloss: Gloss, physique: Physique, glow: Glow] {
        /// Whether each triangle has one shade.
        #[component(default = false)]
        flat_shading: bool,
    }

    /// A standard material whose shape wobbles about y.
    MeshWobbleMaterial(tag = "MeshWobbleMaterial") [paint: Paint, gloss: Gloss, glow: Glow, relief: Relief] {
        /// How fast.
        #[component(default = 1)]
        speed: f64,
        /// How much.
        #[component(default = 1)]
        factor: f64,
    }

    /// A physical material whose shape flows.
    MeshDistortMaterial(tag = "MeshDistortMaterial")
        [paint: Paint, gloss: Gloss, physique: Physique, glow: Glow, relief: Relief] {
        /// How fast.
        #[component(default = 1)]
        speed: f64,
        /// How much.
        #[component(default = 0.4)]
        distort: f64,
        /// Size, as a factor.
        #[component(default = 1)]
        radius: f64,
    }

    /// Nothing: the mesh is not drawn, but its children are, and it throws shadows.
    MeshDiscardMaterial(tag = "MeshDiscardMaterial") [] {}

    /// A mirror, for a plane that faces along its z, such as a [`Plane`](super::Plane): a standard material that
    /// shows the scene as well. What it mirrors is drawn once more for each mirror.
    MeshReflectorMaterial(tag = "MeshReflectorMaterial")
        [paint: Paint, gloss: Gloss, glow: Glow, relief: Relief] {
        /// Pixels of each side of what is mirrored, at most 2048.
        #[component(default = 256)]
        resolution: u32,
        /// How much of the surface is mirror, from 0 to 1.
        #[component(default = 0)]
        mirror: f64,
        /// How strong what is mirrored is.
        #[component(default = 1)]
        mix_strength: f64,
        /// Contrast of what is mirrored; 1 leaves it.
        #[component(default = 1)]
        mix_contrast: f64,
        /// How blurred what is mirrored is, across and along: pixels.
        #[component(default = [0, 0])]
        blur: Vec2,
        /// How much of the blurred picture is mixed in, times roughness.
        #[component(default = 0)]
        mix_blur: f64,
        /// Metres by which the mirror's plane is before the surface.
        #[component(default = 0)]
        reflector_offset: f64,
    }

    /// Glass that takes colours apart, blurs and distorts what is behind it: a physical material, with
    /// `transmission` 1 and `roughness` 0 if they are not set.
    MeshTransmissionMaterial(tag = "MeshTransmissionMaterial")
        [paint: Paint, gloss: Gloss, physique: Physique, glow: Glow, relief: Relief] {
        /// How often what is behind is looked up for each pixel, at most 32.
        #[component(default = 10)]
        samples: u32,
        /// How far colours are apart.
        #[component(default = 0.05)]
        chromatic_aberration: f64,
        /// How blurred it is, where it is not rough.
        #[component(default = 0.1)]
        anisotropic_blur: f64,
        /// How much it distorts.
        #[component(default = 0)]
        distortion: f64,
        /// How fine distortions are.
        #[component(default = 0.5)]
        distortion_scale: f64,
        /// How fast distortions move; 0, they stand still.
        #[component(default = 0)]
        temporal_distortion: f64,
    }
}

/// Fog that covers what is far. A child of the scene, or of anything in it: there is one fog, the newest.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "fog", key = "fog")]
pub struct Fog {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What of the scene it is. 0.1.6's client shows no fog without it.
    #[component(default = "fog")]
    pub attach: Option<String>,
    /// Colour.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// Metres from the camera at which it begins.
    #[component(default = 1)]
    pub near: Option<f64>,
    /// Metres from the camera at which nothing else is seen.
    #[component(default = 1000)]
    pub far: Option<f64>,
}

/// Fog that grows denser with the distance.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "fogExp2")]
pub struct FogExp2 {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What of the scene it is.
    #[component(default = "fog")]
    pub attach: Option<String>,
    /// Colour.
    #[component(default = "#ffffff")]
    pub color: Option<Color>,
    /// How fast it grows denser, per metre.
    #[component(default = 0.00025)]
    pub density: Option<f64>,
}
