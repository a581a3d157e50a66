//! Shapes that say where others are drawn.

use vuer_macros::Component;

use super::placed::placed;
use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::words;

words! {
    /// How `stencil_ref` of a material has to compare to the number that a [`Mask`] left for it to be drawn.
    pub enum StencilFunc {
        /// It is drawn nowhere.
        Never = "never",
        /// It is less.
        Less = "less",
        /// It is the same: only in the mask.
        Equal = "equal",
        /// It is less or the same.
        LessEqual = "lessEqual",
        /// It is greater.
        Greater = "greater",
        /// It is not the same: everywhere but in the mask.
        NotEqual = "notEqual",
        /// It is greater or the same.
        GreaterEqual = "greaterEqual",
        /// It is drawn everywhere.
        Always = "always",
    }
}

placed! {
    /// A shape, which is not seen itself, that cuts out others: those whose material has `stencil_write`, the
    /// `id` of the mask as `stencil_ref`, and as `stencil_func` `equal` to be drawn in it or `notEqual` around it.
    /// The shape is a geometry among its children.
    ///
    /// ```
    /// use vuer_protocol::{components as c, prop::Material, prelude::*};
    ///
    /// let hole = c::Mask::new().id(1u32).child(c::CircleGeometry::new().args([0.5, 64.0]));
    /// let inside = Material::new()
    ///     .prop("stencilWrite", true)
    ///     .prop("stencilRef", 1)
    ///     .prop("stencilFunc", "equal");
    /// let ball = c::Sphere::new().position([0.0, 0.0, -2.0]).material(inside);
    /// ```
    Mask [] {
        /// What materials know it by, from 1 to 255.
        #[component(default = 1)]
        id: u32,
        /// Whether it is seen, in white.
        #[component(default = false)]
        color_write: bool,
        /// Whether it hides what is behind it.
        #[component(default = false)]
        depth_write: bool,
    }
}
