//! The components: one type for each kind of node.
//!
//! Import the module, not the types – one of them is called `Box`:
//!
//! ```
//! use vuer_protocol::components as c;
//! use vuer_protocol::{BaseProps, groups::Object3dProps};
//!
//! let arm = c::Group::new().key("arm").child((
//!     c::Box::new().args([0.1, 0.5, 0.1]).position([0.0, 0.25, 0.0]),
//!     c::Box::new().args([0.2, 0.1, 0.2]),
//! ));
//! ```

mod controls;
mod layout;
mod primitives;

pub use self::controls::GrabRender;
pub use self::layout::{Group, Scene};
pub use self::primitives::Box;
use crate::component::{Component, ComponentDef};

/// Every component, in the order of the documentation.
pub const COMPONENTS: &[&ComponentDef] = &[Scene::DEF, Group::DEF, Box::DEF, GrabRender::DEF];
