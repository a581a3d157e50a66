"""``VuerClient`` at our server and at the originals'."""

import asyncio
import ssl
import sys
import threading
import time
from pathlib import Path

import msgpack
import pytest
from conftest import PATIENCE, Running
from scripted import Script, free_port
from vuer import Vuer, VuerClient
from vuer.client import AsyncAt, get_client_info
from vuer.errors import ConnectRefused, NotConnected, OutboxFull
from vuer.events import ClientEvent, GrabRender, ServerEvent
from vuer.schemas import Box, Scene
from websockets.sync.server import serve

ROOT = Path(__file__).parents[2]


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 2 * PATIENCE))


def uri(app):
    return f"ws://localhost:{app.port}"


@pytest.fixture
def echo(app):
    """A server that shows a box, asks for a picture, and repeats the events ECHO and LEAVE, of which the latter is
    its last."""

    @app.spawn
    async def main(session):
        session.set @ Scene(Box(key="box"))
        picture = await session.rpc(GrabRender(key="eye"), ttl=PATIENCE)
        session @ ServerEvent(picture.value, etype="GOT")
        while True:
            for event in session.stream():
                if event == "LEAVE":
                    return
                if event == "ECHO":
                    session @ ServerEvent(event.value, etype="ECHO", key=event.key)
            session.clear()
            await asyncio.sleep(0.001)

    with Running(app):
        yield app


def test_both_directions_over_each_bridge(echo, each_bridge):
    async def main():
        async with VuerClient(uri(echo)) as client:
            assert client.connected
            scene = await client.recv()
            assert scene == "SET" and isinstance(scene, ClientEvent)
            assert scene.data["children"][0]["key"] == "box"
            request = await client.recv(timeout=PATIENCE)
            assert (request.etype, request.key) == ("GRAB_RENDER", "eye")
            answer = {"frame": b"jpeg", "width": 4}
            event = ClientEvent(etype=request.rtype, key="eye", value=answer)
            await client.send(event)
            got = await client.recv()
            assert (got.etype, got.data) == ("GOT", answer)

            assert client.send @ ClientEvent(etype="ECHO", key="a", value=0.1) is None
            await client.send(ClientEvent(etype="ECHO", key="b", value=[1, None]))
            first, second = await client.recv(), await client.recv()
            # A client's numbers are not cut; those of the server are in single precision.
            assert (first.key, first.data) == ("a", pytest.approx(0.1))
            assert (second.key, second.data) == ("b", [1, None])
            assert await client.recv(timeout=0) is None
            assert await client.recv(timeout=0.01) is None
            assert client.connected
        assert not client.connected
        with pytest.raises(NotConnected, match="connect"):
            await client.recv()

    run(main())


def test_a_client_introduces_itself(app):
    inits = []

    @app.spawn(client="python")
    async def main(session):
        init = await session.till("INIT")
        inits.append(init.value)

    async def visit():
        async with VuerClient(uri=uri(app)) as client:
            # The function returns, and with it the session.
            assert await client.recv() is None

    with Running(app):
        run(visit())
    assert inits == [get_client_info()]
    assert get_client_info()["client"] == "python"
    assert get_client_info()["pythonVersion"] == sys.version.split()[0]


def test_iteration_ends_with_the_connection(echo):
    async def main():
        client = VuerClient(uri(echo))
        with pytest.raises(NotConnected):
            await client.send(ClientEvent(etype="EARLY"))
        with pytest.raises(NotConnected):
            await client.recv()
        # Told and left: nobody hears of it.
        assert client.send @ ClientEvent(etype="EARLY") is None
        await client.close()
        assert await client.connect() is client
        etypes = []
        async for event in client:
            etypes.append(event.etype)
            if event == "GRAB_RENDER":
                await client.send(ClientEvent(etype=event.rtype, value=1))
                await client.send(ClientEvent(etype="LEAVE"))
        assert etypes == ["SET", "GRAB_RENDER", "GOT"]
        assert not client.connected
        with pytest.raises(NotConnected):
            await client.recv()
        with pytest.raises(ConnectionError):
            await client.send(ClientEvent(etype="LATE"))
        # And again, which closes what is there before.
        await client.connect()
        await client.connect()
        assert (await client.recv()).etype == "SET"
        await client.close()
        await client.close()

    run(main())
    deadline = time.monotonic() + PATIENCE
    while echo.ws:
        assert time.monotonic() < deadline, "the sessions do not end"
        time.sleep(0.01)


