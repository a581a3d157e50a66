"""Each name of the original's ``Vuer``, but its settings, called, against a client at its socket."""

import asyncio
import contextlib
import sys
import time

import pytest
from paged import PATIENCE, app_of, connected, play, seen_by
from vuer import Vuer, _vuer, server
from vuer.events import (
    ClientEvent,
    Frame,
    Noop,
    ServerEvent,
    Set,
    Upsert,
)
from vuer.schemas import Box, Scene
from websockets.exceptions import ConnectionClosed


def test_spawn_with_filters():
    app = Vuer()

    @app.spawn(client="python")
    async def machine(session):
        session.set @ Scene(key="machine")
        await session.forever()

    @app.spawn()
    async def anybody(session):
        session.set @ Scene(key="anybody")
        await session.forever()

    assert isinstance(machine, server.BoundFn)

    async def scenario(page):
        return (await page.frame())["data"]["key"]

    assert play(app, scenario) == "anybody"


def test_bind_sends_what_a_generator_yields():
    app = Vuer()

    @app.bind
    async def main(session):
        yield Set(Scene(key="scene"))
        event = yield Frame(Upsert(Box(key="a")), frame_rate=1000.0)
        assert isinstance(event, ClientEvent)
        yield Noop()
        yield Upsert(Box(key="b"))
        await session.forever()

    async def scenario(page):
        await page.send("CLICK")
        await page.send("CLICK")
        return await page.etypes(3)

    assert play(app, scenario) == ["SET", "UPSERT", "UPSERT"]


def test_handlers_come_and_go():
    app = app_of(lambda session: session.forever())
    heard = []

    async def method(event, session):
        heard.append(event.key)
        session.remove @ event.key

    remove = app.add_handler("CLICK", method)
    app.add_handler("ONCE", lambda event, session: heard.append("once"), once=True)

    @app.add_handler("LAST")
    def last(event, session):
        session.remove @ "last"

    async def scenario(page):
        await page.send("CLICK", key="a")
        await page.frame()
        await page.send("ONCE")
        await page.send("ONCE")
        remove()
        await page.send("CLICK", key="never")
        await page.send("LAST")
        return (await page.frame())["data"]["keys"]

    assert play(app, scenario) == ["last"]
    assert heard == ["a", "once"]
    assert "CLICK" not in app.handlers


def test_sessions_by_their_ids():
    app = Vuer()

    @app.spawn
    async def main(session):
        ws_id = session.CURRENT_WS_ID
        assert list(app.ws) == [ws_id]
        await app.send(ws_id, Set(Scene(key="a")))
        frame = Set(Scene(key="b"))._frame()
        await app.send(ws_id, event_bytes=_vuer.encode(frame))
        await app.close_ws(ws_id)
        await session.forever()

    async def scenario(page):
        frames = [await page.frame(), await page.frame()]
        with pytest.raises(ConnectionClosed):
            await page.frame()
        return [frame["data"]["key"] for frame in frames]

    assert play(app, scenario) == ["a", "b"]
    assert not app.ws


def test_run_and_start_serve_until_they_are_stopped():
    for name in ("run", "start"):
        app = Vuer(port=0)

        @app.spawn
        async def main(session, app=app):
            session.set @ Scene(key="scene")
            await session.till("STOP", timeout=PATIENCE)
            app.stop()

        def client(app=app):
            async def talk():
                async with connected(app) as page:
                    await page.frame()
                    await page.send("STOP")
                    with contextlib.suppress(ConnectionClosed):
                        await page.frame()

            deadline = time.monotonic() + PATIENCE
            while not app.urls:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            asyncio.run(talk())

        import threading

        thread = threading.Thread(target=client)
        thread.start()
        getattr(app, name)()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_loop_forever_is_cancelled():
    async def main():
        task = asyncio.ensure_future(Vuer().loop_forever())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_webrtc_says_what_to_use_instead():
    with pytest.raises(NotImplementedError, match="ImageBackground"):
        Vuer().create_webrtc_stream("camera", codec="H264")


def test_own_events_and_names_that_scripts_import_from_the_server():
    class Blink(ServerEvent):
        etype = "BLINK"

    async def main(session):
        session @ Blink(3)
        await session.forever()

    (frame,) = seen_by(main, 1)
    assert (frame["etype"], frame["data"]) == ("BLINK", 3)
    assert server.Set is Set


def test_entrypoint_is_the_command(monkeypatch, capfd):
    from vuer import entrypoint

    monkeypatch.setattr(sys, "argv", ["vuer", "--version"])
    with pytest.raises(SystemExit) as ended:
        entrypoint()
    assert ended.value.code in (0, None)
    assert "vuer" in capfd.readouterr().out
