use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

fn node(key: &str) -> Node {
    Node::new("Box").key(key)
}

/// All that the page shows on one line: `children[a bchildren[c]]`, every container that is not empty.
pub(crate) fn text(tree: &Tree) -> String {
    line(&tree.node(ROOT))
}

fn line(scene: &Node) -> String {
    fn list(out: &mut String, node: &Node) {
        for (container, children) in node
            .containers
            .iter()
            .filter(|(_, children)| !children.is_empty())
        {
            write!(out, "{}[", container.wire_name()).unwrap();
            for (index, child) in children.iter().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                match child {
                    Child::Node(node) => {
                        out.push_str(node.key.as_deref().unwrap_or("?"));
                        // Their order carries no meaning.
                        let mut props: Vec<_> = node.props.iter().collect();
                        props.sort_by_key(|(name, _)| *name);
                        for (name, value) in props {
                            write!(out, ",{name}={value:?}").unwrap();
                        }
                        list(out, node);
                    }
                    Child::Text(text) => out.push_str(text),
                    Child::Nil => {}
                }
            }
            out.push(']');
        }
    }
    let mut out = String::new();
    list(&mut out, scene);
    out
}

fn check(events: &[ServerEvent], expected: &str) {
    let mut tree = Tree::default();
    for event in events {
        tree.apply(event).unwrap();
    }
    assert_eq!(line(&tree.to_node()), expected);
}

fn add(node: Node, to: Option<&str>) -> ServerEvent {
    ServerEvent::Add {
        nodes: vec![node],
        to: to.map(Key::from),
    }
}

fn upsert(node: Node, to: Option<&str>) -> ServerEvent {
    ServerEvent::Upsert {
        nodes: vec![node],
        to: to.map(Key::from),
    }
}

fn update(node: Node) -> ServerEvent {
    ServerEvent::Update {
        nodes: vec![node],
        strict: false,
    }
}

fn remove(key: &str) -> ServerEvent {
    ServerEvent::Remove {
        keys: vec![Key::from(key)],
    }
}

fn set(children: &[Node]) -> ServerEvent {
    ServerEvent::Set {
        scene: children
            .iter()
            .cloned()
            .fold(Node::new("Scene"), Node::child),
    }
}

#[test]
fn set_replaces_the_containers_it_names() {
    check(
        &[
            add(node("a"), Some("bgChildren")),
            set(&[node("b")]),
            set(&[node("c")]),
        ],
        "children[c]bgChildren[a]",
    );
    check(
        &[ServerEvent::Set {
            scene: node("a").child(node("b")),
        }],
        "",
    );
}

#[test]
fn add_replaces_a_node_of_its_key_and_moves_it() {
    check(
        &[
            add(node("a"), None),
            add(node("b"), None),
            add(node("a"), None),
        ],
        "children[a b]",
    );
    check(
        &[
            add(node("a"), None),
            add(node("b"), None),
            add(node("a"), Some("b")),
        ],
        "children[bchildren[a]]",
    );
    check(&[add(node("a"), Some("nowhere"))], "");
    check(
        &[
            add(node("a").child(node("b")), None),
            add(node("a"), Some("b")),
        ],
        "children[achildren[b]]",
    );
}

#[test]
fn upsert_finds_moves_or_adds() {
    let x = |key: &str| node(key).prop("x", 1);
    check(
        &[
            upsert(node("a"), None),
            upsert(node("b"), None),
            upsert(x("a"), None),
        ],
        "children[a,x=Int(1) b]",
    );
    check(
        &[upsert(node("a"), None), upsert(x("a"), Some("bgChildren"))],
        "bgChildren[a,x=Int(1)]",
    );
    check(
        &[
            upsert(x("a"), Some("b")),
            upsert(node("b"), None),
            upsert(node("a"), Some("b")),
        ],
        "children[bchildren[a]]",
    );
    check(
        &[
            upsert(node("a").child(node("b")), None),
            upsert(x("a"), Some("b")),
        ],
        "children[achildren[b]]",
    );
}

#[test]
fn update_merges_and_strict_replaces_props() {
    let both = node("a").prop("x", 1).prop("y", 1);
    check(
        &[
            add(both.clone(), None),
            update(node("a").prop("x", 2)),
            update(node("b")),
        ],
        "children[a,x=Int(2),y=Int(1)]",
    );
    let strict = ServerEvent::Update {
        nodes: vec![node("a").prop("z", 3)],
        strict: true,
    };
    check(&[add(both, None), strict], "children[a,z=Int(3)]");
}

#[test]
fn an_empty_list_empties_and_an_absent_one_does_not() {
    let parent = node("a").child(node("b"));
    check(
        &[set(std::slice::from_ref(&parent)), update(node("a"))],
        "children[achildren[b]]",
    );
    let mut emptied = node("a");
    *emptied.containers.get_mut(Container::Children) = Some(Vec::new());
    check(&[set(&[parent]), update(emptied)], "children[a]");
}

