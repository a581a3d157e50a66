//! What is done to the picture before the page shows it.

use vuer_macros::Component;

use crate::base::Base;
use crate::prop::{Args, Color, Vec2};
use crate::value::Map;

/// Passes over the page's picture: its children, one after the other. Without any the picture is as it is
/// without this node. Of several the one of the highest `render_index` counts, and of those the newest.
/// Pictures of cameras other than the page's, and what a headset shows, are as they are without it.
///
/// ```
/// use vuer_protocol::{BaseProps, components as c};
///
/// // What is brighter than white glows.
/// let glow = c::Effects::new()
///     .disable_gamma(true)
///     .child(c::UnrealBloomPass::new().strength(0.6).radius(0.4).threshold(1.0));
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Effects {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Samples for each pixel, from 0 to 16: more than 1 smooths edges. Spelled as the original spells it.
    #[component(default = 8)]
    pub multisamping: Option<u32>,
    /// Which of several counts: the highest.
    #[component(default = 1)]
    pub render_index: Option<f64>,
    /// Whether it is out of work.
    #[component(default = false)]
    pub disable_render: Option<bool>,
    /// Whether the passes get light – linear, without an upper end – instead of the colours that the page
    /// shows. Tone mapping then comes after them, and over everything: the background and materials with
    /// `toneMapped: false`, too.
    #[component(default = false)]
    pub disable_gamma: Option<bool>,
    /// Whether the passes begin with black instead of the scene.
    #[component(default = false)]
    pub disable_render_pass: Option<bool>,
    /// Whether what is near hides what is behind it, whatever is drawn later.
    #[component(default = true)]
    pub depth_buffer: Option<bool>,
    /// Whether there is a stencil for materials that use one.
    #[component(default = false)]
    pub stencil_buffer: Option<bool>,
}

/// The page's picture as letters, over the page. Requests for the picture are answered with the picture itself. It
/// stands in the place of [`Effects`]: of all of both kinds the one of the highest `render_index` counts, and of those
/// the newest.
#[derive(Debug, Clone, Default, Component)]
pub struct AsciiRenderer {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Which of several counts: the highest.
    #[component(default = 1)]
    pub render_index: Option<f64>,
    /// Colour behind the letters.
    #[component(default = "black")]
    pub bg_color: Option<Color>,
    /// Colour of the letters.
    #[component(default = "white")]
    pub fg_color: Option<Color>,
    /// Letters from little ink to much.
    #[component(default = " .:-+*=%@#")]
    pub characters: Option<String>,
    /// Whether much ink is bright, as of white letters on black; else it is dark.
    #[component(default = true)]
    pub invert: Option<bool>,
    /// Whether letters have the colours of the picture.
    #[component(default = false)]
    pub color: Option<bool>,
    /// Letters per pixel of the page, from side to side; at most 0.5. They are twice as high as wide.
    #[component(default = 0.15)]
    pub resolution: Option<f64>,
}

/// Declares passes of [`Effects`].
macro_rules! passes {
    ($(
        $(#[$doc:meta])*
        $name:ident($tag:literal)
        { $(#[$args:meta])* args, $($(#[$meta:meta])* $prop:ident: $type:ident,)* }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Component)]
        #[component(tag = $tag)]
        pub struct $name {
            /// Key, containers, further props.
            #[component(base)]
            pub base: Base,
            /// What of the parent it is.
            #[component(default = "passes")]
            pub attach: Option<String>,
            /// Whether it does anything.
            #[component(default = true)]
            pub enabled: Option<bool>,
            $(#[$args])*
            pub args: Option<Args>,
            $($(#[$meta])* pub $prop: Option<$type>,)*
        }
    )+};
}

passes! {
    /// What is bright shines beyond its edges: a child of [`Effects`]. The original's clients have this
    /// pass only where code of the page adds it.
    UnrealBloomPass("unrealBloomPass") {
        /// A resolution, which has no effect, then `strength`, `radius` and `threshold`.
        args,
        /// How bright the shine is.
        #[component(default = 1)]
        strength: f64,
        /// How far it reaches, from 0 to 1.
        #[component(default = 0)]
        radius: f64,
        /// The brightness above which something shines: 1 is white.
        #[component(default = 0)]
        threshold: f64,
    }

    /// The picture as black dots, larger where it is darker: a child of [`Effects`]. The original's clients
    /// have this pass only where code of the page adds it.
    DotScreenPass("dotScreenPass") {
        /// `center`, `angle` and `scale`.
        args,
        /// The point that the dots are turned about, in pixels from the lower left corner of the page.
        #[component(default = [0.5, 0.5])]
        center: Vec2,
        /// By how much they are turned, in radians.
        #[component(default = 1.57)]
        angle: f64,
        /// How close they are: π / `scale` pixels from one to the next.
        #[component(default = 1)]
        scale: f64,
    }

    /// Grain as of a film, another with every frame that is drawn: a child of [`Effects`]. The original's
    /// clients have this pass only where code of the page adds it.
    FilmPass("filmPass") {
        /// `intensity` and `grayscale`.
        args,
        /// How strong the grain is, from 0 to 1.
        #[component(default = 0.5)]
        intensity: f64,
        /// Whether colours are left out.
        #[component(default = false)]
        grayscale: bool,
    }

    /// A fragment shader over the whole picture, which it reads from the uniform `tDiffuse` at the place
    /// `vUv`: a child of [`Effects`].
    ShaderPass("shaderPass") {
        /// The shader as a map of `vertexShader`, `fragmentShader`, `uniforms` and `defines`. The props of
        /// these names count before it.
        args,
        /// The vertex shader; absent, one that hands on `vUv`.
        vertex_shader: String,
        /// The fragment shader, in GLSL 1; absent, one that changes nothing.
        fragment_shader: String,
        /// As in `shaderMaterial`.
        uniforms: Map,
        /// Symbols for the preprocessor, with their values.
        defines: Map,
    }
}
