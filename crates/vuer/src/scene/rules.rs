//! What each event does to a [`Tree`]. The rules are those of the client's store; nothing here is of its own.

use vuer_protocol::event::ServerEvent;
use vuer_protocol::{Container, Key, Map, Node, TooDeep};

use super::tree::{Id, Place, ROOT, SCENE, Search, Tree};

/// What becomes of a node's props that are not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Props {
    Merge,
    Replace,
}

/// A node that an event must not have.
#[derive(Debug)]
pub(crate) struct Refused {
    /// Which of the event's nodes. Those before it are applied, it and those behind it are not.
    pub(crate) index: usize,
    pub(crate) reason: TooDeep,
}

impl Tree {
    /// Applies one event; those that do not concern the scene change nothing. A node that would make the tree too
    /// deep is refused.
    pub(crate) fn apply(&mut self, event: &ServerEvent) -> Result<(), Refused> {
        let each = |nodes: &[Node], apply: &mut dyn FnMut(&Node) -> Result<(), TooDeep>| {
            nodes.iter().enumerate().try_for_each(|(index, node)| {
                apply(node).map_err(|reason| Refused { index, reason })
            })
        };
        match event {
            ServerEvent::Set { scene } => {
                return self
                    .set(scene)
                    .map_err(|reason| Refused { index: 0, reason });
            }
            ServerEvent::Add { nodes, to } => {
                return each(nodes, &mut |node| self.add(node, to.as_deref()));
            }
            ServerEvent::Update { nodes, strict } => {
                return each(nodes, &mut |node| self.update(node, *strict));
            }
            ServerEvent::Upsert { nodes, to } => {
                return each(nodes, &mut |node| self.upsert(node, to.as_deref()));
            }
            ServerEvent::Remove { keys } => {
                for key in keys {
                    self.remove_key(key);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn set(&mut self, scene: &Node) -> Result<(), TooDeep> {
        self.check_change(scene, ROOT)?;
        if scene.tag.as_deref() != Some(SCENE) {
            return Ok(());
        }
        for (container, children) in scene.containers.iter() {
            self.set[container as usize] = true;
            self.replace_list(
                Place {
                    parent: ROOT,
                    container,
                },
                children,
            );
        }
        self.merge(ROOT, &scene.props);
        Ok(())
    }

    fn add(&mut self, node: &Node, to: Option<&str>) -> Result<(), TooDeep> {
        self.check_message(node)?;
        let Some(place) = self.place(to) else {
            return Ok(());
        };
        self.check_inside(node, place.parent)?;
        let Some(found) = node
            .key
            .as_ref()
            .and_then(|key| self.find(key, Search::DepthFirst))
        else {
            self.create(node, place);
            return Ok(());
        };
        if self.is_within(place.parent, found) {
            return Ok(());
        }
        if self.slots[found].place == place {
            self.slots[found].tag.clone_from(&node.tag);
            self.slots[found].props.clone_from(&node.props);
            for container in Container::ALL {
                self.clear_list(Place {
                    parent: found,
                    container,
                });
            }
            self.fill(found, &node.containers);
        } else {
            self.remove(found);
            self.create(node, place);
        }
        Ok(())
    }

    fn update(&mut self, node: &Node, strict: bool) -> Result<(), TooDeep> {
        self.check_message(node)?;
        let Some(key) = &node.key else {
            self.merge(ROOT, &node.props);
            return Ok(());
        };
        if let Some(found) = self.find(key, Search::DepthFirst) {
            self.check_change(node, found)?;
            self.assign(
                found,
                node,
                if strict { Props::Replace } else { Props::Merge },
            );
        }
        Ok(())
    }

    fn upsert(&mut self, node: &Node, to: Option<&str>) -> Result<(), TooDeep> {
        self.check_message(node)?;
        let find = |tree: &Self| tree.find(node.key.as_ref()?, Search::DepthFirst);
        let Some(to) = to else {
            match find(self) {
                Some(found) => {
                    self.check_change(node, found)?;
                    self.assign(found, node, Props::Merge);
                }
                None => drop(self.create(node, Place::default())),
            }
            return Ok(());
        };
        let Some(place) = self.place(Some(to)) else {
            return Ok(());
        };
        self.check_inside(node, place.parent)?;
        // A node that stands there already is meant before one of the same key elsewhere.
        let twin = node.key.as_ref().and_then(|key| self.twin(key, place));
        match twin.or_else(|| find(self)) {
            None => drop(self.create(node, place)),
            Some(found) if self.slots[found].place == place => {
                self.assign(found, node, Props::Merge);
            }
            Some(found) if self.is_within(place.parent, found) => {}
            Some(found) => {
                self.check_move(found, place.parent)?;
                self.detach(found);
                self.attach(found, place);
                self.assign(found, node, Props::Merge);
            }
        }
        Ok(())
    }

    fn remove_key(&mut self, key: &Key) {
        if let Some(found) = self.find(key, Search::ShallowFirst) {
            self.remove(found);
        }
    }

    /// The list called `to`; none if there is no such container or node.
    fn place(&self, to: Option<&str>) -> Option<Place> {
        let Some(to) = to.filter(|to| !to.is_empty()) else {
            return Some(Place::default());
        };
        if let Some(container) = Container::from_wire(to) {
            return Some(Place {
                parent: ROOT,
                container,
            });
        }
        let parent = self.find(to, Search::DepthFirst)?;
        Some(Place {
            parent,
            container: Container::Children,
        })
    }

    fn assign(&mut self, id: Id, node: &Node, props: Props) {
        if node.tag.is_some() {
            self.slots[id].tag.clone_from(&node.tag);
        }
        if props == Props::Replace {
            self.slots[id].props = Map::new();
        }
        self.merge(id, &node.props);
        self.fill(id, &node.containers);
    }
}
