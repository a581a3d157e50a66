//! The Python package: its wheel for the tests, and what goes to PyPI.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::shell::{program, root, run, target};
use crate::{dist, setup};

/// `cargo xtask wheel`: the wheel of this machine, optimised, and the source distribution, in `target/wheels`.
pub(crate) fn build() -> Result<()> {
    setup::venvs()?;
    // The source distribution carries the built client, for whoever has no Node.
    dist::run()?;
    let wheels = target().join("wheels");
    run(maturin()
        .args(["build", "--release", "--sdist", "--out"])
        .arg(wheels))
}

/// Builds the wheel for the tests, or for what is measured, by a profile of cargo's, and installs it in the environment
/// of the tests, where the source tree is not seen.
pub(crate) fn install(profile: &str) -> Result<()> {
    let wheels = target().join("xtask/wheels");
    match fs::remove_dir_all(&wheels) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot empty {}", wheels.display()));
        }
        _ => {}
    }
    run(maturin()
        .args(["build", "--quiet", "--profile", profile, "--out"])
        .arg(&wheels))?;
    let built: Vec<PathBuf> = fs::read_dir(&wheels)
        .context("maturin has made no wheels")?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    let [wheel] = &built[..] else {
        bail!("maturin has made {} wheels instead of one", built.len());
    };
    run(program(python())
        .args(["-m", "pip", "install", "--quiet", "--no-deps"])
        .arg("--force-reinstall")
        .arg(wheel))
}

/// The interpreter that has the wheel.
pub(crate) fn python() -> PathBuf {
    setup::venv("python").join("bin/python")
}

fn maturin() -> std::process::Command {
    let mut command = program(setup::venv("python").join("bin/maturin"));
    command
        .current_dir(root())
        .env("VIRTUAL_ENV", setup::venv("python"));
    command
}
