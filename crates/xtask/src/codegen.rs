//! `cargo xtask codegen`: writes from the declarations in `vuer-protocol` what other languages and
//! readers need. The files are committed; a test here fails when one of them is stale.

mod builtin;
mod events;
mod gallery;
mod markdown;
mod python;
mod typescript;

use std::fs;

use anyhow::{Context as _, Result};

use crate::shell::root;

/// Each generated file with what belongs in it.
fn files() -> Result<Vec<(String, String)>> {
    let mut files = python::files();
    files.extend([
        (
            "web/src/protocol/components.gen.ts".to_owned(),
            typescript::components(),
        ),
        (
            "web/src/protocol/events.gen.ts".to_owned(),
            typescript::events(),
        ),
        ("web/src/scene/builtin.gen.ts".to_owned(), builtin::scene()),
        ("docs/components.md".to_owned(), markdown::components()?),
        ("docs/gallery.md".to_owned(), markdown::gallery()?),
    ]);
    Ok(files)
}

/// Text that is written line by line.
trait Line {
    fn line(&mut self, text: &str);
}

impl Line for String {
    fn line(&mut self, text: &str) {
        self.push_str(text);
        self.push('\n');
    }
}

/// Writes the files that are stale and names them.
pub(crate) fn run() -> Result<()> {
    for (path, content) in files()? {
        let file = root().join(&path);
        if fs::read_to_string(&file).is_ok_and(|found| found == content) {
            continue;
        }
        fs::write(&file, content).with_context(|| format!("cannot write {path}"))?;
        println!("wrote {path}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_fresh() {
        for (path, content) in files().unwrap() {
            let found = fs::read_to_string(root().join(&path)).unwrap_or_default();
            assert!(
                found == content,
                "{path} is stale: run `cargo xtask codegen` and commit the result"
            );
        }
    }
}
