//! `value: "$delete"`: the original's documentation promises that an UPDATE with it removes the node, but none
//! of its clients does that. It is sent as a REMOVE, which every client understands.

use tracing::warn;
use vuer_protocol::{Encode, Key, Node, Nodes};

const DELETE: &str = "$delete";

/// The keys of those nodes that ask to be deleted.
pub(crate) fn keys(nodes: &dyn Nodes) -> Vec<Key> {
    let mut keys = Vec::new();
    nodes.for_each(&mut |node| {
        if !asks(node) {
            return;
        }
        if let Some(key) = node.wire_key() {
            keys.push(Key::from(key));
        } else {
            warn!(
                tag = node.to_node().tag.as_deref(),
                "a node without a key was to be deleted by \"$delete\": give the key of the node that is meant"
            );
        }
    });
    keys
}

/// The other nodes.
pub(crate) fn rest(nodes: &dyn Nodes) -> Vec<Node> {
    let mut rest = Vec::new();
    nodes.for_each(&mut |node| {
        if !asks(node) {
            rest.push(node.to_node());
        }
    });
    rest
}

fn asks(node: &dyn Encode) -> bool {
    let mut has_value = false;
    node.for_each_prop_name(&mut |name| has_value |= name == "value");
    has_value
        && node
            .to_node()
            .props
            .get("value")
            .is_some_and(|value| value.as_str() == Some(DELETE))
}
