//! Derive macros for the components of the `vuer` crate.
