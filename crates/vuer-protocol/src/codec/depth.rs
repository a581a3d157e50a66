//! Messages that are nested more deeply than their readers go.

use std::fmt;

use bytes::Bytes;

use super::{DecodeError, MAX_DEPTH, Reader, Token};
use crate::node::{Child, Node};
use crate::value::{Map, Value};

/// A message that no client would read, for its lists and maps stand in each other more than [`MAX_DEPTH`] deep.
///
/// A node and its list of children are two levels, and the envelope takes two or three, so a tree may be about
/// thirty nodes deep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{path} is nested too deeply: clients read {MAX_DEPTH} lists and maps inside each other, which is about {} nodes",
    (MAX_DEPTH - 4) / 2
)]
pub struct TooDeep {
    /// Where it goes too deep: the keys of the nodes from the outermost, then the names of fields; shortened in the
    /// middle if it is long.
    pub path: String,
}

/// Refuses a message whose lists and maps stand in each other more than [`MAX_DEPTH`] deep. Other faults are not
/// looked for.
pub fn check_depth(message: &Bytes) -> Result<(), TooDeep> {
    match Reader::new(message).skip() {
        Err(DecodeError::TooDeep { .. }) => Err(too_deep(message)),
        _ => Ok(()),
    }
}

/// How many levels a node takes on the wire: its own map, and the deepest of what stands in that.
pub fn node_levels(node: &Node) -> usize {
    let containers = node.containers.iter().map(|(_, children)| {
        let inner = children.iter().map(|child| match child {
            Child::Node(node) => node_levels(node),
            Child::Text(_) | Child::Nil => 0,
        });
        2 + inner.max().unwrap_or(0)
    });
    containers.fold(map_levels(&node.props), usize::max)
}

/// How many levels a map takes: itself, and the deepest of what stands in it.
pub fn map_levels(map: &Map) -> usize {
    let inner = map.iter().map(|(_, value)| value_levels(value));
    1 + inner.max().unwrap_or(0)
}

fn value_levels(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(value_levels).max().unwrap_or(0),
        Value::Map(map) => map_levels(map),
        _ => 0,
    }
}

fn too_deep(message: &Bytes) -> TooDeep {
    let mut steps = Vec::new();
    // It fails where the steps lead to.
    let _too_deep = descend(&mut Reader::new(message), &mut steps);
    TooDeep::at(&steps)
}

/// A way down from one list or map into what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into the value of this name.
    Field(String),
    /// Into the item of this index.
    Item(usize),
    /// Into the node of this key.
    Node(String),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Item(index) => write!(f, "[{index}]"),
            Self::Node(key) => write!(f, "{key:?}"),
        }
    }
}

impl TooDeep {
    /// What these steps lead to is too deep.
    pub fn at(steps: &[Step]) -> Self {
        /// How many steps are told from either end.
        const ENDS: usize = 3;
        let is_node = |step: &&Step| matches!(step, Step::Node(_));
        let last_node = steps.iter().rposition(|step| is_node(&step));
        let fields = &steps[last_node.map_or(0, |index| index + 1)..];
        // Between nodes there is nothing but the names of containers.
        let told: Vec<String> = steps
            .iter()
            .filter(is_node)
            .chain(fields)
            .map(Step::to_string)
            .collect();
        let path = if told.len() > 2 * ENDS {
            let end = told.len() - ENDS;
            format!(
                "{} / … / {}",
                told[..ENDS].join(" / "),
                told[end..].join(" / ")
            )
        } else {
            told.join(" / ")
        };
        Self { path }
    }
}

/// Walks a value in order; on failure `steps` say where.
fn descend(reader: &mut Reader<'_>, steps: &mut Vec<Step>) -> Result<(), DecodeError> {
    match reader.token()? {
        Token::List(len) => reader.nested(|reader| {
            for index in 0..len {
                steps.push(Step::Item(index));
                descend(reader, steps)?;
                steps.pop();
            }
            Ok(())
        }),
        Token::Map(len) => reader.nested(|reader| {
            for _ in 0..len {
                let name = reader.str()?;
                if let ("key", Token::Str(key), Some(step)) =
                    (name, reader.peek()?, steps.last_mut())
                {
                    *step = Step::Node(key.to_owned());
                }
                steps.push(Step::Field(name.to_owned()));
                descend(reader, steps)?;
                steps.pop();
            }
            Ok(())
        }),
        _ => Ok(()),
    }
}
