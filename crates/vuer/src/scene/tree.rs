//! The scene store: what a client's scene is after the events it was sent, which the rules beside this module
//! apply to it.
//!
//! Keys address, they do not identify: several nodes may have the same key under different parents, and an
//! event means the first one in search order. Nodes live in a slab and know their parents, so an event costs
//! what it changes, not what there is; only taking a node out looks through those that stand beside it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use vuer_protocol::components::builtin_background;
use vuer_protocol::event::ServerEvent;
use vuer_protocol::{Child, Container, Containers, Key, Map, Node};

/// The order in which the root's containers are searched.
const ROOT_ORDER: [Container; 4] = [
    Container::Children,
    Container::RawChildren,
    Container::BgChildren,
    Container::HtmlChildren,
];
/// The order in which those of every other node are.
const NODE_ORDER: [Container; 4] = [
    Container::Children,
    Container::BgChildren,
    Container::HtmlChildren,
    Container::RawChildren,
];
/// The tag that the root has and a SET must have.
pub(super) const SCENE: &str = "Scene";

/// Index into the slab.
pub(super) type Id = usize;
pub(super) const ROOT: Id = 0;

/// Where the nodes stand that a page shows before it is told anything.
const BACKGROUND: Place = Place {
    parent: ROOT,
    container: Container::BgChildren,
};
static BUILTIN: LazyLock<Vec<Node>> = LazyLock::new(builtin_background);

/// What stands in a container of the root at first.
fn builtin(container: Container) -> &'static [Node] {
    if container == BACKGROUND.container {
        &BUILTIN
    } else {
        &[]
    }
}

/// At first, the page's built-in scene.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(super) slots: Vec<Slot>,
    free: Vec<Id>,
    by_key: HashMap<Key, Vec<Id>>,
    /// The containers of the root that a SET has named.
    pub(super) set: [bool; 4],
}

#[derive(Debug, Default)]
pub(super) struct Slot {
    pub(super) tag: Option<Cow<'static, str>>,
    pub(super) key: Option<Key>,
    pub(super) props: Map,
    /// Absent and empty are different things.
    lists: [Option<Vec<Item>>; 4],
    pub(super) place: Place,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    Node(Id),
    Text(String),
}

/// One list of one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) parent: Id,
    pub(super) container: Container,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            parent: ROOT,
            container: Container::Children,
        }
    }
}

/// Which of several nodes of a key comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// A node, then what is in it, then the next.
    DepthFirst,
    /// In each list its own nodes, before what is in any of them. This is how REMOVE looks.
    ShallowFirst,
}

impl Default for Tree {
    fn default() -> Self {
        let root = Slot {
            tag: Some(SCENE.into()),
            ..Slot::default()
        };
        let mut tree = Self {
            slots: vec![root],
            free: Vec::new(),
            by_key: HashMap::new(),
            set: [false; 4],
        };
        for node in BUILTIN.iter() {
            tree.create(node, BACKGROUND);
        }
        tree
    }
}

impl Tree {
    /// Events that bring a client up to date whose scene is the built-in one: one SET with the containers that are
    /// the program's, and what was added to the others, beside what stands there.
    pub(crate) fn snapshot(&self) -> Vec<ServerEvent> {
        let mut scene = self.node(ROOT);
        let mut additions = Vec::new();
        for container in Container::ALL {
            if !self.is_set(container) {
                *scene.containers.get_mut(container) = None;
                let nodes: Vec<Node> = self.additions(container).map(|id| self.node(id)).collect();
                let to = Some(Key::from_static(container.wire_name()));
                additions.extend((!nodes.is_empty()).then_some(ServerEvent::Add { nodes, to }));
            }
        }
        let is_needed = !(scene.containers.is_empty() && scene.props.is_empty());
        let set = is_needed.then_some(ServerEvent::Set { scene });
        set.into_iter().chain(additions).collect()
    }

    /// Whether a container belongs into a SET: a SET has named it, or the program has changed what stands in it at
    /// first, or what was added to it could not be added again, for one of its keys means another node too.
    fn is_set(&self, container: Container) -> bool {
        let is_unique = |id: Id| {
            let key = self.slots[id].key.as_ref();
            key.and_then(|key| self.by_key.get(key))
                .is_none_or(|ids| ids.len() == 1)
        };
        self.set[container as usize]
            || !self.has_builtin(container)
            || !self
                .nodes_in(ROOT, container)
                .is_none_or(|mut ids| ids.all(is_unique))
    }

