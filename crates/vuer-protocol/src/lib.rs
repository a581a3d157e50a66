//! The wire protocol of Vuer.
