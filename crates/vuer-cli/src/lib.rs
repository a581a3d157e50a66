//! The `vuer` command as a function, for programs that have it under another name; the Python package does.

#![forbid(unsafe_code)]
#![allow(
    clippy::print_stderr,
    reason = "talking to people is what a command does"
)]

mod cli;
mod commands;
mod serving;
mod when;

pub use cli::run;
