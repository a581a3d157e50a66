//! Keyframes, and what plays them.

use vuer_macros::Component;

use crate::base::Base;
use crate::prop::Numbers;

/// An animation made of the tracks in it.
///
/// Inside a model it comes after the animations of the model's file; inside a [`ThreeAnimate`] it is
/// one of those that it plays. Since 0.1.6, whose client knows it in `Fbx` only.
///
/// ```
/// use vuer_protocol::components as c;
/// use vuer_protocol::prelude::*;
///
/// let hop = c::AnimationClip::new().child(
///     c::VectorTrack::new()
///         .name("ball.position")
///         .times([0.0, 0.5, 1.0])
///         .values([0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
/// );
/// let scene = c::Group::new().child((c::Sphere::new().key("ball"), c::ThreeAnimate::new().child(hop)));
/// ```
#[derive(Debug, Clone, Default, Component)]
pub struct AnimationClip {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Name of the animation; absent, the node's key.
    pub name: Option<String>,
    /// Length in seconds, after which it begins again; absent, until the last time of its tracks.
    pub duration: Option<f64>,
}

/// Positions or scales of one object over time, blended linearly. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct VectorTrack {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What moves: the object's name and its property, `hips.position`. Objects are the model's parts,
    /// or nodes by their keys.
    pub name: Option<String>,
    /// When, in seconds, ascending.
    pub times: Option<Numbers>,
    /// Three numbers for each time.
    pub values: Option<Numbers>,
}

/// Rotations of one object over time, blended along the shortest way. Since 0.1.6.
#[derive(Debug, Clone, Default, Component)]
pub struct QuaternionTrack {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What turns: the object's name and its property, `hips.quaternion`.
    pub name: Option<String>,
    /// When, in seconds, ascending.
    pub times: Option<Numbers>,
    /// Four numbers for each time: x, y, z, w.
    pub values: Option<Numbers>,
}

/// Plays animations of the node it is in: the [`AnimationClip`]s it holds, or else, in a model, the
/// model's; the model does not play by itself then. Since 0.1.6.
///
/// The original's client takes `target` and `clips` as objects of its own, which no program can send.
#[derive(Debug, Clone, Default, Component)]
pub struct ThreeAnimate {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Which animation is played, from 0; beyond the last, the last.
    #[component(default = 0)]
    pub clip_index: Option<u32>,
    /// Whether it runs; stopped, everything keeps the pose of that moment.
    #[component(default = true)]
    pub play: Option<bool>,
    /// Seconds of the animation for each second of time. Negative: backwards.
    #[component(default = 1)]
    pub speed: Option<f64>,
}

/// The same as [`ThreeAnimate`], in step with the page's timeline: while there is a
/// [`TimelineControls`](super::TimelineControls), it shows the moment that the newest one stands at,
/// thirty of its steps a second. Without one it plays by itself. Since 0.1.6, whose client follows a
/// record of its own.
#[derive(Debug, Clone, Default, Component)]
pub struct PlaybackAnimate {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Which animation is played, from 0; beyond the last, the last.
    #[component(default = 0)]
    pub clip_index: Option<u32>,
    /// Whether it follows; stopped, everything keeps the pose of that moment.
    #[component(default = true)]
    pub play: Option<bool>,
    /// Seconds of the animation for each second of the timeline. Negative: backwards.
    #[component(default = 1)]
    pub speed: Option<f64>,
}
