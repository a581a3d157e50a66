"""Sessions: what is sent, asked and heard, and how they end."""

import asyncio
import logging
import math
import queue
import threading
import time

import pytest
from conftest import PATIENCE, Running, connected
from vuer import Vuer
from vuer.bound import drive
from vuer.errors import RpcTimeout, SessionClosed, VuerError
from vuer.events import END, INIT, NOOP, Frame, ServerEvent, ServerRPC, Set
from vuer.schemas import Box, Group, Scene


def run(app, function):
    """Runs a function for one client, and gives the client and what the function returned or raised."""
    outcome = queue.Queue()

    @app.spawn
    async def main(session):
        try:
            outcome.put(await function(session))
        except BaseException as error:
            outcome.put(error)
            raise

    return outcome


def test_what_the_connection_says_itself_is_not_for_a_program_to_say(app):
    refused = queue.Queue()

    @app.spawn
    async def main(session):
        for etype in ("HELLO", "PONG", "ACK"):
            try:
                session @ ServerEvent({}, etype=etype)
            except ValueError as error:
                refused.put(str(error))
        session @ ServerEvent({}, etype="LAST")

    with connected(app) as client:
        assert client.receive()["etype"] == "LAST"
    assert refused.qsize() == 3
    assert "give yours another name" in refused.get()


@pytest.mark.usefixtures("each_bridge")
def test_a_scene_and_its_changes_arrive_in_order(app):
    @app.spawn
    async def main(session):
        session.set @ Scene(Box(key="box"))
        session.add(Box(key="a"), Box(key="b"), to="bgChildren")
        session.upsert @ [Box(key="a", position=[1, 2, 3])]
        session.update @ Box(key="a", color="red")
        session.remove @ ["a", "b"]
        session @ ServerEvent({"x": 1}, etype="OWN")

    with connected(app) as client:
        events = [client.receive() for _ in range(6)]
        assert [event["etype"] for event in events] == [
            "SET",
            "ADD",
            "UPSERT",
            "UPDATE",
            "REMOVE",
            "OWN",
        ]
        assert events[0]["data"]["children"][0]["key"] == "box"
        assert events[1]["data"]["to"] == "bgChildren"
        assert [node["key"] for node in events[1]["data"]["nodes"]] == ["a", "b"]
        assert events[2]["data"]["nodes"][0]["position"] == [1, 2, 3]
        assert events[4]["data"]["keys"] == ["a", "b"]
        assert events[5]["data"] == {"x": 1}
        assert events[0]["ts"] > 1.6e12, "milliseconds since 1970"
        assert client.closed()[0] == 1000, "the function has returned"


def test_delete_is_sent_as_a_removal(app):
    @app.spawn
    async def main(session):
        session.update @ {"key": "gone", "value": "$delete"}
        session.update(Box(key="kept", color="red"), strict=True)

    with connected(app) as client:
        assert client.receive()["data"] == {"keys": ["gone"]}
        event = client.receive()
        assert (event["etype"], event["strict"]) == ("UPDATE", True)


def test_what_cannot_be_sent_is_named(app):
    async def main(session):
        session.set @ Scene(Group(Box(key="box", color=object()), key="group"))

    outcome = run(app, main)
    with connected(app) as client:
        assert client.closed()[0] == 1011
        error = outcome.get(timeout=PATIENCE)
        assert isinstance(error, TypeError)
        assert "data.children[0].children[0].color" in str(error)


@pytest.mark.usefixtures("each_bridge")
def test_requests_are_answered_or_time_out(app):
    class Measure(ServerRPC):
        etype = "MEASURE"

    async def main(session):
        with pytest.raises(asyncio.TimeoutError) as silent:
            await session.rpc(Measure({}), ttl=0.05)
        assert isinstance(silent.value, RpcTimeout) and isinstance(
            silent.value, VuerError
        )
        frame = await session.grab_render(quality=0.5, ttl=PATIENCE)
        mesh = await session.get_webxr_mesh(ttl=PATIENCE)
        return frame.value, mesh.value

    outcome = run(app, main)
    with connected(app) as client:
        asked = client.receive()
        assert asked["rtype"] == f"MEASURE_RESPONSE@{asked['uuid']}"
        asked = client.receive()
        assert (asked["etype"], asked["key"]) == ("GRAB_RENDER", "DEFAULT")
        assert asked["data"] == {"quality": 0.5}
        client.send(asked["rtype"], {"frame": b"jpeg"})
        asked = client.receive()
        assert (asked["etype"], asked["key"]) == ("GET_WEBXR_MESH", "webxr-mesh")
        client.send(asked["rtype"], {"meshes": []})
        assert outcome.get(timeout=PATIENCE) == ({"frame": b"jpeg"}, {"meshes": []})


