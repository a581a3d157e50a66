//! What is put onto or into a thing without being one: pictures stuck onto it, and sound.

use vuer_macros::Component;

use super::placed::placed;
use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::Source;

placed! {
    /// A picture stuck onto the mesh that it is a child of, over edges and bends. It is as large as its
    /// `scale` says, in metres; `position` is on the mesh, and z points out of it. Without `rotation` it faces
    /// away from the middle of the mesh.
    Decal [surface: Surface] {
        /// URL or file of the picture; transparent where it is.
        map: Source,
        /// Whether it is hidden by what is before it, in the order of depths.
        #[component(default = false)]
        depth_test: bool,
        /// How far it is lifted from the surface against flicker.
        #[component(default = -10)]
        polygon_offset_factor: f64,
        /// Whether its box is shown.
        #[component(default = false)]
        debug: bool,
    }

    /// Sound at a place: louder where the camera is near. Browsers play none before the user has clicked or
    /// pressed a key; then it begins.
    PositionalAudio [] {
        /// URL of the sound.
        url: String,
        /// Metres up to which it is at its full strength.
        #[component(default = 1)]
        distance: f64,
        /// Whether it begins anew at the end.
        #[component(default = true)]
        r#loop: bool,
        /// Whether it plays by itself.
        #[component(default = false)]
        autoplay: bool,
    }
}
