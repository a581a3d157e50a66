//! `cargo xtask test`: set up, then every check, cheap ones first.
//!
//! The whole run goes on after a failure, so that one run tells everything; only steps that need a
//! failed one are left out, and count as failed. `--quick` is the edit loop: the checks that a
//! change most likely breaks, and it stops at the first failure.
//!
//! A step's output goes to `target/xtask/NAME.log` and is shown when the step fails.

mod count;
mod package;
mod step;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::shell::{command, output, path_with, program, root, target};
use crate::{setup, wheel};
use count::Runner;
use step::{Report, Step};

/// Longer than any step needs on two cores from an empty target folder; it is there so that a test
/// that hangs ends the run with its output instead of holding it.
const STEP_LIMIT: Duration = Duration::from_secs(40 * 60);

#[derive(Args)]
pub(crate) struct Options {
    /// Only formatting, lints and unit tests; stops at the first failure
    #[arg(long)]
    quick: bool,
}

/// `Ok(false)` when a check failed, or could not begin for want of a tool.
pub(crate) fn run(options: &Options) -> Result<bool> {
    if let Err(missing) = setup::check_versions() {
        println!("{missing:#}\n\n0 passed, 1 failed");
        return Ok(false);
    }
    let steps = if options.quick { quick() } else { full() };
    let report = Report::run(steps, options.quick)?;
    report.print();
    Ok(report.failed() == 0)
}

fn quick() -> Vec<Step> {
    vec![
        Step::function("npm packages", || setup::npm("web")),
        Step::new("fmt", command("cargo fmt --all --check")),
        Step::new(
            "clippy",
            command("cargo clippy --workspace --all-targets -- -D warnings"),
        )
        .needs("npm packages"),
        Step::function("certificate tools", setup::certificate_tools),
        rust_tests(false)
            .needs("npm packages")
            .needs("certificate tools"),
        Step::new("tsc", web("npm run --silent check")).needs("npm packages"),
        vitest(),
    ]
}

fn full() -> Vec<Step> {
    let mut steps = vec![
        Step::function("npm packages", || {
            setup::npm("web").and_then(|()| setup::npm("tests/e2e"))
        }),
        Step::function("python environments", setup::venvs),
        Step::function("chromium", || setup::chromium().map(drop)),
        Step::function("certificate tools", setup::certificate_tools),
        Step::new("fmt", command("cargo fmt --all --check")),
        Step::new("eslint", web("npm run --silent lint")).needs("npm packages"),
        Step::new("ruff", tool("ruff check tests python examples")).needs("python environments"),
        Step::new(
            "ruff format",
            tool("ruff format --check tests python examples"),
        )
        .needs("python environments"),
        Step::new("typos", tool("typos")).needs("python environments"),
        Step::new(
            "clippy",
            command("cargo clippy --workspace --all-targets --all-features -- -D warnings"),
        )
        .needs("npm packages"),
        rust_tests(true)
            .needs("npm packages")
            .needs("certificate tools"),
        Step::new(
            "doctests",
            command("cargo test --workspace --all-features --doc --no-fail-fast"),
        )
        .counts(Runner::Cargo)
        .needs("npm packages"),
        Step::new("tsc", web("npm run --silent check")).needs("npm packages"),
        vitest(),
        Step::new(
            "rustdoc",
            command("cargo doc --workspace --no-deps --all-features"),
        )
        .env("RUSTDOCFLAGS", "-D warnings")
        .needs("npm packages"),
        Step::new(
            "no default features",
            command("cargo check -p vuer-protocol -p vuer -p vuer-cli --no-default-features"),
        )
        .needs("npm packages"),
        wasm(),
        Step::new(
            "fuzz targets",
            command("cargo check --manifest-path fuzz/Cargo.toml"),
        )
        // A workspace of its own, but of the same profile: what clippy has checked is not checked again.
        .env("CARGO_TARGET_DIR", target()),
        Step::function("wheel", || wheel::install("dev"))
            .needs("npm packages")
            .needs("python environments"),
        pytest(),
        pyright(),
        Step::new("tsc e2e", e2e("npm run --silent check")).needs("npm packages"),
        Step::new(
            "e2e programs",
            command("cargo build -p vuer-cli -p e2e-programs"),
        )
        .needs("npm packages"),
        Step::new("examples", command("cargo build -p vuer --examples")).needs("npm packages"),
        Step::new("e2e", e2e("npm test --silent"))
            .env("VUER_TARGET_DIR", target().join("debug"))
            .counts(Runner::Node)
            .needs("e2e programs")
            .needs("examples")
            .needs("python environments")
            .needs("certificate tools")
            .needs("chromium"),
    ];
    steps.push(
        Step::new("bench --short", command("cargo xtask bench --short"))
            .needs("e2e programs")
            .needs("python environments")
            .needs("chromium"),
    );
    steps.extend(package::steps());
    steps
}

/// Everything but doctests, which nextest does not run.
fn rust_tests(all_features: bool) -> Step {
    let features = if all_features { " --all-features" } else { "" };
    if output("cargo nextest --version").is_some() {
        let line = format!("cargo nextest run --workspace{features} --no-fail-fast");
        Step::new("cargo nextest", command(&line)).counts(Runner::Nextest)
    } else {
        println!(
            "cargo-nextest is missing, `cargo test` takes its place (cargo install --locked cargo-nextest)"
        );
        let line = format!("cargo test --workspace{features} --lib --bins --tests --no-fail-fast");
        Step::new("cargo test", command(&line)).counts(Runner::Cargo)
    }
}

fn vitest() -> Step {
    Step::new("vitest", web("npm test --silent"))
        .counts(Runner::Vitest)
        .needs("npm packages")
}

/// The Python package as it was installed. What a test hangs in is shown by faulthandler.
fn pytest() -> Step {
    let mut command = program(wheel::python());
    command.args([
        "-X",
        "faulthandler",
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
    ]);
    Step::new("pytest", command)
        .counts(Runner::Pytest)
        .needs("wheel")
}

/// Every name of the installed Python package has a type that a checker knows.
fn pyright() -> Step {
    let line = "npm exec --offline -- pyright --ignoreexternal --verifytypes vuer";
    Step::new("pyright", e2e(line))
        // With `--verifytypes`, pyright has no ear for `--pythonpath`.
        .env("PATH", path_with(&setup::venv("python").join("bin")))
        .needs("wheel")
        .needs("npm packages")
}

/// The protocol crate promises to build without an operating system under it.
fn wasm() -> Step {
    const NAME: &str = "wasm32";
    let libraries = output("rustc --print target-libdir --target wasm32-unknown-unknown");
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        Step::new(
            NAME,
            command("cargo check -p vuer-protocol --target wasm32-unknown-unknown"),
        )
    } else {
        Step::skipped(
            NAME,
            "not installed (rustup target add wasm32-unknown-unknown)",
        )
    }
}

/// A program of the client's build, run where its configuration is.
fn web(line: &str) -> Command {
    let mut command = command(line);
    command.current_dir(root().join("web"));
    command
}

/// A program of the end-to-end tests.
fn e2e(line: &str) -> Command {
    let mut command = command(line);
    command.current_dir(root().join("tests/e2e"));
    command
}

/// A checker that comes from PyPI as a ready binary.
fn tool(line: &str) -> Command {
    let mut words = line.split_whitespace();
    let name = words.next().expect("a command has a program");
    let mut command = program(setup::venv("tools").join("bin").join(name));
    command.args(words);
    command
}
