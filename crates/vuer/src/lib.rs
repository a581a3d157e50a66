//! Declare a live 3D scene, show it in any browser or headset, and hear back from it.

#[allow(dead_code, reason = "the accept loop calls it")]
mod http;
#[allow(dead_code, reason = "starting a server asks it")]
mod port;
#[allow(dead_code, reason = "the builder fills it")]
mod settings;

pub use crate::http::{
    Endpoint, Headset, Link, PageUrl, Reach, Reply, Route, SiteError, TlsError, Token, Workspace,
};
pub use crate::port::{FreePortError, PortHolder};
pub use crate::settings::EnvironmentError;