def test_events_wait_in_the_queue_with_init_first(app):
    async def main(session):
        session @ Set(Scene())
        await session.till("LAST", timeout=PATIENCE)
        seen = [event.etype for event in session.stream()]
        first, newest = session.popleft(), session.pop()
        rest = [event.etype for event in session.stream()]
        session.clear()
        return first, newest.etype, seen, rest, session.popleft(), session.pop()

    outcome = run(app, main)
    with connected(app) as client:
        client.receive()
        for etype in ["ONE", "TWO", "LAST"]:
            client.send(etype)
        first, newest, seen, rest, none, nothing = outcome.get(timeout=PATIENCE)
        assert first is INIT and first == "Init"
        assert seen == ["Init", "ONE", "TWO", "LAST"]
        assert (newest, rest) == ("LAST", ["ONE", "TWO"])
        assert none is None and nothing is None


def test_what_comes_between_a_look_and_clear_is_not_lost(app):
    looked, came = threading.Event(), threading.Event()

    async def main(session):
        await session.till("ONE", timeout=PATIENCE)
        seen = [event.etype for event in session.stream()]
        looked.set()
        # As a slow program would, without letting the loop go on.
        assert came.wait(PATIENCE)
        assert [event.etype for event in session.stream()] == seen
        session.clear()
        assert session.popleft() is None
        await asyncio.sleep(0)
        return seen, session.popleft().etype, session.popleft()

    outcome = run(app, main)
    with connected(app) as client:
        client.send("ONE")
        assert looked.wait(PATIENCE)
        client.send("TWO")
        # What comes in order is answered in order.
        client.send("INIT", {"features": ["ping"]})
        assert client.receive()["etype"] == "HELLO"
        came.set()
        assert outcome.get(timeout=PATIENCE) == (["Init", "ONE"], "TWO", "INIT")


@pytest.mark.usefixtures("each_bridge")
def test_an_answer_may_come_before_it_is_waited_for(app):
    answered = threading.Event()

    async def main(session):
        session.set @ Scene(Box(key="box"))
        # As a slow program would, without letting the loop go on.
        assert answered.wait(PATIENCE)
        click = await session.till("CLICK", timeout=PATIENCE)
        with pytest.raises(RpcTimeout):
            await session.till("CLICK", timeout=0.01)
        return click.value

    outcome = run(app, main)
    with connected(app) as client:
        assert client.receive()["etype"] == "SET"
        client.send("CLICK", 7)
        client.send("INIT", {"features": ["ping"]})
        assert client.receive()["etype"] == "HELLO"
        answered.set()
        assert outcome.get(timeout=PATIENCE) == 7


@pytest.mark.usefixtures("each_bridge")
def test_handlers_of_both_kinds_hear_events_in_order(app):
    heard = queue.Queue()

    @app.add_handler("MOVE")
    async def move(event, session):
        heard.put(("async", event.value["n"], event.key, session.CURRENT_WS_ID))

    class Sink:
        def move(self, event, session):
            heard.put(("sync", event.value["n"], event.ts.year, event.extra))

    remove = app.add_handler("MOVE", Sink().move)
    app.add_handler("MOVE", once=True)(lambda event, session: heard.put(("once",)))
    with connected(app) as client:
        for n in range(3):
            client.send("MOVE", {"n": n}, key="k", extra=[n])
        got = [heard.get(timeout=PATIENCE) for _ in range(7)]
        assert [item[1] for item in got if item[0] == "sync"] == [0, 1, 2]
        assert [item[1] for item in got if item[0] == "async"] == [0, 1, 2]
        assert ("once",) in got and ("sync", 2, 2023, [2]) in got
        (ws_id,) = {item[3] for item in got if item[0] == "async"}
        assert app.ws[ws_id].closed is False
        remove()
        client.send("MOVE", {"n": 9})
        assert heard.get(timeout=PATIENCE)[:2] == ("async", 9)
    assert heard.empty() and app.ws == {}


def test_a_time_that_no_calendar_has_is_none(app):
    times = queue.Queue()

    @app.add_handler("X")
    def tell(event, session):
        times.put(event.ts.timestamp())

    with connected(app) as client:
        for ts in (1e300, -1e300, 2.6e14, None):
            before = time.time()
            client.send("X", ts=ts)
            assert before - 1 <= times.get(timeout=PATIENCE) <= time.time() + 1
        for ts in (1e12, 2.5e14):
            client.send("X", ts=ts)
            assert times.get(timeout=PATIENCE) == ts / 1000


