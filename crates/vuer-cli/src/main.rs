//! The `vuer` command.

fn main() {}
