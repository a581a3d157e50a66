"""Each name of the original's ``Vuer`` and ``VuerSession``, called, against a client at its socket."""

import asyncio
import contextlib
import logging
import multiprocessing
import socket
import ssl
import sys
import time
import urllib.error
import urllib.request

import pytest
from vuer import Vuer, VuerSession, _vuer, server
from vuer.errors import RpcTimeout
from vuer.events import (
    INIT,
    ClientEvent,
    Frame,
    Noop,
    ServerEvent,
    ServerRPC,
    Set,
    Upsert,
)
from vuer.schemas import Box, GrabRender, Scene
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

PATIENCE = 60


class Page:
    """A client, within the server's loop."""

    def __init__(self, ws):
        self.ws = ws

    async def send(self, etype, **fields):
        await self.ws.send(
            _vuer.encode({"etype": etype, "ts": 1.0, **fields}, float64=True)
        )

    async def frame(self):
        return _vuer.decode(await self.ws.recv())

    async def etypes(self, count):
        return [(await self.frame())["etype"] for _ in range(count)]


def play(app, scenario, **options):
    """Starts the server in a loop that runs, and plays a client's side."""

    async def main():
        app.port = 0
        app.start()
        try:
            async with connected(app, **options) as page:
                return await asyncio.wait_for(scenario(page), PATIENCE)
        finally:
            app.stop()

    return asyncio.run(main())


@contextlib.asynccontextmanager
async def connected(app, **options):
    """A client of a server that runs."""
    scheme = "wss" if "ssl" in options else "ws"
    async with connect(f"{scheme}://localhost:{app.port}", **options) as ws:
        page = Page(ws)
        with contextlib.suppress(ConnectionClosed):
            await page.send("INIT", value={"client": "browser"})
        yield page


def app_of(function, **settings):
    """A server that runs a function for each session."""
    app = Vuer(**settings)
    app.spawn(function)
    return app


def seen_by(function, count, answer=None, **settings):
    """The first frames that a client gets of a function."""

    async def scenario(page):
        frames = []
        while len(frames) < count:
            frame = await page.frame()
            frames.append(frame)
            if answer is not None and "rtype" in frame:
                await page.send(frame["rtype"], value=answer)
        return frames

    return play(app_of(function, **settings), scenario)


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


