//! What the checks need beside Rust: Node packages, Python environments, Chromium, tools for certificates.
//!
//! Everything is installed below the repository (`node_modules/`, `.venvs/`) except programs, which
//! come from Debian. Each function is quick when there is nothing to do.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::shell::{command, output, program, root, run, which};

/// Environments below `.venvs/`, each with the requirements file that describes it. The originals
/// are two, because one environment holds one version of a package.
const VENVS: [(&str, &str); 4] = [
    ("python", "python/tests/requirements.txt"),
    ("tools", "tests/tools.txt"),
    ("vuer-0.0.71", "tests/e2e/originals/vuer-0.0.71.txt"),
    ("vuer-0.1.6", "tests/e2e/originals/vuer-0.1.6.txt"),
];

/// Fails with one line that says what to install, before anything slow has begun.
pub(crate) fn check_versions() -> Result<()> {
    let node = output("node --version").context("Node is missing: install Node 20.19 or newer")?;
    ensure!(
        at_least(node.trim_start_matches('v'), (20, 19)),
        "Node {node} is too old: install 20.19 or newer"
    );
    ensure!(
        which("npm").is_some(),
        "npm is missing: it comes with Node, or as a package of its own"
    );
    let python = output("python3 --version").context("Python is missing: install 3.10 or newer")?;
    ensure!(
        at_least(python.trim_start_matches("Python "), (3, 10)),
        "{python} is too old: install 3.10 or newer"
    );
    ensure!(
        output("python3 -m ensurepip --version").is_some(),
        "Python has no ensurepip, which virtual environments need: apt-get install python3-venv"
    );
    Ok(())
}

fn at_least(version: &str, (major, minor): (u32, u32)) -> bool {
    let mut numbers = version
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (major, minor)
}

/// `npm ci` in a folder, unless what is installed is as new as the lock file.
pub(crate) fn npm(folder: &str) -> Result<()> {
    let folder = root().join(folder);
    if is_newer(
        &folder.join("node_modules/.package-lock.json"),
        &folder.join("package-lock.json"),
    ) {
        return Ok(());
    }
    run(command("npm ci --no-progress").current_dir(folder))
}

/// The Python environments; pip runs again when a requirements file has changed.
pub(crate) fn venvs() -> Result<()> {
    for (name, requirements) in VENVS {
        let venv = venv(name);
        let requirements = root().join(requirements);
        let installed = venv.join("installed.txt");
        if fs::read(&installed)
            .is_ok_and(|text| fs::read(&requirements).is_ok_and(|now| now == text))
        {
            continue;
        }
        run(command("python3 -m venv --clear").arg(&venv))?;
        run(program(venv.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(&requirements))?;
        fs::copy(&requirements, &installed).context("cannot note what was installed")?;
    }
    Ok(())
}

/// The folder of an environment.
pub(crate) fn venv(name: &str) -> PathBuf {
    root().join(".venvs").join(name)
}

/// The browser of the end-to-end tests: `CHROMIUM`, one in `PATH`, or Debian's, installed now.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = find_chromium() {
        return Ok(path);
    }
    // The fonts are for the page's own text; Chromium brings none.
    install("Chromium", "chromium fonts-dejavu-core").context("or set CHROMIUM to its path")?;
    find_chromium().context("Debian's chromium was installed but is not in PATH")
}

/// What certificates are checked with: openssl, and the tool for the authorities that Chromium trusts.
pub(crate) fn certificate_tools() -> Result<()> {
    for (program, package) in [("openssl", "openssl"), ("certutil", "libnss3-tools")] {
        if which(program).is_none() {
            install(program, package)?;
        }
    }
    Ok(())
}

/// Installs packages of Debian, if that can be done without asking.
fn install(what: &str, packages: &str) -> Result<()> {
    let Some(apt) = apt() else {
        bail!(
            "{what} is missing and cannot be installed from here: run `apt-get install {packages}`"
        );
    };
    run(&mut command(&format!("{apt} update")))?;
    let line = format!("{apt} install --yes --no-install-recommends {packages}");
    run(command(&line).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn find_chromium() -> Option<PathBuf> {
    match std::env::var_os("CHROMIUM") {
        Some(path) => Some(path.into()),
        None => ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(which),
    }
}

/// `apt-get` with the rights it needs, if it can be had without asking for a password.
fn apt() -> Option<&'static str> {
    which("apt-get")?;
    if output("id -u").is_some_and(|id| id == "0") {
        return Some("apt-get");
    }
    output("sudo --non-interactive true").map(|_| "sudo --non-interactive apt-get")
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified());
    matches!((time(made), time(source)), (Ok(made), Ok(source)) if made >= source)
}