def test_a_field_called_self_is_one_of_the_client(app):
    seen = queue.Queue()

    app.add_handler("X", lambda event, session: seen.put(event.self))

    @app.add_handler("LAST")
    def last(event, session):
        assert session.popleft() is INIT
        seen.put([getattr(event, "self", None) for event in session.stream()])
        seen.put(session.popleft().self)

    with connected(app) as client:
        client.send("X", self=1)
        client.send("LAST")
        assert seen.get(timeout=PATIENCE) == 1
        assert seen.get(timeout=PATIENCE)[0] == 1
        assert seen.get(timeout=PATIENCE) == 1


def test_a_handler_that_fails_is_logged_and_the_server_lives(app, caplog):
    heard = queue.Queue()

    @app.add_handler("BAD")
    async def bad(event, session):
        raise ZeroDivisionError("as it was meant")

    app.add_handler("BAD", lambda event, session: {}["no"])
    app.add_handler("GOOD", lambda event, session: heard.put(session))
    with connected(app) as client:
        client.send("BAD")
        client.send("GOOD")
        session = heard.get(timeout=PATIENCE)
    failures = [record for record in caplog.records if record.exc_info]
    assert {record.exc_info[0] for record in failures} == {
        ZeroDivisionError,
        KeyError,
    }
    assert all(session.CURRENT_WS_ID in record.getMessage() for record in failures)


def test_a_function_that_fails_is_logged_and_closes_its_session(app, caplog):
    @app.spawn
    async def main(session):
        session @ Set(Scene())
        raise ZeroDivisionError("as it was meant")

    with Running(app) as running:
        for _ in range(2):
            with running.client() as client:
                assert client.receive()["etype"] == "SET"
                code, reason = client.closed()
                assert code == 1011 and "log" in reason
    failures = [record for record in caplog.records if record.exc_info]
    assert len(failures) == 2 and failures[0].levelno == logging.ERROR


def test_when_the_client_leaves_everything_is_cancelled(app):
    ended = queue.Queue()

    async def task():
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            ended.put("task")
            raise

    @app.spawn
    async def main(session):
        session.spawn_task(task)
        session.spawn_task(task())
        session @ Set(Scene())
        try:
            await session.forever()
        except asyncio.CancelledError:
            with pytest.raises(SessionClosed, match="left"):
                session.upsert @ Box(key="late")
            ended.put((session.closed, session.socket.closed))
            raise

    with connected(app) as client:
        client.receive()
        client.close()
        got = [ended.get(timeout=PATIENCE) for _ in range(3)]
        assert got.count("task") == 2 and (True, True) in got


def test_closing_acts_without_await_and_with_it(app):
    @app.spawn
    async def main(session):
        session @ Set(Scene())
        await session.till("CLOSE", timeout=PATIENCE)
        assert await session.socket.close("done here") is None
        await session.forever()

    with connected(app) as client:
        client.receive()
        client.send("CLOSE")
        assert client.closed() == (1000, "done here")


def test_filters_choose_the_function(app):
    chosen = queue.Queue()

    @app.spawn(client="pyth*")
    async def python(session):
        chosen.put("python")

    @app.spawn
    async def others(session):
        chosen.put("others")

    with Running(app) as running:
        for client, expected in [("python", "python"), ("browser", "others")]:
            with running.client() as socket:
                socket.send("INIT", {"client": client})
                assert chosen.get(timeout=PATIENCE) == expected


def test_a_bound_generator_gets_events_and_gives_some(app):
    @app.bind
    def generator(session):
        event = yield Frame(ServerEvent(1, etype="A"), frame_rate=1000)
        assert event == "NULL"
        # At no rate and at any: neither fails, nor does nothing that is sent.
        event = yield Frame(NOOP, frame_rate=math.inf)
        event = yield NOOP
        yield ServerEvent(event.value, etype="ECHO")

    with connected(app) as client:
        assert client.receive()["data"] == 1
        client.send("SAY", "hello")
        assert client.receive()["data"] == "hello"
        client.send("MORE")
        assert client.closed()[0] == 1000


def test_a_frame_rate_of_nothing_is_a_long_pause(app, caplog):
    @app.bind
    def generator(session):
        for rate in (0, -1, math.nan, 1e-300):
            session.spawn_task(drive(lambda _, rate=rate: iter_frames(rate), session))
        while (yield NOOP) != "ASK":
            pass
        yield ServerEvent("here", etype="ANSWER")
        yield END

    def iter_frames(rate):
        yield Frame(ServerEvent(rate, etype="RATE"), frame_rate=rate)
        raise AssertionError("a year has not passed")

    with connected(app) as client:
        assert [client.receive()["etype"] for _ in range(4)] == ["RATE"] * 4
        client.send("ASK")
        assert client.receive()["data"] == "here"
        client.send("MORE")
        assert client.closed()[0] == 1000
    assert not [record for record in caplog.records if record.exc_info]


