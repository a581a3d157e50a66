//! One module per command: its arguments and what it does.

pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod serve;
pub(crate) mod tls;
pub(crate) mod version;
