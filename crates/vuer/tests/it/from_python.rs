//! `docs/from-python.md` promises a test for every name.

use std::fs;
use std::path::Path;

#[test]
fn every_name_of_the_original_has_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/from-python.md")).unwrap();
    let rows = page.lines().filter(|line| {
        line.starts_with("| ") && !line.starts_with("| original") && !line.starts_with("| here |")
    });
    let mut missing = Vec::new();
    let mut count = 0;
    for row in rows {
        count += 1;
        let tests = row
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap()
            .split(',');
        if !tests
            .map(|test| test.trim().trim_matches('`'))
            .all(|test| exists(&root, test))
        {
            missing.push(row);
        }
    }
    assert!(missing.is_empty(), "no such test:\n{}", missing.join("\n"));
    assert!(count > 60, "{count} rows");
}

fn exists(root: &Path, test: &str) -> bool {
    let Some((file, function)) = test.split_once("::") else {
        return false;
    };
    let file = match file.strip_prefix("cli/") {
        Some(file) => format!("crates/vuer-cli/tests/it/{file}.rs"),
        None => format!("crates/vuer/tests/it/{file}.rs"),
    };
    fs::read_to_string(root.join(file)).is_ok_and(|text| text.contains(&format!("fn {function}(")))
}