    /// Whether what stands in a container of the root at first is there, as it was.
    fn has_builtin(&self, container: Container) -> bool {
        let mut ids = self.nodes_in(ROOT, container).into_iter().flatten();
        builtin(container)
            .iter()
            .all(|node| ids.next().is_some_and(|id| self.node(id) == *node))
    }

    /// What stands in a container of the root behind what stands there at first.
    fn additions(&self, container: Container) -> impl Iterator<Item = Id> {
        let ids = self.nodes_in(ROOT, container).into_iter().flatten();
        ids.skip(builtin(container).len())
    }

    /// The nodes in a list, if it is there.
    pub(super) fn nodes_in(
        &self,
        id: Id,
        container: Container,
    ) -> Option<impl Iterator<Item = Id>> {
        let items = self.slots[id].lists[container as usize].as_ref()?.iter();
        Some(items.filter_map(|item| match item {
            Item::Node(id) => Some(*id),
            Item::Text(_) => None,
        }))
    }

    pub(super) fn merge(&mut self, id: Id, props: &Map) {
        for (name, value) in props.iter() {
            self.slots[id].props.insert(name.clone(), value.clone());
        }
    }

    pub(super) fn create(&mut self, node: &Node, place: Place) -> Id {
        let slot = Slot {
            tag: node.tag.clone(),
            key: node.key.clone(),
            props: node.props.clone(),
            ..Slot::default()
        };
        let id = if let Some(id) = self.free.pop() {
            self.slots[id] = slot;
            id
        } else {
            self.slots.push(slot);
            self.slots.len() - 1
        };
        if let Some(key) = &node.key {
            self.by_key.entry(key.clone()).or_default().push(id);
        }
        self.attach(id, place);
        self.fill(id, &node.containers);
        id
    }

    /// Gives a node the lists that `containers` has; others stay.
    pub(super) fn fill(&mut self, id: Id, containers: &Containers) {
        for (container, children) in containers.iter() {
            self.replace_list(
                Place {
                    parent: id,
                    container,
                },
                children,
            );
        }
    }

    pub(super) fn replace_list(&mut self, place: Place, children: &[Child]) {
        self.clear_list(place);
        self.list_mut(place);
        for child in children {
            match child {
                Child::Node(node) => drop(self.create(node, place)),
                Child::Text(text) if !text.is_empty() => {
                    self.list_mut(place).push(Item::Text(text.clone()));
                }
                Child::Text(_) | Child::Nil => {}
            }
        }
    }

    /// Makes a list absent.
    pub(super) fn clear_list(&mut self, place: Place) {
        let items = self.slots[place.parent].lists[place.container as usize].take();
        for item in items.into_iter().flatten() {
            if let Item::Node(id) = item {
                self.forget(id);
            }
        }
    }

    /// Puts a node at the end of a list, where it replaces one of the same key.
    pub(super) fn attach(&mut self, id: Id, place: Place) {
        let twin = self.slots[id].key.as_ref().and_then(|key| {
            let same = self.by_key.get(key)?.iter().copied();
            same.filter(|other| *other != id)
                .find(|other| self.slots[*other].place == place)
        });
        if let Some(twin) = twin {
            self.remove(twin);
        }
        self.slots[id].place = place;
        self.list_mut(place).push(Item::Node(id));
    }

    pub(super) fn detach(&mut self, id: Id) {
        let place = self.slots[id].place;
        self.list_mut(place).retain(|item| *item != Item::Node(id));
    }

    pub(super) fn remove(&mut self, id: Id) {
        self.detach(id);
        self.forget(id);
    }