def get(app, path, data=None, **options):
    """Status, type and body of a request, made beside the loop."""

    def fetch():
        try:
            with urllib.request.urlopen(
                f"{app.get_url().rstrip('/')}{path}", data, **options
            ) as answer:
                return answer.status, answer.headers["content-type"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, None, b""

    return asyncio.to_thread(fetch)


def test_files_and_routes(tmp_path):
    (tmp_path / "a.txt").write_text("file")
    apps = [Vuer(static_root=str(tmp_path)), Vuer(workspace=tmp_path)]
    for app in apps:
        app.add_route("/status", lambda: "fine", content_type="text/x-status")

        async def echo(request):
            return request.body.upper()

        app.add_route("/echo", echo, method="POST")

        async def scenario(page, app=app):
            app.workspace.link(lambda: {"linked": True}, "/live/state.json")
            return [
                await get(app, "/workspace/a.txt"),
                await get(app, "/static/a.txt"),
                await get(app, "/status"),
                await get(app, "/echo", b"abc"),
                await get(app, "/workspace/live/state.json"),
                await get(app, "/workspace/none"),
            ]

        answers = play(app, scenario)
        assert [answer[2] for answer in answers] == [b"file"] * 2 + [
            b"fine",
            b"ABC",
            b'{"linked": true}',
            b"",
        ]
        assert answers[2][1] == "text/x-status"
        assert answers[5][0] == 404


def test_client_root(tmp_path):
    (tmp_path / "index.html").write_text("<p>own page")
    app = Vuer(client_root=tmp_path)

    async def scenario(page):
        return await get(app, "/")

    assert b"own page" in play(app, scenario)[2]


def test_queue_len():
    found = []

    async def main(session):
        session.clear()
        session.set @ Scene(key="scene")
        await session.till("LAST", timeout=PATIENCE)
        found.extend(event.key for event in session.stream())
        session.remove @ "done"
        await session.forever()

    async def scenario(page):
        await page.frame()
        for number in range(10):
            await page.send("MOVE", key=str(number))
        await page.send("LAST", key="last")
        await page.frame()

    play(app_of(main, queue_len=3), scenario)
    assert found == ["8", "9", "last"]


def test_largest_message_and_request():
    app = app_of(
        lambda session: session.forever(),
        WEBSOCKET_MAX_SIZE=1000,
        REQUEST_MAX_SIZE=1000,
    )
    app.add_route("/echo", lambda request: request.body, method="POST")

    async def scenario(page):
        status = (await get(app, "/echo", b"x" * 2000))[0]
        await page.send("BIG", value=b"x" * 2000)
        with pytest.raises(ConnectionClosed):
            await page.frame()
        return status, page.ws.close_code

    assert play(app, scenario) == (413, 1009)


def test_cors():
    app = Vuer(cors="https://friend.example,https://other.example")

    async def scenario(page):
        async with connected(app, origin="https://friend.example"):
            pass
        with pytest.raises(InvalidStatus) as refused:
            async with connected(app, origin="https://foe.example"):
                pass
        return refused.value.response.status_code

    assert play(app, scenario) == 403


def test_certificates(tmp_path):
    import trustme

    authority = trustme.CA()
    own = authority.issue_cert("localhost")
    files = {name: tmp_path / f"{name}.pem" for name in ("cert", "key", "ca_cert")}
    own.cert_chain_pems[0].write_to_path(files["cert"])
    own.private_key_pem.write_to_path(files["key"])
    authority.cert_pem.write_to_path(files["ca_cert"])
    context = ssl.create_default_context()
    authority.configure_trust(context)
    app = app_of(
        lambda session: session.forever(),
        cert=str(files["cert"]),
        key=str(files["key"]),
    )

    async def scenario(page):
        await page.send("X")
        return app.ssl, app.get_url(), app.localhost_prefix

    letter, url, prefix = play(app, scenario, ssl=context)
    assert letter == "s"
    assert url.startswith("https://localhost:")
    assert prefix.startswith("https://localhost:")
    # With an authority for clients, one without a certificate is not let in.
    strict = Vuer(**{name: str(path) for name, path in files.items()})
    with pytest.raises(
        (ssl.SSLError, ConnectionError, ConnectionClosed, InvalidMessage)
    ):
        play(strict, lambda page: page.frame(), ssl=context)
    authority.issue_cert("me").configure_cert(context)
    welcome = app_of(
        lambda session: session.socket.close(),
        **{n: str(path) for n, path in files.items()},
    )

    async def closed(page):
        with pytest.raises(ConnectionClosed):
            await page.frame()
        return page.ws.close_code

    assert play(welcome, closed, ssl=context) == 1000


def test_urls():
    app = Vuer(queries={"grid": "false"}, domain="https://vuer.example")
    assert app.host == "localhost"
    assert app.get_url("there") == f"http://there:{app.port}?grid=false"
    assert app.ssl == ""
    assert app.workspace_prefix == f"http://{app.local_ip}:{app.port}/workspace"
    assert (
        app.localhost_prefix / "a.urdf"
        == f"http://localhost:{app.port}/workspace/a.urdf"
    )

    async def scenario(page):
        return app.urls, app.format_urls(), app.get_url()

    urls, labelled, url = play(app, scenario)
    assert url == urls[0]
    assert f"localhost:{app.port}" in url
    assert "grid=false" in url
    assert any("vuer.example" in each for each in urls)
    assert [each for _, each in labelled] == urls
    assert all(label for label, _ in labelled)


def test_settings_of_subclasses_and_the_environment(monkeypatch):
    monkeypatch.setenv("VUER_PORT", "1234")
    monkeypatch.setenv("VUER_HOST", "127.0.0.1")

    class Mine(Vuer):
        port = 4321

    assert (Mine().port, Mine().host) == (4321, "127.0.0.1")
    assert Vuer().port == 1234
    assert Vuer(port=5).port == 5
    assert server.DEFAULT_PORT == 8012


def test_verbose_logs_more(caplog):
    async def scenario(page):
        await page.send("X")

    with caplog.at_level(logging.DEBUG, logger="vuer"):
        play(app_of(lambda session: session.forever(), verbose=True), scenario)
    lines = len(caplog.records)
    caplog.clear()
    play(app_of(lambda session: session.forever()), scenario)
    assert len(caplog.records) <= lines


def occupy(port, ready):
    with socket.create_server(("127.0.0.1", port)):
        ready.set()
        time.sleep(PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="ports are freed on Linux only")
def test_free_port():
    context = multiprocessing.get_context("spawn")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ready = context.Event()
    other = context.Process(target=occupy, args=(port, ready))
    other.start()
    try:
        assert ready.wait(PATIENCE)
        app = Vuer(host="127.0.0.1", port=port, free_port=True)

        async def main():
            app.start()
            app.stop()

        asyncio.run(main())
        other.join(PATIENCE)
        assert other.exitcode is not None
    finally:
        other.kill()


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