def test_only_client_events_are_sent(echo):
    async def main():
        async with VuerClient(uri(echo)) as client:
            with pytest.raises(TypeError, match="ClientEvent, not str"):
                await client.send("x")
            with pytest.raises(TypeError, match="ClientEvent, not ServerEvent"):
                client.send @ ServerEvent(1)

    run(main())


def test_async_at_is_awaited_or_left():
    heard = []

    async def tell(event):
        await asyncio.sleep(0)
        heard.append(event)
        if event == "lost":
            raise ConnectionError

    async def main():
        it = AsyncAt(tell)
        await it("a")
        assert heard == ["a"]
        assert it @ "lost" is None
        assert heard == ["a"]
        while len(heard) < 2:
            await asyncio.sleep(0)

    run(main())


@pytest.fixture
def foreign():
    """Starts a server of the package websockets that does what it is told with its client."""
    servers = []

    def start(handler):
        server = serve(handler, "localhost", 0, max_size=None)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"ws://localhost:{server.socket.getsockname()[1]}"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join(PATIENCE)


def test_what_is_no_event_is_left_out(foreign, caplog):
    def handler(socket):
        socket.recv()
        socket.send("text")
        socket.send(b"\xc1\xc1")
        socket.send(msgpack.packb([1]))
        socket.send(msgpack.packb({"etype": "LAST", "ts": 1_700_000_000_000}))

    async def main():
        async with VuerClient(foreign(handler)) as client:
            return await client.recv(), await client.recv()

    last, end = run(main())
    assert (last.etype, last.ts.timestamp(), end) == ("LAST", 1.7e9, None)
    warnings = [r for r in caplog.records if "is no event" in r.getMessage()]
    assert len(warnings) == 2


def test_a_server_that_does_not_read_holds_up_who_waits_for_it(foreign):
    go_on = threading.Event()

    def handler(socket):
        go_on.wait(PATIENCE)
        for _ in socket:
            pass

    block = ClientEvent(etype="BLOCK", value=bytes(1 << 20))

    async def main():
        async with VuerClient(foreign(handler)) as client:
            with pytest.raises(OutboxFull, match="await client.send"):
                for _ in range(1000):
                    client.send @ block
            # The socket may still have taken some; in the end one waits.
            for _ in range(1000):
                waits = asyncio.ensure_future(client.send(block))
                done, _ = await asyncio.wait([waits], timeout=0.05)
                if not done:
                    break
            assert not waits.done()
            go_on.set()
            await waits

    run(main())


def test_messages_beyond_max_size_end_the_connection(echo):
    async def main():
        async with VuerClient(uri(echo), max_size=20) as client:
            assert await client.recv() is None
            assert not client.connected

    run(main())


def test_settings_come_from_arguments_subclasses_and_the_environment(monkeypatch):
    monkeypatch.setenv("VUER_CLIENT_URI", "ws://robot:1")
    monkeypatch.setenv("WEBSOCKET_MAX_SIZE", "1000")
    monkeypatch.setenv("VUER_SSL_VERIFY", "false")
    client = VuerClient()
    settings = (client.uri, client.websocket_max_size, client.ssl_verify)
    assert settings == ("ws://robot:1", 1000, False)
    client = VuerClient("ws://other:2", max_size=5, ssl_verify=True)
    settings = (client.uri, client.websocket_max_size, client.ssl_verify)
    assert settings == ("ws://other:2", 5, True)

    class Robot(VuerClient):
        uri = "ws://robot:3"

    assert Robot().uri == "ws://robot:3"
    monkeypatch.setenv("WEBSOCKET_MAX_SIZE", "many")
    with pytest.raises(ValueError, match="WEBSOCKET_MAX_SIZE"):
        VuerClient()


