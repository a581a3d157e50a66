//! Docstrings.

use std::fmt::Write as _;

use vuer_protocol::component::PropDef;

use super::super::{Line as _, typescript::for_the_wire};

/// The longest line.
const WIDTH: usize = 110;

/// Writes a docstring: what it is, then each prop.
pub(super) fn docstring(out: &mut String, indent: &str, doc: &str, props: &[&PropDef]) {
    let mut text = doc.to_owned();
    if !props.is_empty() {
        text.push('\n');
    }
    for prop in props {
        let default = match prop.default {
            Some(default) => format!(" Default {default}."),
            None => String::new(),
        };
        let about = prose(prop.doc.split("\n\n").next().unwrap_or_default());
        write!(text, "\n:param {}: {about}{default}", prop.name).expect("a String takes all");
    }
    let text = text.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let mut lines = text
        .split('\n')
        .flat_map(|line| wrap(line, WIDTH - indent.len()));
    let first = lines.next().unwrap_or_default();
    let rest: Vec<_> = lines.collect();
    if rest.is_empty() {
        out.line(&format!("{indent}\"\"\"{first}\"\"\"\n"));
        return;
    }
    out.line(&format!("{indent}\"\"\"{first}"));
    for line in rest {
        out.line(format!("{indent}{line}").trim_end());
    }
    out.line(&format!("{indent}\"\"\"\n"));
}

/// A line in lines of a width; those after the first of a parameter are indented.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let indent = if line.starts_with(':') { "    " } else { "" };
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let last = lines.last_mut().expect("there is a line from the start");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("{indent}{word}"));
        } else {
            *last += " ";
            *last += word;
        }
    }
    lines
}

/// Documentation in reStructuredText, without Rust's links.
pub(super) fn prose(doc: &str) -> String {
    for_the_wire(&doc.split_whitespace().collect::<Vec<_>>().join(" ")).replace('`', "``")
}
