//! Everything the server answers over HTTP, except the upgrade to a websocket.
//!
//! [`Site`] is built once from the settings and decides alone: who may come in (`gate`), which route a path is
//! (`dispatch`, the program's own in `route`), what is sent (`client`, `workspace`, `relay`) and with which headers
//! (`cors`, `content`). It owns no socket: requests come in and answers go out.

mod authority;
mod body;
mod client;
mod confine;
mod content;
mod cors;
mod dispatch;
mod endpoint;
mod gate;
mod mime;
mod origin;
pub(crate) mod query;
mod range;
mod relay;
pub(crate) mod reply;
mod route;
mod setup;
mod site;
mod tls;
mod token;
pub(crate) mod url;
mod workspace;

pub use self::endpoint::{Endpoint, Reply};
pub(crate) use self::origin::DEFAULT_CORS;
pub(crate) use self::relay::Sessions;
pub(crate) use self::reply::Body;
pub use self::route::Route;
pub(crate) use self::route::{Routes, absolute_path};
pub(crate) use self::setup::Setup;
pub(crate) use self::site::Site;
pub use self::site::SiteError;
pub(crate) use self::tls::Tls;
pub use self::tls::TlsError;
#[cfg(feature = "client")]
pub(crate) use self::tls::read_certificates;
pub use self::token::Token;
pub use self::url::{Headset, PageUrl, Reach};
pub use self::workspace::{Link, Workspace};
