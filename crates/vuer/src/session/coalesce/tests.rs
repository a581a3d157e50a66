use vuer_protocol::event::{Downlink, Timestamp};
use vuer_protocol::{Container, Node};

use super::*;

fn node(key: &str, props: &[&str]) -> Node {
    props.iter().fold(Node::new("Box").key(key), |node, prop| {
        node.prop((*prop).to_owned(), 1)
    })
}

fn down() -> Downlink {
    Downlink::new(Timestamp::from_millis(1.0))
}

fn update(key: &str, props: &[&str]) -> Vec<u8> {
    down().update(&node(key, props), false).to_vec()
}

fn upsert(key: &str, to: Option<&str>) -> Vec<u8> {
    down().upsert(&node(key, &["x"]), to).to_vec()
}

/// Which messages are left, in the order in which they are sent.
fn check(messages: &[Vec<u8>], expected: &[usize]) {
    let payloads: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
    let left: Vec<usize> = places(&payloads).into_iter().flatten().collect();
    assert_eq!(left, expected);
}

#[test]
fn an_update_gives_way_to_one_that_sets_as_much() {
    check(
        &[
            update("a", &["x"]),
            update("b", &["x"]),
            update("a", &["x", "y"]),
        ],
        &[1, 2],
    );
    check(&[update("a", &["x", "y"]), update("a", &["x"])], &[0, 1]);
    check(
        &[
            update("a", &["x"]),
            update("a", &["y"]),
            update("a", &["x"]),
            update("a", &["y"]),
        ],
        &[2, 3],
    );
}

#[test]
fn an_update_of_several_nodes_gives_way_to_one_of_the_same() {
    let joint = |nodes: &[(&str, &[&str])]| {
        let nodes: Vec<Node> = nodes.iter().map(|(key, props)| node(key, props)).collect();
        down().update(&nodes, false).to_vec()
    };
    let eyes = || joint(&[("left", &["src"]), ("right", &["src"])]);
    check(&[eyes(), update("left", &["x"]), eyes(), eyes()], &[1, 3]);
    for other in [
        joint(&[("right", &["src"]), ("left", &["src"])]),
        joint(&[("left", &["src"]), ("right", &["x"])]),
        joint(&[("left", &["src"])]),
    ] {
        check(&[eyes(), other], &[0, 1]);
    }
    // The keys may mean other nodes from then on.
    check(&[eyes(), upsert("left", Some("p")), eyes()], &[0, 1, 2]);
}

#[test]
fn the_last_upsert_takes_the_place_of_the_first() {
    check(
        &[
            upsert("a", None),
            upsert("b", None),
            upsert("a", None),
            update("b", &["x"]),
            upsert("a", None),
        ],
        &[4, 1, 3],
    );
}

#[test]
fn the_first_upsert_stays_where_another_could_not_stand() {
    let several = down()
        .update(&vec![node("b", &["x"]), node("a", &["x"])], false)
        .to_vec();
    let keyless = down()
        .update(&Node::new("Scene").prop("x", 1), false)
        .to_vec();
    for between in [
        update("a", &["x"]),
        several,
        keyless,
        upsert("b", Some("p")),
    ] {
        let sent = [
            upsert("a", None),
            upsert("a", None),
            between,
            upsert("a", None),
        ];
        check(&sent, &[1, 2, 3]);
    }
    let less = down().upsert(&node("a", &["y"]), None).to_vec();
    check(&[upsert("a", None), less, upsert("a", None)], &[0, 1, 2]);
    let placed = || upsert("a", Some("children"));
    check(&[placed(), placed(), placed()], &[0, 2]);
}

#[test]
fn a_node_whose_parent_came_late_counts_as_new() {
    let late = [
        upsert("a", Some("p")),
        upsert("a", Some("p")),
        upsert("p", None),
        upsert("a", Some("p")),
        upsert("a", Some("p")),
    ];
    check(&late, &[0, 1, 2, 3, 4]);
}

#[test]
fn nothing_is_compared_across_a_wall() {
    let walls = [
        down().set(&node("scene", &[])).to_vec(),
        down().add(&node("c", &[]), None).to_vec(),
        down().remove(&["c"]).to_vec(),
        down().update(&node("a", &["x"]), true).to_vec(),
        down()
            .update(&node("c", &[]).child(node("d", &[])), false)
            .to_vec(),
        down()
            .upsert(&vec![node("c", &[]), node("d", &[])], None)
            .to_vec(),
        down()
            .update(&node("c", &[]).prop("value", "$delete"), false)
            .to_vec(),
        b"not MessagePack".to_vec(),
        Vec::new(),
    ];
    for wall in walls {
        check(
            &[update("a", &["x"]), wall, update("a", &["x"])],
            &[0, 1, 2],
        );
    }
    check(
        &[
            update("a", &["x"]),
            upsert("c", Some("p")),
            upsert("c", Some("q")),
            update("a", &["x"]),
        ],
        &[0, 1, 2, 3],
    );
}

#[test]
fn an_update_of_several_nodes_stays_and_is_no_wall() {
    let several = down()
        .update(&vec![node("a", &["x"]), node("b", &["x"])], false)
        .to_vec();
    check(
        &[update("a", &["x"]), several, update("a", &["x"])],
        &[1, 2],
    );
}

#[test]
fn containers_are_those_of_the_protocol() {
    for container in Container::ALL {
        let mut node = node("a", &["x"]);
        *node.containers.get_mut(container) = Some(Vec::new());
        assert_eq!(effect(&down().update(&node, false)), Effect::Wall);
    }
}

#[test]
fn what_no_client_reads_takes_the_place_of_nothing() {
    let mut longer = update("a", &["x"]);
    longer.push(0);
    assert_eq!(effect(&longer), Effect::Wall);
    // Lists that say that they are longer than anything.
    let huge = [
        &b"\x81\xa4data"[..],
        &[0xdf, 0xff, 0xff, 0xff, 0xff].repeat(3),
    ]
    .concat();
    assert_eq!(effect(&huge), Effect::Wall);
}
