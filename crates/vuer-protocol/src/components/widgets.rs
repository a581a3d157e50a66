//! Parts of the panel that the original does not have. Their tags are not known to its clients, which
//! leave them out.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::Element;
use crate::prop::{Color, Columns, Numbers, words};

/// Yes or no: INPUT with true or false. Not known to the original's clients.
#[derive(Debug, Clone, Default, Component)]
pub struct Checkbox {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands beside it.
    pub label: Option<String>,
    /// Whether it is checked.
    #[component(default = false)]
    pub value: Option<bool>,
    /// Whether it cannot be changed.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// One of several words: INPUT with the word. Not known to the original's clients.
///
/// ```
/// use vuer_protocol::components as c;
///
/// let mode = c::Dropdown::new().label("Mode").options(["idle", "teach", "run"].map(String::from).to_vec()).value("idle");
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Dropdown {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands before it.
    pub label: Option<String>,
    /// The words to choose from.
    pub options: Option<Vec<String>>,
    /// The chosen word; absent, the first.
    pub value: Option<String>,
    /// Whether it cannot be changed.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// A field for a number: INPUT with the number. Not known to the original's clients.
#[derive(Debug, Clone, Default, Component)]
pub struct NumberInput {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands before it.
    pub label: Option<String>,
    /// The number.
    #[component(default = 0)]
    pub value: Option<f64>,
    /// The smallest number that is taken.
    pub min: Option<f64>,
    /// The largest number that is taken.
    pub max: Option<f64>,
    /// By how much the arrow keys change it.
    #[component(default = 1)]
    pub step: Option<f64>,
    /// Whether it cannot be changed.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// Fields for a few numbers that belong together: INPUT with all of them. Not known to the original's
/// clients.
#[derive(Debug, Clone, Default, Component)]
pub struct VectorInput {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands before it.
    pub label: Option<String>,
    /// The numbers: as many as there are to be fields, at most 16.
    #[component(default = [0, 0, 0])]
    pub value: Option<Numbers>,
    /// What the fields are called; absent, x, y, z and w for up to four.
    pub names: Option<Vec<String>>,
    /// The smallest number that is taken.
    pub min: Option<f64>,
    /// The largest number that is taken.
    pub max: Option<f64>,
    /// By how much the arrow keys change a number.
    #[component(default = 0.1)]
    pub step: Option<f64>,
    /// Whether it cannot be changed.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// A colour: INPUT with `#rrggbb` while it is chosen, at most 30 times a second. Not known to the
/// original's clients.
#[derive(Debug, Clone, Default, Component)]
pub struct ColorInput {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands before it.
    pub label: Option<String>,
    /// The colour.
    #[component(default = "#ffffff")]
    pub value: Option<Color>,
    /// Whether it cannot be changed.
    #[component(default = false)]
    pub disabled: Option<bool>,
}

/// A heading that opens and closes what it holds: INPUT with whether it is open, when the user
/// changes that. Not known to the original's clients.
#[derive(Debug, Clone, Default, Component)]
pub struct Folder {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The heading.
    pub label: Option<String>,
    /// Whether its content is shown.
    #[component(default = true)]
    pub open: Option<bool>,
}

/// How far something is. Not known to the original's clients.
#[derive(Debug, Clone, Default, Component)]
pub struct ProgressBar {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// What stands above it.
    pub label: Option<String>,
    /// From 0 to 1; absent, it is not known how far.
    pub value: Option<f64>,
    /// Colour of the bar; absent, the page's.
    pub color: Option<Color>,
}

/// Curves over a common axis. Dragging over it enlarges a part, a double click shows all. Not known to
/// the original's clients.
///
/// ```
/// use vuer_protocol::{components as c, prelude::*};
///
/// let seconds: Vec<f64> = (0..100).map(|step| f64::from(step) * 0.01).collect();
/// let force = seconds.iter().map(|t| (t * 9.0).sin()).collect();
/// let plot = c::Plot::new().title("Force").names(vec!["N".to_owned()]).data(vec![seconds, force]);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Plot {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks.
    #[component(group)]
    pub element: Element,
    /// The values of the axis in ascending order, then those of each curve; all of one length. NaN
    /// leaves a gap in a curve.
    pub data: Option<Columns>,
    /// The names of the curves.
    pub names: Option<Vec<String>>,
    /// The colours of the curves; absent, the page's.
    pub colors: Option<Vec<Color>>,
    /// What the axis says.
    pub x_label: Option<String>,
    /// What the other axis says.
    pub y_label: Option<String>,
    /// The smallest and the largest value shown of the curves; absent, what they need.
    pub y_range: Option<Numbers>,
    /// Whether the axis is time in seconds since 1970.
    #[component(default = false)]
    pub time: Option<bool>,
    /// Height in CSS pixels.
    #[component(default = 180)]
    pub height: Option<f64>,
}

words! {
    /// How a notification looks.
    pub enum NotificationLevel {
        /// Good to know.
        Info = "info",
        /// Something has worked.
        Success = "success",
        /// Something wants attention.
        Warning = "warning",
        /// Something has failed.
        Error = "error",
    }
}

/// A message over the scene; inside another element it stands there. CLICK when the user closes it.
/// Not known to the original's clients.
#[derive(Debug, Clone, Default, Component)]
pub struct Notification {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How it looks. Its `title` is the heading.
    #[component(group)]
    pub element: Element,
    /// The message before the children.
    pub text: Option<String>,
    /// How it looks.
    #[component(default = "info")]
    pub level: Option<NotificationLevel>,
    /// After so many seconds it closes by itself; absent, it stays. Setting it again shows it again.
    pub ttl: Option<f64>,
}
