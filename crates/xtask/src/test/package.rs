//! The crates as users get them: built from their packages, with no Node to be found.

use std::path::PathBuf;
use std::{env, fs, io};

use anyhow::{Context as _, Result};

use super::step::{self, Step};
use crate::dist;
use crate::shell::{command, run, target};

/// The crates that are published, each after those it uses.
const PUBLISHED: [&str; 5] = [
    "vuer-macros",
    "vuer-protocol",
    "vuer-web",
    "vuer",
    "vuer-cli",
];

pub(super) fn steps() -> [Step; 2] {
    let without_node = target().join("xtask/without-node");
    let path = env::join_paths(
        std::iter::once(without_node.clone())
            .chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
    )
    .expect("a folder of PATH holds no separator");
    let prepare = move || {
        dist::run()?;
        forget_earlier()?;
        step::failing_programs(&without_node, &["node", "npm", "npx"])
    };
    [
        Step::function("dist", prepare).needs("npm packages"),
        // A developer's tree has changes; the release checklist packages without this permission.
        Step::new(
            "cargo package",
            command(&format!("cargo package --allow-dirty {}", flags())),
        )
        .env("PATH", path)
        .needs("dist"),
    ]
}

/// `--package` for each published crate.
fn flags() -> String {
    PUBLISHED.map(|name| format!("--package {name}")).join(" ")
}

/// Have cargo unpack and build our packages anew.
///
/// It keeps what it has unpacked from the registry it makes of them, and what it has built from that,
/// by name and version alone: after a change without a new version it would build the crates against
/// the earlier ones.
fn forget_earlier() -> Result<()> {
    let unpacked = cargo_home()?.join("registry/src");
    let registries = match fs::read_dir(&unpacked) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        registries => registries.with_context(|| format!("cannot read {}", unpacked.display()))?,
    };
    for registry in registries {
        let registry = registry?;
        // A registry in a folder has no host, which cargo puts before the `-`.
        if !registry.file_name().as_encoded_bytes().starts_with(b"-") {
            continue;
        }
        for name in PUBLISHED {
            let package = registry
                .path()
                .join(format!("{name}-{}", env!("CARGO_PKG_VERSION")));
            match fs::remove_dir_all(&package) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error)
                        .with_context(|| format!("cannot remove {}", package.display()));
                }
                _ => {}
            }
        }
    }
    run(&mut command(&format!("cargo clean --quiet {}", flags())))
}

fn cargo_home() -> Result<PathBuf> {
    let home = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => env::home_dir()
            .context("there is no home folder")?
            .join(".cargo"),
    };
    Ok(home)
}
