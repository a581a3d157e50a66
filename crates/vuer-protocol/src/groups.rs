//! Groups of props that several components share.
//!
//! Each group comes with a trait of setters; have the traits in scope to use them.

use vuer_macros::Group;

use crate::prop::{Euler, Mat4, Quat, Scale, Vec3};

/// Where a node stands in its parent, and whether it is seen. Metres and radians; right-handed, y up.
#[derive(Debug, Clone, Default, Group)]
pub struct Object3d {
    /// Position in the parent's frame, in metres.
    #[component(default = [0, 0, 0])]
    pub position: Option<Vec3>,
    /// Rotation as angles about x, y and z in radians; a fourth item names another order than XYZ.
    #[component(default = [0, 0, 0])]
    pub rotation: Option<Euler>,
    /// Rotation as a quaternion x, y, z, w, in place of `rotation`.
    pub quaternion: Option<Quat>,
    /// Factor of size, one for all axes or one each.
    #[component(default = 1)]
    pub scale: Option<Scale>,
    /// The whole transform, column-major, in place of position, rotation and scale.
    pub matrix: Option<Mat4>,
    /// Whether the node and what it holds is drawn.
    #[component(default = true)]
    pub visible: Option<bool>,
}