def test_an_async_generator_works_as_well(app):
    @app.bind
    async def generator(session):
        for number in range(2):
            event = yield ServerEvent(number, etype="A")
            assert event == "NEXT"

    with connected(app) as client:
        for number in range(2):
            assert client.receive()["data"] == number
            client.send("NEXT")
        assert client.closed()[0] == 1000


def test_sending_works_from_other_threads(app):
    @app.spawn
    async def main(session):
        def work():
            for n in range(100):
                session @ ServerEvent(n, etype="N")

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        await asyncio.to_thread(lambda: [thread.join() for thread in threads])

    with connected(app) as client:
        numbers = sorted(client.receive()["data"] for _ in range(400))
        assert numbers == sorted(list(range(100)) * 4)


def test_sessions_are_reached_by_their_ids(app):
    outcome = queue.Queue()

    @app.add_handler("GO")
    async def go(event, session):
        ws_id = session.CURRENT_WS_ID
        await app.send(ws_id, ServerEvent(1, etype="A"))
        await app.send(ws_id, event_bytes=b"\x81\xa5etype\xa1B")
        answer = await app.rpc(ws_id, ServerRPC({}), ttl=PATIENCE)
        outcome.put(answer.value)
        await app.close_ws(ws_id)
        await app.close_ws("nobody")

    with connected(app) as client:
        client.send("GO")
        assert [client.receive()["etype"] for _ in range(2)] == ["A", "B"]
        asked = client.receive()
        assert asked["rtype"] == f"RPC_RESPONSE@{asked['uuid']}"
        client.send(asked["rtype"], 7)
        assert outcome.get(timeout=PATIENCE) == 7
        assert client.closed()[0] == 1000


def test_a_shared_scene_shows_everybody_the_same(app):
    app.scene.set @ Scene(Box(key="box"))
    with Running(app) as running, running.client() as early:
        assert early.receive()["data"]["children"][0]["key"] == "box"
        app.scene.upsert @ Box(key="more")
        assert early.receive()["data"]["nodes"][0]["key"] == "more"
        with running.client() as late:
            assert [node["key"] for node in late.receive()["data"]["children"]] == [
                "box",
                "more",
            ]
            assert app.scene.session_count == 2


def test_a_session_joins_one_scene_only(app):
    async def main(session):
        app.scene.join(session)
        with pytest.raises(VuerError, match="joined"):
            app.scene.join(session)
        return app.scene.leave(session), app.scene.leave(session)

    outcome = run(app, main)
    with connected(app):
        assert outcome.get(timeout=PATIENCE) == (True, False)


def test_floats_are_single_unless_double_is_asked_for():
    for double, expected in [(False, 0.10000000149011612), (True, 0.1)]:
        app = Vuer(port=0, float64=double)
        app.spawn(lambda session: session @ ServerEvent(0.1, etype="N"))
        with connected(app) as client:
            assert client.receive()["data"] == expected


def test_a_handler_that_never_begins_is_no_noise(app, recwarn):
    """A client that leaves at once cancels handlers before their first step."""

    @app.add_handler("X")
    async def handler(event, session):
        await session.forever()

    with Running(app) as running:
        for _ in range(50):
            with running.client() as client:
                client.send("X")
    warnings = [str(warning.message) for warning in recwarn]
    assert not [text for text in warnings if "never awaited" in text], warnings


def test_a_thousand_clients_leave_nothing_behind(app):
    import gc
    import weakref

    sessions = weakref.WeakSet()

    @app.spawn
    async def main(session):
        sessions.add(session)
        session @ Set(Scene())
        await session.forever()

    app.add_handler("X", lambda event, session: session.spawn_task(session.forever))
    with Running(app) as running:
        for _ in range(1000):
            with running.client() as client:
                client.send("X")
                assert client.receive()["etype"] == "SET"
        with running.client() as last:
            last.receive()
            # In the order of the loop, what the others have left is gone when the last one is served.
            for _ in range(PATIENCE * 100):
                if len(app.ws) == 1:
                    break
                time.sleep(0.01)
            gc.collect()
            assert len(app.ws) == 1 and len(app._tasks) == 1
            assert len(sessions) <= 2
