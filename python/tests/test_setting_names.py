"""Each setting of the original's ``Vuer``, given, and what it does to clients."""

import asyncio
import logging
import multiprocessing
import socket
import ssl
import sys
import time

import pytest
from paged import PATIENCE, app_of, connected, get, play
from vuer import Vuer, server
from vuer.schemas import Scene
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus


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
