//! Finds or builds the web client and writes a table of its files.
//!
//! The first of these that applies is the client:
//! 1. the folder that `VUER_WEB_DIST` names (packagers, and CI that built the client in a step of its own);
//! 2. `web/` of this checkout, built with npm;
//! 3. `dist/` in this crate (the published crate).
//!
//! Nothing is written outside `OUT_DIR`, except npm's own `node_modules` in a checkout.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

const NO_NPM: &str = "the web client is built with npm, which does not run here: \
    install Node.js 20.19 or newer, or set VUER_WEB_DIST to the folder of a built client";
const NO_CLIENT: &str = "this copy of vuer-web holds neither the web client nor its source: \
    take the published crate or a full checkout, or set VUER_WEB_DIST to the folder of a built client";

/// What lies in `web/` and is no input of the build.
const NOT_INPUTS: [&str; 5] = ["node_modules", "dist", "test", "coverage", "README.md"];

fn main() {
    if let Err(message) = write_table() {
        println!("cargo::error={message}");
    }
}

fn write_table() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=VUER_WEB_DIST");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let dist = find_dist(&out)?;
    let mut files = BTreeMap::new();
    collect(&dist, "", &mut files).map_err(|error| format!("{}: {error}", dist.display()))?;
    if !files.contains_key("index.html") {
        return Err(format!("{} holds no index.html", dist.display()));
    }
    let table = table(&files).map_err(|error| format!("{}: {error}", dist.display()))?;
    fs::write(out.join("table.rs"), table).map_err(|error| format!("{}: {error}", out.display()))
}

fn find_dist(out: &Path) -> Result<PathBuf, String> {
    if let Some(dist) = env::var_os("VUER_WEB_DIST").filter(|dist| !dist.is_empty()) {
        let dist = fs::canonicalize(&dist)
            .map_err(|error| format!("VUER_WEB_DIST={}: {error}", Path::new(&dist).display()))?;
        println!("cargo::rerun-if-changed={}", dist.display());
        return Ok(dist);
    }
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let web = crate_dir.join("../../web");
    if web.join("package.json").exists() {
        let dist = out.join("dist");
        build(&web, &dist)?;
        return Ok(dist);
    }
    let packaged = crate_dir.join("dist");
    println!("cargo::rerun-if-changed={}", packaged.display());
    if packaged.exists() {
        Ok(packaged)
    } else {
        Err(NO_CLIENT.into())
    }
}

fn build(web: &Path, dist: &Path) -> Result<(), String> {
    let entries = fs::read_dir(web).map_err(|error| format!("{}: {error}", web.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !NOT_INPUTS.contains(&name.as_ref()) {
            println!("cargo::rerun-if-changed={}", entry.path().display());
        }
    }
    // npm writes this file at the end of an install: as long as it is newer than the lock there is nothing to do.
    if modified(&web.join("package-lock.json"))
        > modified(&web.join("node_modules/.package-lock.json"))
    {
        npm(web, &["ci", "--no-audit", "--no-fund"])?;
    }
    let dist = dist.to_str().ok_or("OUT_DIR is not UTF-8")?;
    npm(
        web,
        &[
            "exec",
            "--",
            "vite",
            "build",
            "--logLevel",
            "warn",
            "--emptyOutDir",
            "--outDir",
            dist,
        ],
    )
}

fn modified(file: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(file)
        .and_then(|metadata| metadata.modified())
        .ok()
}

fn npm(web: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(web)
        .output()
        .map_err(|_| NO_NPM)?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    // One directive is one line: each line of what npm said becomes an error of its own.
    for line in String::from_utf8_lossy(&said)
        .lines()
        .filter(|line| !line.trim().is_empty())
    {
        println!("cargo::error={line}");
    }
    Err(format!(
        "`npm {}` failed in {}",
        arguments.join(" "),
        web.display()
    ))
}

/// Every file below `folder`, by its path with `/` between components.
fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, PathBuf>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, entry.path());
        }
    }
    Ok(())
}

fn table(files: &BTreeMap<String, PathBuf>) -> std::io::Result<String> {
    let mut entries = Vec::new();
    for (path, file) in files {
        let is_encoding = [".gz", ".br"].iter().any(|suffix| {
            path.strip_suffix(suffix)
                .is_some_and(|original| files.contains_key(original))
        });
        // Source maps are for whoever builds the client; they would double the size of the binary.
        if is_encoding || Path::new(path).extension().is_some_and(|end| end == "map") {
            continue;
        }
        let bytes = fs::read(file)?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let encoded = |suffix: &str| {
            let file = files.get(&format!("{path}{suffix}"));
            let file = file.filter(|file| {
                fs::metadata(file).is_ok_and(|found| found.len() < bytes.len() as u64)
            });
            file.map_or("None".into(), |file| format!("Some({})", include(file)))
        };
        let (hash, gzip, brotli) = (hasher.finish(), encoded(".gz"), encoded(".br"));
        entries.push(format!(
            "    Asset {{ path: {path:?}, hash: \"{hash:016x}\", raw: {}, gzip: {gzip}, brotli: {brotli} }},\n",
            include(file)
        ));
    }
    Ok(format!(
        "static ASSETS: &[Asset] = &[\n{}];\n",
        entries.concat()
    ))
}

fn include(file: &Path) -> String {
    format!("include_bytes!({:?})", file.to_string_lossy())
}