#[test]
fn the_background_of_the_page_can_be_changed() {
    let mut tree = Tree::default();
    assert_eq!(line(&tree.to_node()), "");
    assert!(tree.snapshot().is_empty());
    tree.apply(&add(node("sun"), Some("bgChildren"))).unwrap();
    assert_eq!(line(&tree.to_node()), "bgChildren[sun]");
    assert!(matches!(&tree.snapshot()[..], [ServerEvent::Add { .. }]));
    tree.apply(&remove("grid")).unwrap();
    let shown = line(&tree.to_node());
    assert!(!shown.contains("grid") && shown.contains("orb-control") && shown.contains("sun"));
    assert!(matches!(&tree.snapshot()[..], [ServerEvent::Set { .. }]));
}

#[test]
fn the_first_of_several_nodes_of_a_key_is_meant() {
    let twice = set(&[node("g").child(node("a")), node("a")]);
    let x = || node("a").prop("x", 1);
    check(
        &[twice.clone(), update(x())],
        "children[gchildren[a,x=Int(1)] a]",
    );
    check(&[twice.clone(), remove("a")], "children[gchildren[a]]");
    check(
        &[twice.clone(), upsert(x(), Some("children"))],
        "children[gchildren[a] a,x=Int(1)]",
    );
    check(
        &[twice, add(node("a"), Some("g")), update(x())],
        "children[gchildren[a,x=Int(1)] a]",
    );
    check(
        &[set(&[node("a").prop("x", 1), node("b"), node("a")])],
        "children[b a]",
    );
}

/// Events over few keys, so that they meet.
pub(crate) fn events(max: usize) -> impl Strategy<Value = Vec<ServerEvent>> {
    let name = prop_oneof![Just("x"), Just("y"), Just("z")];
    let props = prop::collection::vec((name, 0..9_i64), 0..3);
    let key = prop_oneof![
        6 => prop::sample::select(&["a", "b", "c", "d", "e", "f"][..]),
        // Nodes that the page shows from the start.
        1 => prop::sample::select(&["grid", "hands"][..]),
    ];
    let leaf = (key.clone(), props).prop_map(|(key, props)| {
        props
            .into_iter()
            .fold(node(key), |node, (name, value)| node.prop(name, value))
    });
    let tree = leaf.clone().prop_recursive(2, 4, 2, |inner| {
        (
            inner.clone(),
            0..4_usize,
            prop::collection::vec(inner, 0..3),
        )
            .prop_map(|(mut node, container, children)| {
                let children = children.into_iter().map(Child::from).collect();
                *node.containers.get_mut(Container::ALL[container]) = Some(children);
                node
            })
    });
    let to = prop_oneof![
        Just(None),
        Just(Some(Key::from("children"))),
        Just(Some(Key::from("bgChildren"))),
        key.clone().prop_map(|key| Some(Key::from(key))),
    ];
    let nodes = prop::collection::vec(leaf.clone(), 1..3);
    let single = leaf.prop_map(|node| vec![node]);
    let event = prop_oneof![
        8 => single.clone().prop_map(|nodes| ServerEvent::Update { nodes, strict: false }),
        8 => (single, to.clone()).prop_map(|(nodes, to)| ServerEvent::Upsert { nodes, to }),
        2 => nodes.clone().prop_map(|nodes| ServerEvent::Update { nodes, strict: false }),
        // Often the same two, so that one may stand for another.
        2 => prop::collection::vec(0..3_i64, 2).prop_map(|values| {
            let nodes = [("a", "x"), ("b", "y")].into_iter().zip(values);
            let nodes = nodes.map(|((key, name), value)| node(key).prop(name, value)).collect();
            ServerEvent::Update { nodes, strict: false }
        }),
        1 => nodes.clone().prop_map(|nodes| ServerEvent::Update { nodes, strict: true }),
        1 => (nodes, to.clone()).prop_map(|(nodes, to)| ServerEvent::Upsert { nodes, to }),
        1 => tree.clone().prop_map(|node| ServerEvent::Update { nodes: vec![node], strict: false }),
        1 => (tree.clone(), to.clone()).prop_map(|(node, to)| ServerEvent::Upsert { nodes: vec![node], to }),
        1 => (tree.clone(), to).prop_map(|(node, to)| ServerEvent::Add { nodes: vec![node], to }),
        1 => key.prop_map(|key| ServerEvent::Remove { keys: vec![Key::from(key)] }),
        1 => prop::collection::vec(tree, 0..3).prop_map(|nodes| set(&nodes)),
    ];
    prop::collection::vec(event, 0..max)
}

proptest! {
    /// A client that starts from a snapshot has what one has that saw everything.
    #[test]
    fn a_snapshot_stands_for_all_that_was_before(before in events(20), after in events(20)) {
        let mut witness = Tree::default();
        for event in &before {
            witness.apply(event).unwrap();
        }
        let mut late = Tree::default();
        for event in &witness.snapshot() {
            late.apply(event).unwrap();
        }
        for event in &after {
            witness.apply(event).unwrap();
            late.apply(event).unwrap();
        }
        prop_assert_eq!(text(&late), text(&witness));
    }
}
