//! The traits that bring setters: `use vuer_protocol::prelude::*;`. No component is among them.

pub use crate::base::BaseProps as _;
pub use crate::components::{
    AlignmentProps, DepthLookProps, GlossProps, GlowProps, MaterialBaseProps, PaintProps,
    PhysiqueProps, ReliefProps, SceneContainers, SceneSettingsProps, SplatFileProps,
};
pub use crate::groups::{
    CameraPreviewProps, ElementProps, HandlesProps, HudPlaneProps, ImageSourceProps, LightProps,
    LiveVideoProps, ModelLookProps, ModelProps, Object3dProps, PlaybackProps, ShadowProps,
    StrokeProps, SurfaceProps, VideoPlaybackProps,
};
