//! `cargo xtask dist`: the built web client as files of the `vuer-web` crate.
//!
//! A published crate has no `web/` folder beside it and its users need no Node, so the build goes
//! into `crates/vuer-web/dist`, which git ignores and `cargo package` includes.

use std::fs;

use anyhow::{Context as _, Result};

use crate::setup;
use crate::shell::{self, command, root};

pub(crate) fn run() -> Result<()> {
    let dist = root().join("crates/vuer-web/dist");
    match fs::remove_dir_all(&dist) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot empty {}", dist.display()));
        }
        _ => {}
    }
    setup::npm("web")?;
    shell::run(
        command("npm run --silent build -- --emptyOutDir --outDir")
            .arg(&dist)
            .current_dir(root().join("web")),
    )
}
