//! Text in the scene.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Color, words};
use crate::value::Value;

words! {
    /// How lines of text are aligned.
    pub enum TextAlign {
        /// At the left.
        Left = "left",
        /// In the middle.
        Center = "center",
        /// At the right.
        Right = "right",
        /// At both sides.
        Justify = "justify",
    }
}

/// Text on a plane, facing +z. The text itself is its child.
///
/// ```
/// use vuer_protocol::{BaseProps, components as c};
///
/// let label = c::Text::new().child("gripper").font_size(0.05).color("white");
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Text {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// URL of a font in the format TTF, OTF or WOFF; absent, one that the page brings along.
    pub font: Option<String>,
    /// Height of the letters' em square in metres.
    #[component(default = 1)]
    pub font_size: Option<f64>,
    /// Colour of the letters.
    #[component(default = "white")]
    pub color: Option<Color>,
    /// What of the text stands at the position: `left`, `center`, `right`, a share such as `"30%"`, or
    /// metres from the left.
    #[component(default = "center")]
    pub anchor_x: Option<Value>,
    /// What of the text stands at the position: `top`, `top-baseline`, `top-cap`, `top-ex`, `middle`,
    /// `bottom-baseline`, `bottom`, a share, or metres from the top.
    #[component(default = "middle")]
    pub anchor_y: Option<Value>,
    /// Width in metres at which lines are broken.
    pub max_width: Option<f64>,
    /// Distance of lines in font sizes; absent, the font's.
    pub line_height: Option<f64>,
    /// Space added between letters, in font sizes.
    #[component(default = 0)]
    pub letter_spacing: Option<f64>,
    /// How lines are aligned.
    #[component(default = "left")]
    pub text_align: Option<TextAlign>,
    /// Width in metres of a line around the letters.
    #[component(default = 0)]
    pub outline_width: Option<f64>,
    /// Colour of that line.
    #[component(default = "black")]
    pub outline_color: Option<Color>,
    /// Pixels of the picture from which a letter is drawn; more keep finer corners.
    #[component(default = 64)]
    pub sdf_glyph_size: Option<u32>,
    /// Letters to be made ready in advance.
    pub characters: Option<String>,
}

/// Letters with depth, facing +z. The text itself is its child.
///
/// ```
/// use vuer_protocol::{BaseProps, components as c};
///
/// let title = c::Text3D::new().child("Vuer").size(0.4).height(0.1).bevel_enabled(true);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Text3D {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What its surface is like.
    #[component(group)]
    pub surface: Surface,
    /// URL of a font: TTF, OTF, WOFF, or a typeface in JSON; absent, one that the page brings along.
    pub font: Option<String>,
    /// Height of the letters' em square in metres.
    #[component(default = 1)]
    pub size: Option<f64>,
    /// Depth of the letters in metres.
    #[component(default = 0.2)]
    pub height: Option<f64>,
    /// Space added between letters, in metres. Python's class of the original sends 1.
    #[component(default = 0)]
    pub letter_spacing: Option<f64>,
    /// Distance of lines, in the font's own. Python's class of the original sends 0, which counts as not
    /// set.
    #[component(default = 1)]
    pub line_height: Option<f64>,
    /// How round curves are.
    #[component(default = 8)]
    pub curve_segments: Option<u32>,
    /// Whether edges are bevelled.
    #[component(default = false)]
    pub bevel_enabled: Option<bool>,
    /// How deep the bevel goes, in metres.
    #[component(default = 0.1)]
    pub bevel_thickness: Option<f64>,
    /// How far it stands out, in metres.
    #[component(default = 0.01)]
    pub bevel_size: Option<f64>,
    /// Where it begins beside the outline, in metres.
    #[component(default = 0)]
    pub bevel_offset: Option<f64>,
    /// How round it is.
    #[component(default = 4)]
    pub bevel_segments: Option<u32>,
    /// Distance in metres below which vertices are one, so that light goes smoothly over edges.
    pub smooth: Option<f64>,
}
