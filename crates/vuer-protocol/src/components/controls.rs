//! What draws nothing by itself: controls, inputs, services.

use vuer_macros::Component;

use crate::base::Base;

/// Lets the server ask for pictures of the canvas, with the request
/// [`GrabRender`](crate::event::rpc::GrabRender) of the same key.
#[derive(Debug, Clone, Default, Component)]
#[component(key = "DEFAULT")]
pub struct GrabRender {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
}