def test_what_keeps_a_client_out_is_said(app, caplog):
    async def connect(*args, **kwargs):
        async with VuerClient(*args, **kwargs) as client:
            return client.connected

    with pytest.raises(ConnectRefused, match="cannot connect") as refused:
        run(connect(f"ws://localhost:{free_port()}"))
    assert isinstance(refused.value, ConnectionRefusedError)
    with pytest.raises(ValueError, match="ws://host:port"):
        run(connect("localhost:8012"))
    app.token = "a-secret-of-the-robot"
    with Running(app):
        with pytest.raises(ConnectionError, match="token"):
            run(connect(uri(app)))
        secret = f"{uri(app)}/?token=a-secret-of-the-robot"
        assert run(connect(secret, compression=None))
        assert "compression" in caplog.text
        with pytest.raises(ConnectionError, match="403"):
            run(connect(secret, origin="https://elsewhere.example"))
        headers = {"Origin": "https://elsewhere.example"}
        with pytest.raises(ConnectionError, match="403"):
            run(connect(secret, additional_headers=headers))


def test_certificates_are_checked_unless_it_is_told_otherwise(tmp_path):
    import trustme

    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    ca, cert, key = (tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem"))
    authority.cert_pem.write_to_path(ca)
    issued.cert_chain_pems[0].write_to_path(cert)
    issued.private_key_pem.write_to_path(key)

    async def connect(uri, **kwargs):
        async with VuerClient(uri, **kwargs) as client:
            return client.connected

    with Running(Vuer(port=0, cert=str(cert), key=str(key))) as running:
        secure = f"wss://localhost:{running.app.port}"
        with pytest.raises(ConnectionError, match="ca_cert"):
            run(connect(secure))
        with pytest.raises(OSError, match="nowhere.pem"):
            run(connect(secure, ca_cert=tmp_path / "nowhere.pem"))
        assert run(connect(secure, ca_cert=ca))
        assert run(connect(secure, ssl_verify=False))
        context = ssl.create_default_context(cafile=ca)
        assert run(connect(secure, ssl=context))
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        assert run(connect(secure, ssl=context))


@pytest.mark.parametrize("version", ["0.0.71", "0.1.6", "this package"])
def test_a_script_of_the_original_is_visited(version):
    """Scenes, requests and events between this client and each server."""
    python = sys.executable
    if version != "this package":
        python = ROOT / ".venvs" / f"vuer-{version}" / "bin" / "python"
        assert python.exists(), f"{python} is not there: run `cargo xtask test` once"

    async def connected(script):
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            try:
                return await VuerClient(f"ws://localhost:{script.port}").connect()
            except ConnectionRefusedError:
                script.assert_runs()
                assert asyncio.get_running_loop().time() < deadline, script.text()
                await asyncio.sleep(0.05)

    async def answers_a_request(script):
        client = await connected(script)
        times = []
        async for event in client:
            if event == "MEASURE":
                assert (event.key, event.data) == ("ruler", {"unit": "m"})
                answer = ClientEvent(etype=event.rtype, value={"length": 12})
                await client.send(answer)
            elif event == "BLINK":
                times.append(event.data["times"])
                if len(times) == 3:
                    break
        await client.close()
        assert times == [3, 4, 12]

    async def tells_of_hands(script):
        client = await connected(script)
        while (event := await client.recv()) != "UPSERT" or "hands" not in str(
            event.data
        ):
            pass
        left = [float(number) for number in range(400)]
        value = {"left": left, "leftState": {"pinch": True}}
        client.send @ ClientEvent(etype="HAND_MOVE", key="hands", value=value)
        wrist = await client.recv()
        assert wrist.data["nodes"][0]["position"] == [12, 13, 14]
        assert wrist.data["nodes"][0]["material"] == {"color": "red"}
        await client.close()

    dialect = "0.1.6" if version == "this package" else version
    for name, visit in (
        ("custom_rpc", answers_a_request),
        ("hands", tells_of_hands),
    ):
        script = Script(name, python, dialect)
        try:
            run(visit(script))
            script.until_said(1)
        finally:
            script.stop()
