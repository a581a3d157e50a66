//! The page's panel: what stands in or below `htmlChildren`.
//!
//! Other elements of HTML – lists, tables, `pre`, `video` – are [`Node`](crate::Node)s with the
//! element's name as tag. The client has a list of what is allowed; see `docs/security.md`.

use vuer_macros::Component;

use crate::base::{Base, BaseProps as _};
use crate::groups::Element;
use crate::prop::Source;
use crate::value::{Map, Value};

/// A text with headings and paragraphs of its own.
///
/// ```
/// use vuer_protocol::{BaseProps, components as c};
///
/// let page = c::Page::new().key("help").child((
///     c::Header1::new().child("Pick and place"),
///     c::Paragraph::new().child(("Press ", c::Span::bold("Start"), ".")),
/// ));
/// ```
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "article")]
pub struct Page {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
}

/// A box around other elements.
#[derive(Debug, Clone, Default, Component)]
#[component(aliases = ["div"])]
pub struct Div {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
}

/// A box that stays scrolled to its end while something is added there, until the user scrolls up.
#[derive(Debug, Clone, Default, Component)]
pub struct AutoScroll {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
}

/// Text with the marks of Markdown, in the dialect of GitHub. The text is in its children; other nodes
/// may stand between. HTML in it is shown as far as the client allows it.
///
/// ```
/// use vuer_protocol::{BaseProps, components as c};
///
/// let help = c::Markdown::new().child("# Keys\n\n- **W** forward\n- **S** back");
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Markdown {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
}

macro_rules! text_elements {
    ($($(#[$doc:meta])* $name:ident = $tag:literal,)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Default, Component)]
            #[component(tag = $tag)]
            pub struct $name {
                /// Key, containers, further props.
                #[component(base)]
                pub base: Base,
                /// How it looks.
                #[component(group)]
                pub element: Element,
                /// Text before the children.
                pub text: Option<String>,
            }
        )+
    };
}

text_elements! {
    /// A heading of the first rank.
    Header1 = "h1",
    /// A heading of the second rank.
    Header2 = "h2",
    /// A heading of the third rank.
    Header3 = "h3",
    /// A paragraph. In the canvas the tag `p` is a point cloud.
    Paragraph = "p",
    /// A piece of text inside another.
    Span = "Span",
}

impl Span {
    /// Bold text: the original's `Bold`.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::styled(text, "fontWeight", "bold")
    }

    /// Italic text: the original's `Italic`.
    pub fn italic(text: impl Into<String>) -> Self {
        Self::styled(text, "fontStyle", "italic")
    }

    fn styled(text: impl Into<String>, property: &'static str, value: &str) -> Self {
        let style: Map = [(property, Value::from(value))].into_iter().collect();
        Self::new()
            .text(text.into())
            .prop("style", Value::Map(style))
    }
}

/// A link; it opens a page of its own.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "a")]
pub struct Link {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// Text before the children.
    pub text: Option<String>,
    /// Where it leads: `http` or `https`, or relative to the server.
    pub src: Option<String>,
}

/// A button: CLICK, without a value. Its label is its children, or else `value`. The original's
/// clients send nothing.
///
/// ```
/// use vuer_protocol::components as c;
///
/// let start = c::Button::new().value("Start");
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Button {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The label.
    pub value: Option<String>,
    /// Whether it cannot be pressed. Not known to the original's clients.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// A number on a scale: SET with the number when the user lets go. The original's clients send it as
/// text.
#[derive(Debug, Clone, Default, Component)]
pub struct Slider {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The number at the left end.
    #[component(default = 0)]
    pub min: Option<f64>,
    /// The number at the right end.
    #[component(default = 100)]
    pub max: Option<f64>,
    /// The distance of two numbers that can be chosen, counted from `min`.
    #[component(default = 1)]
    pub step: Option<f64>,
    /// The number; absent, the middle.
    pub value: Option<f64>,
    /// What stands before it; absent, its children. Not known to the original's clients.
    pub label: Option<String>,
    /// Whether SET is also sent while it is dragged, at most 30 times a second. Not known to the
    /// original's clients.
    #[component(default = false)]
    pub live: Option<bool>,
    /// Whether it cannot be moved. Not known to the original's clients.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// A field for text: INPUT with the text on Enter; shift and Enter begin a new line. The original's
/// clients send the line end with it.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "Input")]
pub struct InputBox {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The text.
    pub value: Option<String>,
    /// What the key → puts into the empty field.
    pub default_value: Option<String>,
    /// What the empty field shows.
    pub placeholder: Option<String>,
    /// Whether the field is emptied by Enter.
    #[component(default = false)]
    pub clear_on_submit: Option<bool>,
    /// CSS of the field itself, by camel-cased property.
    pub textarea_style: Option<Map>,
    /// What stands before it. Not known to the original's clients.
    pub label: Option<String>,
    /// Whether nothing can be typed. Not known to the original's clients.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// A picture: CLICK with the place of a click on it. The original's clients send nothing and show no
/// bytes. In the original's 0.0.71 it is the class `Image`.
#[derive(Debug, Clone, Default, Component)]
#[component(aliases = ["img"])]
pub struct Img {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The picture: URL or the bytes of a file (PNG, JPEG, GIF, WebP, AVIF).
    pub src: Option<Source>,
    /// What it shows, in words.
    pub alt: Option<String>,
    /// Width in CSS pixels; absent, the picture's own, at most the panel's.
    pub width: Option<f64>,
    /// Height in CSS pixels; absent, what the width makes of it.
    pub height: Option<f64>,
}

/// Lets the user choose a picture and send it: UPLOAD with the content of the file.
#[derive(Debug, Clone, Default, Component)]
pub struct ImageUpload {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands before it.
    pub label: Option<String>,
}

/// Another page inside the panel, in a sandbox: it can run scripts, and reaches neither this page nor
/// what belongs to its own origin. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "iframe")]
pub struct Iframe {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The page: `http` or `https`, or relative to the server.
    pub src: Option<String>,
    /// Width in CSS pixels; absent, the panel's.
    pub width: Option<f64>,
    /// Height in CSS pixels.
    #[component(default = 240)]
    pub height: Option<f64>,
}
