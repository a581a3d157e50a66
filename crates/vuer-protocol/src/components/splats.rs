//! Gaussian splats: scenes reconstructed from photographs.

use vuer_macros::{Component, Group};

use crate::base::Base;
use crate::groups::Object3d;
use crate::prop::{Source, words};

words! {
    /// The format of a file of splats.
    pub enum SplatFormat {
        /// PLY, as the programs that reconstruct scenes write it, also compressed.
        Ply = "ply",
        /// 32 bytes for each splat.
        Splat = "splat",
        /// Compressed, by Niantic.
        Spz = "spz",
        /// Compressed, by the viewer of Mark Kellogg.
        Ksplat = "ksplat",
    }
}

/// A file of splats.
#[derive(Debug, Clone, Default, Group)]
pub struct SplatFile {
    /// URL or the bytes of a .ply, .splat, .spz or .ksplat file. The original's clients read only URLs.
    pub src: Option<Source>,
    /// Format of the file; absent, the one that the URL's ending or the first bytes tell. Only our
    /// client reads it.
    pub file_type: Option<SplatFormat>,
    /// Factor of the opacity of all splats, from 0 to 1. Only our client reads it.
    #[component(default = 1)]
    pub opacity: Option<f64>,
}

/// A scene of Gaussian splats.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::prelude::*;
///
/// let garden = c::Splat::new().src("/static/garden.spz").position([0.0, 1.0, 0.0]);
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct Splat {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Splats are scaled alike along all axes.
    #[component(group)]
    pub object: Object3d,
    /// What is shown.
    #[component(group)]
    pub file: SplatFile,
    /// Whether y and z are turned round: in files, y points down as in photographs.
    #[component(default = true)]
    pub flip_coords: Option<bool>,
}

/// The same as [`Splat`], since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct VuerSplat {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Splats are scaled alike along all axes.
    #[component(group)]
    pub object: Object3d,
    /// What is shown.
    #[component(group)]
    pub file: SplatFile,
    /// Whether y and z are turned round: in files, y points down as in photographs.
    #[component(default = true)]
    pub flip_coords: Option<bool>,
    /// Whether tone mapping changes the colours. Our client shows them as they are in the file.
    pub tone_mapped: Option<bool>,
    /// Opacity below which a pixel is left out. Our client blends all of them.
    pub alpha_test: Option<f64>,
    /// Whether splats are dithered instead of sorted. Our client sorts them.
    pub alpha_hash: Option<bool>,
    /// Splats that are loaded at a time. Our client loads all.
    pub chunk_size: Option<u32>,
}

/// A scene of Gaussian splats, as it is in the file: nothing is turned round.
#[derive(Debug, Clone, Default, Component)]
pub struct SparkSplats {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Splats are scaled alike along all axes.
    #[component(group)]
    pub object: Object3d,
    /// What is shown.
    #[component(group)]
    pub file: SplatFile,
}

/// A scene of Gaussian splats, as it is in the file. The original's clients know no such tag; they show
/// captures of Luma under the tag `LumaSplats`. Ours shows files under either.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "Splats", aliases = ["LumaSplats"])]
pub struct LumaSplats {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands. Splats are scaled alike along all axes.
    #[component(group)]
    pub object: Object3d,
    /// What is shown.
    #[component(group)]
    pub file: SplatFile,
    /// Which parts of a capture are shown: `all`, `foregrounds` or `backgrounds`. Files do not tell them
    /// apart, and our client shows all.
    #[component(default = "all")]
    pub semantics: Option<String>,
}

/// How splats are drawn, all that are in the scene. Draws nothing itself.
#[derive(Debug, Clone, Default, Component)]
pub struct SparkRenderer {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// How far a splat is drawn, in standard deviations.
    #[component(default = 2.8284271247461903)]
    pub max_std_dev: Option<f64>,
    /// Largest radius of a splat in pixels.
    #[component(default = 512)]
    pub max_pixel_radius: Option<f64>,
    /// Smallest radius of a splat in pixels: smaller ones are left out.
    #[component(default = 0)]
    pub min_pixel_radius: Option<f64>,
    /// Opacity below which a splat's pixels are left out.
    #[component(default = 0.00196078431372549)]
    pub min_alpha: Option<f64>,
    /// How soft splats are: 0 is of one opacity to its edge, 1 a Gaussian.
    #[component(default = 1)]
    pub falloff: Option<f64>,
    /// Pixels² by which splats are blurred, as scenes trained without antialiasing want it: 0.3.
    #[component(default = 0)]
    pub pre_blur_amount: Option<f64>,
    /// Pixels² by which splats are blurred and made fainter at once, as scenes trained with
    /// antialiasing want it: 0.3.
    #[component(default = 0.3)]
    pub blur_amount: Option<f64>,
    /// Factor of the size of splats on the screen, as other programs have it.
    #[component(default = 1)]
    pub focal_adjustment: Option<f64>,
    /// Whether splats are sorted by distance rather than by depth.
    #[component(default = true)]
    pub sort_radial: Option<bool>,
}
