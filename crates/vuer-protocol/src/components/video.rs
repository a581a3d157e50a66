//! Video: from a file, or live by WebRTC.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{HudPlane, LiveVideo, Object3d, VideoPlayback};
use crate::prop::{Source, words};

/// A video on a rectangle before the camera, filling its view, or in the world with `fixed`.
#[derive(Debug, Clone, Default, Component)]
pub struct VideoPlane {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: in the camera's frame, or in its parent's with `fixed`.
    #[component(group)]
    pub object: Object3d,
    /// Size and distance.
    #[component(group)]
    pub plane: HudPlane,
    /// The video: URL or the bytes of a file that the browser plays.
    pub src: Option<Source>,
    /// How it is played.
    #[component(group)]
    pub playback: VideoPlayback,
}

words! {
    /// How the pictures of both eyes stand in one.
    pub enum StereoLayout {
        /// Side by side: the left half is the left eye's, the right half the right eye's.
        SideBySide = "side-by-side",
        /// One above the other: the upper half is the left eye's, the lower half the right eye's.
        TopBottom = "top-bottom",
    }
}

/// A video of two pictures, one for each eye of a headset. A screen shows the left eye's.
#[derive(Debug, Clone, Default, Component)]
pub struct StereoVideoPlane {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: in the camera's frame, or in its parent's with `fixed`.
    #[component(group)]
    pub object: Object3d,
    /// Size and distance.
    #[component(group)]
    pub plane: HudPlane,
    /// The video: URL or the bytes of a file that the browser plays.
    pub src: Option<Source>,
    /// Where in the video the two pictures are. The original's clients read it as side by side.
    #[component(default = "side-by-side")]
    pub layout: Option<StereoLayout>,
    /// How it is played.
    #[component(group)]
    pub playback: VideoPlayback,
}

/// A video as the surface of the mesh that it is a child of. The original's clients know no such tag.
#[derive(Debug, Clone, Default, Component)]
pub struct VideoMaterial {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// The video: URL or the bytes of a file that the browser plays.
    pub src: Option<Source>,
    /// How it is played.
    #[component(group)]
    pub playback: VideoPlayback,
    /// The parent's material that it takes the place of: `material`, or `material-0` and so on for one
    /// side of a box.
    #[component(default = "material")]
    pub attach: Option<String>,
}

words! {
    /// Who makes the first step of a WebRTC connection.
    pub enum OfferBy {
        /// The page: it POSTs its offer to `src` as JSON `{sdp, type}` and gets the answer likewise.
        Client = "client",
        /// The server: the page GETs the offer from `src` as JSON `{sdp, type, id}` and POSTs its
        /// answer there as `{sdp, type, id}`.
        Server = "server",
    }
}

/// Live video by WebRTC on a rectangle before the camera, filling its view, or in the world with
/// `fixed`.
#[derive(Debug, Clone, Default, Component)]
pub struct WebRTCVideoPlane {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: in the camera's frame, or in its parent's with `fixed`.
    #[component(group)]
    pub object: Object3d,
    /// Size and distance.
    #[component(group)]
    pub plane: HudPlane,
    /// Where the video comes from.
    #[component(group)]
    pub live: LiveVideo,
    /// How it is played.
    #[component(group)]
    pub playback: VideoPlayback,
}

/// Live video by WebRTC of two pictures, one for each eye of a headset. A screen shows the left eye's.
#[derive(Debug, Clone, Default, Component)]
pub struct WebRTCStereoVideoPlane {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands: in the camera's frame, or in its parent's with `fixed`.
    #[component(group)]
    pub object: Object3d,
    /// Size and distance.
    #[component(group)]
    pub plane: HudPlane,
    /// Where the video comes from.
    #[component(group)]
    pub live: LiveVideo,
    /// Where in the video the two pictures are. The original's clients read it as side by side.
    #[component(default = "side-by-side")]
    pub layout: Option<StereoLayout>,
    /// How it is played.
    #[component(group)]
    pub playback: VideoPlayback,
}

/// Live video by WebRTC as the surface of the mesh that it is a child of. The original's clients know
/// no such tag.
#[derive(Debug, Clone, Default, Component)]
pub struct WebRTCVideoMaterial {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where the video comes from.
    #[component(group)]
    pub live: LiveVideo,
    /// How it is played.
    #[component(group)]
    pub playback: VideoPlayback,
    /// The parent's material that it takes the place of: `material`, or `material-0` and so on for one
    /// side of a box.
    #[component(default = "material")]
    pub attach: Option<String>,
}
