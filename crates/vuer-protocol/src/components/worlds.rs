//! Scenes of their own, which are seen as a picture on something: their children have a camera and a background
//! for themselves, and are not among what the page's camera sees.
//!
//! ```
//! use vuer_protocol::{components as c, prelude::*};
//!
//! // A box that shows a cone on each of its sides.
//! let inner = (
//!     c::SimplePerspectiveCamera::new().make_default(true).position([0.0, 0.0, 3.0]),
//!     c::AmbientLight::new(),
//!     c::Cone::new().color("tomato"),
//! );
//! let picture = c::RenderTexture::new().width(256u32).height(256u32).child(inner);
//! let screen = c::Box::new().child(c::MeshBasicMaterial::new().child(picture));
//! ```

use vuer_macros::Component;

use super::placed::placed;
use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::Side;

/// Its children, drawn as a picture of the material that it is a child of. They are seen by the camera among them
/// that has `make_default`; without one, as the page's camera sees the page. [`BackgroundColor`](super::BackgroundColor),
/// [`Environment`](super::Environment) and fog among them count inside only; without a background the picture is
/// transparent. It is drawn anew when something in it changes. Clicks do not go into it.
#[derive(Debug, Clone, Default, Component)]
pub struct RenderTexture {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Which picture of the material it is.
    #[component(default = "map")]
    pub attach: Option<String>,
    /// Pixels across, at most 4096; absent, as many as the page has.
    pub width: Option<u32>,
    /// Pixels from bottom to top, at most 4096; absent, as many as the page has.
    pub height: Option<u32>,
    /// Samples for each pixel, from 0 to 16: more than 1 smooths edges.
    #[component(default = 8)]
    pub samples: Option<u32>,
    /// How often it is drawn after a change of its props; absent, whenever something in it changes.
    pub frames: Option<u32>,
    /// Whether what is near hides what is behind it, whatever is drawn later.
    #[component(default = true)]
    pub depth_buffer: Option<bool>,
    /// Whether there is a stencil for materials that use one.
    #[component(default = false)]
    pub stencil_buffer: Option<bool>,
    /// Whether it is kept in smaller sizes, too, so that it does not flicker from afar.
    #[component(default = false)]
    pub generate_mipmaps: Option<bool>,
}

placed! {
    /// Its children, drawn all around a point – the position, in their scene – as the surroundings that the
    /// material above mirrors. They are in a world of their own as those of [`RenderTexture`].
    RenderCubeTexture [] {
        /// Which picture of the material it is.
        #[component(default = "envMap")]
        attach: String,
        /// Pixels of each side of the cube, at most 2048.
        #[component(default = 896)]
        resolution: u32,
        /// Metres from the point at which something is seen.
        #[component(default = 0.1)]
        near: f64,
        /// Metres from the point up to which something is seen.
        #[component(default = 1000)]
        far: f64,
        /// Whether left and right are exchanged.
        #[component(default = false)]
        flip: bool,
        /// How often it is drawn after a change of its props; absent, whenever something in it changes.
        frames: u32,
        /// Whether what is near hides what is behind it, whatever is drawn later.
        #[component(default = true)]
        depth_buffer: bool,
        /// Whether there is a stencil for materials that use one.
        #[component(default = false)]
        stencil_buffer: bool,
        /// Whether it is kept in smaller sizes, too.
        #[component(default = false)]
        generate_mipmaps: bool,
    }
}

/// The material of a mesh through which its children are seen as through a window. They are in a world of their own
/// as those of [`RenderTexture`], in the frame of the mesh, and seen by whatever camera sees the mesh.
#[derive(Debug, Clone, Default, Component)]
pub struct MeshPortalMaterial {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What of the parent it is.
    #[component(default = "material")]
    pub attach: Option<String>,
    /// How much of the page its children cover, from 0, only the mesh, to 1, all of it.
    #[component(default = 0)]
    pub blend: Option<f64>,
    /// Width of the edge over which it fades, from 0 to 1, which is the middle of the mesh. For flat shapes whose
    /// texture coordinates go from side to side, such as a [`Plane`](super::Plane) or a [`Circle`](super::Circle).
    #[component(default = 0)]
    pub blur: Option<f64>,
    /// Pixels of each side of what the edge is computed in, at most 1024.
    #[component(default = 512)]
    pub resolution: Option<u32>,
    /// Whether its children stand in the frame of the scene, not in that of the mesh.
    #[component(default = false)]
    pub world_units: Option<bool>,
    /// From 0, invisible, to 1.
    #[component(default = 1)]
    pub opacity: Option<f64>,
    /// Whether the scene's tone mapping is applied.
    #[component(default = true)]
    pub tone_mapped: Option<bool>,
    /// From which side one sees through it.
    #[component(default = "front")]
    pub side: Option<Side>,
}
