"""What keeps a robot safe: the dead-man's switch, watches, the state of the link, one operator at a time."""

import queue

import pytest
from conftest import PATIENCE, Running, connected
from vuer import Vuer
from vuer.errors import StartError
from vuer.guards import Link

# Longer than any test takes.
AGES = 3600.0


def hands(pinching, tracked=True):
    right = [0.5] * 400 if tracked else None
    return {"left": None, "right": right, "rightState": {"pinch": pinching}}


def test_poses_pass_only_while_the_switch_is_held(app):
    app.dead_man, app.dead_man_timeout = "right-pinch", AGES
    heard = queue.Queue()

    @app.add_handler("HAND_MOVE")
    def move(event, session):
        heard.put(("pose", event.value["rightState"]["pinch"]))

    @app.add_handler("DEAD_MAN")
    def tell(event, session):
        heard.put(("switch", event.value["held"]))

    @app.add_handler("LAST")
    def last(event, session):
        heard.put(("last", session.is_dead_man_held))

    with connected(app) as client:
        for pinching in (False, True, False):
            client.send("HAND_MOVE", hands(pinching), key="hands")
        client.send("LAST")
        found = [heard.get(timeout=PATIENCE) for _ in range(4)]
    expected = [("switch", True), ("pose", True), ("switch", False), ("last", False)]
    assert found == expected


def test_any_of_several_parts_holds_the_switch(app):
    app.dead_man, app.dead_man_timeout = ["left-a", "right-squeeze"], AGES
    heard = queue.Queue()
    app.add_handler("DEAD_MAN", lambda event, session: heard.put(event.value["held"]))
    with connected(app) as client:
        stick = [1.0, 0.0, 0.0, 0.0] * 4
        for state in ({}, {"squeeze": True}, {}):
            value = {"left": None, "right": stick, "rightState": state}
            client.send("CONTROLLER_MOVE", value, key="sticks")
        assert [heard.get(timeout=PATIENCE) for _ in range(2)] == [True, False]


def test_a_watch_tells_when_poses_go_stale(app):
    told = queue.Queue()

    @app.spawn
    async def main(session):
        watch = session.watch("hands", timeout=0.1, side="right")
        told.put(watch.fresh)
        async for fresh in watch:
            told.put((fresh, watch.fresh if not fresh else None))

    with connected(app) as client:
        assert told.get(timeout=PATIENCE) is False
        client.send("HAND_MOVE", hands(False, tracked=False), key="hands")
        client.send("HAND_MOVE", hands(False), key="hands")
        assert told.get(timeout=PATIENCE)[0] is True
        assert told.get(timeout=PATIENCE) == (False, False)


def test_the_link_is_known_of_clients_that_measure_it(app):
    links = queue.Queue()
    app.add_handler("ASK", lambda event, session: links.put(session.link()))
    with Running(app) as running:
        with running.client() as foreign:
            foreign.send("ASK")
            assert links.get(timeout=PATIENCE) is None
        with running.client() as own:
            own.send("INIT", {"features": ["ping", "link"]})
            assert own.receive()["etype"] == "HELLO"
            own.send("PING", {"n": 1, "t": 1.0, "rtt": 25.0})
            assert own.receive()["etype"] == "PONG"
            own.send("ASK")
            link = links.get(timeout=PATIENCE)
    assert isinstance(link, Link)
    assert (link.pose_age, link.coalesced, link.resuming) == (None, 0, False)
    assert link.round_trip == pytest.approx(0.025)


def test_one_operates_and_the_others_look_on(app):
    app.one_operator = "first-come"
    came, roles, clicks = queue.Queue(), queue.Queue(), queue.Queue()

    @app.spawn
    async def main(session):
        came.put(session)
        await session.forever()

    @app.add_handler("ROLE")
    def role(event, session):
        roles.put((session, event.value["operator"]))

    @app.add_handler("ON_CLICK")
    def click(event, session):
        clicks.put(event.value)

    def told(session, operates):
        # Each hears of its own role, too, when it comes.
        while roles.get(timeout=PATIENCE) != (session, operates):
            pass

    with Running(app) as running, running.client() as one, running.client() as two:
        first, second = (came.get(timeout=PATIENCE) for _ in range(2))
        # They come in any order.
        operator, observer = (first, second) if first.is_operator else (second, first)
        assert not observer.is_operator
        told(operator, True)
        observer.make_operator()
        told(operator, False)
        told(observer, True)
        assert observer.is_operator
        observer.make_observer()
        told(observer, False)
        for client in (one, two):
            client.send("ON_CLICK", "of nobody")
            # What comes in order is answered in order.
            client.send("INIT", {"features": ["ping"]})
            assert client.receive()["etype"] == "HELLO"
        operator.make_operator()
        told(operator, True)
        for client in (one, two):
            client.send("ON_CLICK", "now")
        assert clicks.get(timeout=PATIENCE) == "now"


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"dead_man": "pinch"}, "right-pinch or left-squeeze"),
        ({"dead_man": "middle-pinch"}, "there are left, right"),
        ({"dead_man": "left-jump"}, "there are pinch, trigger"),
        ({"one_operator": "anybody"}, "there are first-come, named"),
        ({"dead_man": "left-pinch", "dead_man_timeout": -1}, "dead_man_timeout=-1"),
    ],
)
def test_what_is_not_known_is_named_with_what_there_is(settings, text):
    with pytest.raises((ValueError, StartError), match=text):
        Vuer(port=0, **settings).start()


def test_streams_and_sides_that_are_not_known_are_named(app):
    said = queue.Queue()

    @app.spawn
    async def main(session):
        for wrong in (
            ("feet", 1.0, None),
            ("hands", 1.0, "middle"),
            ("hands", -1.0, None),
        ):
            try:
                session.watch(*wrong)
            except ValueError as error:
                said.put(str(error))

    with connected(app):
        texts = [said.get(timeout=PATIENCE) for _ in range(3)]
    assert "there are hands, controllers" in texts[0]
    assert "there are left, right" in texts[1]