    /// Frees a node that stands in no list any more, with all it holds.
    fn forget(&mut self, id: Id) {
        let mut doomed = vec![id];
        while let Some(id) = doomed.pop() {
            let slot = std::mem::take(&mut self.slots[id]);
            self.free.push(id);
            if let Some(key) = &slot.key
                && let Some(ids) = self.by_key.get_mut(key)
            {
                ids.retain(|other| *other != id);
                if ids.is_empty() {
                    self.by_key.remove(key);
                }
            }
            doomed.extend(slot.lists.into_iter().flatten().flatten().filter_map(
                |item| match item {
                    Item::Node(id) => Some(id),
                    Item::Text(_) => None,
                },
            ));
        }
    }

    fn list_mut(&mut self, place: Place) -> &mut Vec<Item> {
        self.slots[place.parent].lists[place.container as usize].get_or_insert_default()
    }

    pub(super) fn twin(&self, key: &str, place: Place) -> Option<Id> {
        self.by_key
            .get(key)?
            .iter()
            .copied()
            .find(|id| self.slots[*id].place == place)
    }

    /// Whether `id` is `ancestor` or inside it.
    pub(super) fn is_within(&self, mut id: Id, ancestor: Id) -> bool {
        while id != ancestor && id != ROOT {
            id = self.slots[id].place.parent;
        }
        id == ancestor
    }

    /// The first node of a key.
    pub(super) fn find(&self, key: &str, search: Search) -> Option<Id> {
        match self.by_key.get(key)?.as_slice() {
            [id] => Some(*id),
            ids => ids
                .iter()
                .copied()
                .min_by(|a, b| order(&self.path(*a), &self.path(*b), search)),
        }
    }

    /// From the root down: which container in search order, and where in it.
    fn path(&self, mut id: Id) -> Vec<(usize, usize)> {
        let mut path = Vec::new();
        while id != ROOT {
            let Place { parent, container } = self.slots[id].place;
            let containers = if parent == ROOT {
                ROOT_ORDER
            } else {
                NODE_ORDER
            };
            let rank = containers
                .iter()
                .position(|other| *other == container)
                .unwrap_or_default();
            let list = self.slots[parent].lists[container as usize]
                .as_deref()
                .unwrap_or_default();
            let index = list
                .iter()
                .position(|item| *item == Item::Node(id))
                .unwrap_or_default();
            path.push((rank, index));
            id = parent;
        }
        path.reverse();
        path
    }

    /// The whole scene, without what the page shows anyway.
    pub(super) fn to_node(&self) -> Node {
        let mut scene = self.node(ROOT);
        let background = BACKGROUND.container;
        if !self.set[background as usize] && self.has_builtin(background) {
            let added: Vec<Child> = self
                .additions(background)
                .map(|id| self.node(id).into())
                .collect();
            *scene.containers.get_mut(background) = (!added.is_empty()).then_some(added);
        }
        scene
    }

    /// The node of a key.
    pub(super) fn get(&self, key: &str) -> Option<Node> {
        self.find(key, Search::DepthFirst).map(|id| self.node(id))
    }

    fn node(&self, id: Id) -> Node {
        let slot = &self.slots[id];
        let mut containers = Containers::default();
        for container in Container::ALL {
            *containers.get_mut(container) = self.children(id, container);
        }
        Node {
            tag: slot.tag.clone(),
            key: slot.key.clone(),
            props: slot.props.clone(),
            containers,
        }
    }

    fn children(&self, id: Id, container: Container) -> Option<Vec<Child>> {
        let list = self.slots[id].lists[container as usize].as_ref()?;
        let child = |item: &Item| match item {
            Item::Node(id) => Child::Node(self.node(*id)),
            Item::Text(text) => Child::Text(text.clone()),
        };
        Some(list.iter().map(child).collect())
    }
}

/// Which of two paths is met first.
fn order(a: &[(usize, usize)], b: &[(usize, usize)], search: Search) -> Ordering {
    let fork = a.iter().zip(b).position(|(a, b)| a != b);
    let Some(fork) = fork else {
        return a.len().cmp(&b.len());
    };
    let (is_last_of_a, is_last_of_b) = (fork + 1 == a.len(), fork + 1 == b.len());
    if search == Search::ShallowFirst && a[fork].0 == b[fork].0 && is_last_of_a != is_last_of_b {
        return is_last_of_b.cmp(&is_last_of_a);
    }
    a[fork].cmp(&b[fork])
}

#[cfg(test)]
pub(crate) mod tests;
