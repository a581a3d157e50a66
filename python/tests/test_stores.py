"""Stores: scenes that sessions subscribe to."""

import queue

import pytest
from conftest import PATIENCE, Running, connected
from vuer.errors import VuerError
from vuer.events import ServerEvent
from vuer.rtc import SceneGraph, SceneStore
from vuer.schemas import Box, Group, Scene


def shown(client, graph, mark):
    """The scene that a client has which has read up to a mark."""
    while (frame := client.receive())["etype"] != mark:
        graph._scene._native.send(frame)
    return graph.data


def red_box():
    return Box(key="a", color="red")


# Each operation, and what then stands at the key `a` and in the children.
OPERATIONS = [
    (
        lambda store: (
            store.set @ Scene(Box(key="a"), Group(key="g"), bgChildren=[Box(key="bg")])
        ),
        {"tag": "Box", "key": "a"},
        ["a", "g"],
    ),
    (lambda store: store.add @ red_box(), red_box()._serialize(), ["a", "g"]),
    (
        lambda store: store.upsert(Box(key="a", args=[1, 2, 3]), to="g"),
        {"tag": "Box", "key": "a", "color": "red", "args": [1, 2, 3]},
        ["g"],
    ),
    (
        lambda store: store.update(red_box(), strict=True),
        red_box()._serialize(),
        ["g"],
    ),
    (lambda store: store.update @ {"up": [0, 0, 1]}, red_box()._serialize(), ["g"]),
    (lambda store: store.update @ {"key": "a", "value": "$delete"}, None, ["g"]),
    (lambda store: store.upsert @ Box(key="a"), {"tag": "Box", "key": "a"}, ["g", "a"]),
    (
        lambda store: (
            store.set @ {"tag": "Scene", "children": [{"tag": "Box", "key": "b"}]}
        ),
        None,
        ["b"],
    ),
    (lambda store: store.remove @ "b", None, []),
]


def test_who_comes_early_has_what_is_shown_to_who_comes_late(app):
    store = SceneStore()

    @app.spawn
    async def main(session):
        async with store.subscribe(session) as context:
            assert context.store is store and context.session is session
            session @ ServerEvent(None, etype="HERE")
            await session.forever()

    with Running(app) as running, running.client() as early:
        early_graph = SceneGraph()
        assert shown(early, early_graph, "HERE") is None
        for change, node, children in OPERATIONS:
            change(store)
            store @ ServerEvent(None, etype="MARK")
            scene = shown(early, early_graph, "MARK")
            assert store.get("a") == node
            assert [child["key"] for child in scene["children"]] == children
            assert scene == store.scene_data
            with running.client() as late:
                assert shown(late, SceneGraph(), "HERE") == scene
        assert [node["key"] for node in scene["bgChildren"]] == ["bg"], "none named it"
        assert scene["up"] == [0, 0, 1]
    assert len(store.history) == 2 * len(OPERATIONS)


def test_a_session_that_is_over_takes_no_change_from_the_others(app):
    store = SceneStore()
    outcome = queue.Queue()

    @app.spawn
    async def main(session):
        await session.till("INIT", timeout=PATIENCE)
        async with store.subscribe(session):
            session @ ServerEvent(None, etype="HERE")
            await session.forever()

    @app.add_handler("END")
    def end(event, session):
        session.socket.close()
        store.upsert @ Box(key="after")
        outcome.put(store.session_count)

    with Running(app) as running:
        clients = [running.client() for _ in range(4)]
        for client in clients:
            client.send("INIT")
            assert client.receive()["etype"] == "HERE"
        clients[0].send("END")
        assert outcome.get(timeout=PATIENCE) == 3
        for client in clients[1:]:
            assert client.receive()["data"]["nodes"][0]["key"] == "after"
            client.close()


def test_a_session_sees_one_store_at_a_time(app):
    outcome = queue.Queue()

    @app.spawn
    async def main(session):
        one, other = SceneStore(), SceneStore()
        async with one.subscribe(session):
            with pytest.raises(VuerError, match="joined"):
                async with other.subscribe(session):
                    pass
        async with other.subscribe(session):
            outcome.put(other.session_count)

    with connected(app):
        assert outcome.get(timeout=PATIENCE) == 1
