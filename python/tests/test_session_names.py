"""Each name of the original's ``VuerSession``, called, against a client at its socket."""

import asyncio

import pytest
from paged import PATIENCE, app_of, play, seen_by
from vuer import VuerSession, server
from vuer.errors import RpcTimeout
from vuer.events import (
    INIT,
    ClientEvent,
    ServerRPC,
    Set,
    Upsert,
)
from vuer.schemas import Box, GrabRender, Scene
from websockets.exceptions import ConnectionClosed


def test_operations_of_a_session():
    async def main(session):
        session.set @ Scene(key="scene")
        session.add @ Box(key="a")
        session.add(Box(key="b"), Box(key="c"), to="bgChildren")
        session.upsert @ [Box(key="a", color="red"), Box(key="d")]
        session.update(Box(key="a", color="blue"), strict=True)
        session.update @ {"key": "a", "visible": False}
        session.remove @ "a"
        session.remove @ ["b", "c"]
        session @ Set(Scene(key="again"))
        session.send(Upsert(Box(key="e"), to="a"))
        assert isinstance(session.set, server.At)
        assert isinstance(session, server.SceneOps)
        await session.forever()

    frames = seen_by(main, 10)
    etypes = [frame["etype"] for frame in frames]
    assert etypes[:4] == ["SET", "ADD", "ADD", "UPSERT"]
    assert etypes[-4:] == ["REMOVE", "REMOVE", "SET", "UPSERT"]
    assert [node["key"] for node in frames[2]["data"]["nodes"]] == ["b", "c"]
    assert frames[2]["data"]["to"] == "bgChildren"
    assert frames[-3]["data"]["keys"] == ["b", "c"]
    assert frames[-1]["data"]["to"] == "a"


def test_events_in_a_sessions_queue():
    found = {}

    async def main(session):
        found["first"] = session.popleft()
        session.set @ Scene(key="scene")
        await session.till("LAST", timeout=PATIENCE)
        found["stream"] = [event.etype for event in session.stream()]
        found["newest"] = session.pop().etype
        found["oldest"] = session.popleft().etype
        session.clear()
        found["none"] = session.popleft()
        session.remove @ "done"
        await session.forever()

    async def scenario(page):
        await page.frame()
        for etype in ("ONE", "TWO", "LAST"):
            await page.send(etype, key=etype)
        await page.frame()

    play(app_of(main), scenario)
    assert found["first"] is INIT
    assert found["stream"][-3:] == ["ONE", "TWO", "LAST"]
    assert found["newest"] == "LAST"
    assert found["oldest"] in ("INIT", "ONE")
    assert found["none"] is None


def test_till_waits_or_gives_up():
    found = []

    async def main(session):
        with pytest.raises(asyncio.TimeoutError):
            await session.till("NEVER", timeout=0.05)
        session.set @ Scene(key="scene")
        found.append(await session.till("CLICK", timeout=PATIENCE))
        session.remove @ "done"
        await session.forever()

    async def scenario(page):
        await page.frame()
        await page.send("CLICK", key="k", value=5)
        await page.frame()

    play(app_of(main), scenario)
    assert (found[0].etype, found[0].key, found[0].value) == ("CLICK", "k", 5)


@pytest.mark.parametrize(
    ("call", "etype", "key"),
    [
        (lambda s: s.grab_render(ttl=PATIENCE), "GRAB_RENDER", "DEFAULT"),
        (lambda s: s.grab_render(key="ego", ttl=PATIENCE), "GRAB_RENDER", "ego"),
        (lambda s: s.get_webxr_mesh(ttl=PATIENCE), "GET_WEBXR_MESH", "webxr-mesh"),
        (lambda s: s.get_webxr_mesh("room", ttl=PATIENCE), "GET_WEBXR_MESH", "room"),
        (
            lambda s: s.rpc(GrabRender(quality=0.5), ttl=PATIENCE),
            "GRAB_RENDER",
            "DEFAULT",
        ),
        (
            lambda s: s.vuer.rpc(s.CURRENT_WS_ID, GrabRender(), ttl=PATIENCE),
            "GRAB_RENDER",
            "DEFAULT",
        ),
    ],
)
def test_calls_are_answered(call, etype, key):
    answers = []

    async def main(session):
        answers.append(await call(session))
        session.remove @ "done"
        await session.forever()

    asked, _ = seen_by(main, 2, answer={"frame": b"jpeg"})
    assert (asked["etype"], asked["key"]) == (etype, key)
    assert isinstance(answers[0], ClientEvent)
    assert answers[0].value == {"frame": b"jpeg"}
    assert answers[0] == asked["rtype"]


def test_a_bare_call_is_answered_by_its_id():
    answers = []

    async def main(session):
        answers.append(await session.rpc(ServerRPC({"a": 1}, uuid="u"), ttl=PATIENCE))
        session.remove @ "done"
        await session.forever()

    async def scenario(page):
        asked = await page.frame()
        await page.send(asked["rtype"], value=asked["data"])
        await page.frame()

    play(app_of(main), scenario)
    assert answers[0].value == {"a": 1}
    assert answers[0] == "RPC_RESPONSE@u"


def test_a_call_that_nobody_answers():
    caught = []

    async def main(session):
        try:
            await session.grab_render(ttl=0.05)
        except asyncio.TimeoutError as error:
            caught.append(error)
        session.remove @ "done"
        await session.forever()

    seen_by(main, 2)
    assert isinstance(caught[0], RpcTimeout)


def test_tasks_end_with_their_session():
    ended = asyncio.Event()

    async def beside(session):
        try:
            session.set @ Scene(key="scene")
            await asyncio.sleep(PATIENCE)
        finally:
            ended.set()

    async def main(session):
        task = session.spawn_task(beside(session), name="beside")
        assert task.get_name() == "beside"
        await session.forever()

    app = app_of(main)

    async def scenario(page):
        await page.frame()
        await page.ws.close()
        await ended.wait()

    play(app, scenario)


def test_a_session_and_its_socket():
    async def main(session):
        assert isinstance(session, VuerSession)
        assert not session.socket.closed
        session.set @ Scene(key="scene")
        session.socket.close()
        await session.forever()

    async def scenario(page):
        await page.frame()
        with pytest.raises(ConnectionClosed):
            await page.frame()
        return page.ws.close_code

    assert play(app_of(main), scenario) == 1000
