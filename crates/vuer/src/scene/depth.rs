//! How deep a [`Tree`] may become: who joins late gets it in one message, which the client must be able to read.

use vuer_protocol::codec::{MAX_DEPTH, Step, map_levels, node_levels};
use vuer_protocol::{Container, Node, TooDeep};

use super::tree::{Id, ROOT, Tree};

/// The level at which a scene stands in its SET: inside the envelope.
const SCENE_LEVEL: usize = 2;
/// The level at which any other node stands in its message at least: inside the envelope, the payload and a list.
const NODE_LEVEL: usize = 4;

impl Tree {
    /// Refuses a node that goes too deep for the message it comes in.
    pub(super) fn check_message(&self, node: &Node) -> Result<(), TooDeep> {
        self.check(node, NODE_LEVEL, None)
    }

    /// Refuses changes of a node, or of the root, that would make the snapshot too deep.
    pub(super) fn check_change(&self, node: &Node, id: Id) -> Result<(), TooDeep> {
        self.check(node, self.level(id), self.parent(id))
    }

    /// Refuses a node that would make the snapshot too deep inside `parent`.
    pub(super) fn check_inside(&self, node: &Node, parent: Id) -> Result<(), TooDeep> {
        self.check(node, self.level(parent) + 2, Some(parent))
    }

    /// Refuses to move a node, with all it holds, to where the snapshot would become too deep.
    pub(super) fn check_move(&self, id: Id, parent: Id) -> Result<(), TooDeep> {
        if self.level(parent) + 1 + self.levels(id) <= MAX_DEPTH {
            return Ok(());
        }
        Err(self.too_deep(self.slots[id].key.as_deref(), Some(parent)))
    }

    fn check(&self, node: &Node, level: usize, parent: Option<Id>) -> Result<(), TooDeep> {
        if level - 1 + node_levels(node) <= MAX_DEPTH {
            return Ok(());
        }
        Err(self.too_deep(node.key.as_deref(), parent))
    }

    fn too_deep(&self, key: Option<&str>, parent: Option<Id>) -> TooDeep {
        let mut keys: Vec<&str> = key.into_iter().collect();
        let mut above = parent;
        while let Some(id) = above {
            keys.extend(self.slots[id].key.as_deref());
            above = self.parent(id);
        }
        let steps = keys.into_iter().rev().map(|key| Step::Node(key.to_owned()));
        TooDeep::at(&steps.collect::<Vec<_>>())
    }

    fn parent(&self, id: Id) -> Option<Id> {
        (id != ROOT).then(|| self.slots[id].place.parent)
    }

    /// The level at which a node stands in the snapshot.
    fn level(&self, id: Id) -> usize {
        let ancestors = std::iter::successors(self.parent(id), |id| self.parent(*id));
        SCENE_LEVEL + 2 * ancestors.count()
    }

    /// How many levels a node takes in the snapshot, with all it holds.
    fn levels(&self, id: Id) -> usize {
        let containers = Container::ALL.into_iter().filter_map(|container| {
            let inner = self
                .nodes_in(id, container)?
                .map(|child| self.levels(child));
            Some(2 + inner.max().unwrap_or(0))
        });
        containers.fold(map_levels(&self.slots[id].props), usize::max)
    }
}
