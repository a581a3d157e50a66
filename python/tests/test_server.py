"""The server: settings, start and stop, routes and files, threads and processes."""

import asyncio
import multiprocessing
import queue
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest
from conftest import PATIENCE, Client, Running, connected
from vuer import Blob, Vuer, Workspace
from vuer.errors import ForkedServer, PortInUse, StartError
from vuer.schemas import Scene


def get(app, path, **options):
    request = urllib.request.Request(f"http://localhost:{app.port}{path}", **options)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return response.read(), response.headers["content-type"]


def test_arguments_beat_subclasses_beat_the_environment_beats_defaults(monkeypatch):
    class Own(Vuer):
        queue_len = 7
        extra: int = 3

    monkeypatch.setenv("VUER_QUEUE_LEN", "5")
    monkeypatch.setenv("VUER_PORT", "9001")
    monkeypatch.setenv("SSL_CERT", "cert.pem")
    assert Vuer().queue_len == 5
    assert Own().queue_len == 7
    own = Own(queue_len=9, extra=4)
    assert (own.queue_len, own.extra, own.port, own.cert) == (9, 4, 9001, "cert.pem")
    assert Vuer(port=1).port == 1
    assert Vuer(host="localhost").host == "localhost"


def test_a_bad_variable_is_named(monkeypatch):
    monkeypatch.setenv("VUER_PORT", "eighty")
    with pytest.raises(ValueError, match="VUER_PORT is 'eighty'"):
        Vuer()


def test_an_unknown_setting_is_kept_with_a_warning(caplog):
    assert Vuer(nonsense=1).nonsense == 1
    assert "no setting nonsense" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_construction_starts_no_thread():
    script = (
        "import os; from vuer import Vuer; from vuer.schemas import Scene; app = Vuer(port=0);"
        "app.scene.set @ Scene(); app.spawn(print); app.add_handler('X', print);"
        "print(len(os.listdir('/proc/self/task')))"
    )
    process = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert process.stdout == "1\n", process.stderr


def test_what_cannot_be_started_says_why(app, tmp_path):
    with Running(app), pytest.raises(PortInUse, match=str(app.port)):
        Vuer(port=app.port).start()
    with pytest.raises(StartError, match="cert.pem"):
        Vuer(port=0, cert=tmp_path / "cert.pem", key=tmp_path / "key.pem").start()
    with pytest.raises(StartError, match="certificate"):
        Vuer(port=0, cert=tmp_path / "cert.pem").start()


def test_settings_that_cannot_be_are_named():
    with pytest.raises(StartError, match="the token is empty"):
        Vuer(port=0, token="").start()
    for name in ("ping_interval", "dead_after", "resume_grace"):
        with pytest.raises(ValueError, match=f"{name}=-1"):
            Vuer(port=0, **{name: -1}).start()


def test_a_server_starts_again_after_it_was_stopped(app):
    for _ in range(2):
        with connected(app) as client:
            assert client.socket.ping().wait(PATIENCE)
        app.port = 0
    with Running(app), pytest.raises(StartError, match="already"):
        app.start()


def test_urls_tell_the_port_and_the_queries():
    app = Vuer(port=0, queries={"grid": False})
    assert app.urls == [] and "not started" in app._repr_html_()
    assert app.get_url() == "http://localhost:0?grid=False"
    with Running(app):
        (url,) = app.urls
        assert url.startswith(f"http://localhost:{app.port}") and "grid=False" in url
        assert app.get_url() == url and url in app._repr_html_()
        assert app.format_urls() == [("this machine", url)]
        assert app.localhost_prefix == f"http://localhost:{app.port}/workspace"


def test_urls_of_a_server_with_tls_say_so(monkeypatch, tmp_path):
    monkeypatch.setenv("VUER_TLS", "auto")
    monkeypatch.setenv("VUER_TLS_DIR", str(tmp_path / "environment"))
    app = Vuer(port=0, tls_dir=tmp_path / "authority")
    assert app.ssl == "s"
    with Running(app):
        assert app.get_url().startswith(f"https://localhost:{app.port}")
        assert app.localhost_prefix == f"https://localhost:{app.port}/workspace"
        assert app.workspace_prefix.startswith("https://")
    assert (tmp_path / "authority").is_dir() and not (tmp_path / "environment").exists()


def test_routes_of_every_kind_answer(app, caplog):
    async def slow(request):
        await asyncio.sleep(0)
        return Blob(json={"got": request.body.decode(), "query": request.query_string})

    app.add_route("/hello", lambda: "<p>hello</p>")
    app.add_route("/json", slow, method="POST")
    app.add_route("/bad", lambda: 1 / 0)
    with Running(app):
        assert get(app, "/hello") == (b"<p>hello</p>", "text/html")
        body, kind = get(app, "/json?a=1", data=b"x", method="POST")
        assert (body, kind) == (b'{"got": "x", "query": "a=1"}', "application/json")
        with pytest.raises(urllib.error.HTTPError, match="500"):
            get(app, "/bad")
        assert any(record.exc_info for record in caplog.records)
        with pytest.raises(StartError, match="too late"):
            app.add_route("/late", lambda: "")


def test_files_links_and_mounts_are_served(tmp_path):
    (tmp_path / "robot.urdf").write_text("<robot/>")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("mounted")
    workspace = Workspace(tmp_path)
    workspace.mount(tmp_path / "more", to="/uploads")
    workspace.link(b"\x01\x02", to="/data.bin")
    app = Vuer(port=0, workspace=workspace)
    with Running(app):
        for prefix in ("/static", "/workspace"):
            assert get(app, f"{prefix}/robot.urdf")[0] == b"<robot/>"
        assert get(app, "/uploads/a.txt")[0] == b"mounted"
        assert get(app, "/workspace/data.bin")[0] == b"\x01\x02"
        workspace.link(lambda: {"live": True}, to="/live.json")
        assert get(app, "/workspace/live.json")[0] == b'{"live": true}'
        workspace.unlink("/live.json")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(app, "/workspace/live.json")
    assert get_static_root(tmp_path) == b"<robot/>"


def get_static_root(folder):
    app = Vuer(port=0, static_root=folder)
    with Running(app):
        return get(app, "/static/robot.urdf")[0]


def test_it_starts_in_a_running_loop(app):
    async def notebook():
        arrived = asyncio.Event()

        @app.spawn(start=True)
        async def main(session):
            arrived.set()
            await session.forever()

        client = await asyncio.to_thread(Client, app)
        await asyncio.wait_for(arrived.wait(), PATIENCE)
        app.stop()
        await asyncio.to_thread(client.closed)

    asyncio.run(notebook())
    assert app.ws == {}


def test_a_loop_may_be_closed_under_it(app):
    async def short():
        app.start()

    asyncio.run(short())
    with Client(app) as client:
        client.send("UNHEARD")
        assert client.socket.ping().wait(PATIENCE), "the server lives on"
        app.stop()
        assert client.closed()[0] == 1001
    app.port = 0
    with connected(app) as client:
        assert client.socket.ping().wait(PATIENCE), "in a loop of its own"


def serve_in_child(app, port):
    announce = app._announce

    def announced():
        announce()
        port.put(app.port)

    app._announce = announced
    app.run()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
def test_a_server_made_here_runs_in_a_forked_process(app):
    context = multiprocessing.get_context("fork")
    app.spawn(start=False)(greet)
    ports = context.Queue()
    process = context.Process(target=serve_in_child, args=(app, ports))
    process.start()
    try:
        app.port = ports.get(timeout=PATIENCE)
        with Client(app) as client:
            assert client.receive()["etype"] == "SET"
    finally:
        process.terminate()
        process.join(PATIENCE)
    assert process.exitcode is not None


async def greet(session):
    session.set @ Scene()
    await session.forever()


def use_in_child(app, outcome):
    try:
        app.start()
    except ForkedServer as error:
        outcome.put(str(error))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
def test_a_started_server_says_that_it_does_not_survive_a_fork(app):
    context = multiprocessing.get_context("fork")
    with Running(app):
        outcome = context.Queue()
        process = context.Process(target=use_in_child, args=(app, outcome))
        process.start()
        assert "start it in the child" in outcome.get(timeout=PATIENCE)
        process.join(PATIENCE)
        assert process.exitcode == 0, "it ends by itself"


# Tests that run in the background of a shell inherit from it that SIGINT is ignored; programs of a terminal do not.
SCRIPT = """
import signal
from vuer import Vuer
from vuer.schemas import Scene
signal.signal(signal.SIGINT, signal.default_int_handler)
app = Vuer(port=0)

@app.spawn(start=True)
async def main(session):
    session.set @ Scene()
    await session.forever()
"""


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGINT for one process"
)
def test_ctrl_c_ends_it_at_once_with_a_client():
    process = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", SCRIPT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    app = Vuer(port=int(line.split("localhost:")[1].split()[0]))
    with Client(app) as client:
        assert client.receive()["etype"] == "SET"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode != 0
        assert errors.rstrip().endswith("KeyboardInterrupt"), errors
        assert client.closed()[0] == 1001


def test_an_interpreter_with_live_sessions_ends():
    script = SCRIPT.replace("start=True", "start=False") + (
        "import threading, sys\n"
        "from websockets.sync.client import connect\n"
        "threading.Thread(target=app.run, daemon=True).start()\n"
        "while app.port == 0: pass\n"
        "client = connect(f'ws://localhost:{app.port}')\n"
        "client.recv()\n"
        "print('over')\n"
    )
    process = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", script],
        check=False,
        capture_output=True,
        text=True,
        timeout=3 * PATIENCE,
    )
    assert process.returncode == 0 and process.stdout.endswith("over\n"), process.stderr


def test_the_log_of_a_second_server_is_not_left_to_one_that_has_stopped(app, caplog):
    sessions = queue.Queue()

    @app.spawn
    async def main(session):
        sessions.put(session)
        await session.forever()

    with connected(app):
        held = sessions.get(timeout=PATIENCE)
    other = Vuer(port=0)
    arrived = threading.Event()
    caplog.handler.addFilter(
        lambda record: "NEVER_HEARD_OF" not in record.getMessage() or not arrived.set()
    )
    with connected(other) as client:
        client.send("NEVER_HEARD_OF")
        assert arrived.wait(PATIENCE), "while nothing else happens"
    assert held.closed


def test_a_function_comes_too_late_when_the_server_runs(app):
    outcome = queue.Queue()

    @app.spawn(client="known")
    async def main(session):
        await session.forever()

    with Running(app) as running:
        app.spawn(lambda session: outcome.put("later"), client="known")
        with pytest.raises(StartError, match="client='other'.*too late"):
            app.spawn(main.fn, client="other")
        with pytest.raises(StartError, match="no filter.*too late"):
            app.spawn(main.fn)
        with running.client() as client:
            client.send("INIT", {"client": "known"})
            assert outcome.get(timeout=PATIENCE) == "later"


def test_what_the_server_warns_of_goes_to_logging(app, caplog):
    with connected(app) as client:
        client.socket.send("text, which is none of its messages")
        client.send("NEVER_HEARD_OF")
        client.socket.ping().wait(PATIENCE)
    warnings = [record for record in caplog.records if record.name.startswith("vuer.")]
    assert any("text message" in record.getMessage() for record in warnings)
    assert any("NEVER_HEARD_OF" in record.getMessage() for record in warnings)


def test_the_command_is_that_of_the_crate():
    run = [sys.executable, "-m", "vuer", "--version"]
    process = subprocess.run(
        run, check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    assert process.stdout.startswith("vuer ") and process.returncode == 0
    run = [sys.executable, "-m", "vuer", "--nonsense"]
    process = subprocess.run(
        run, check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    assert process.returncode == 2 and "--nonsense" in process.stderr


def test_video_by_webrtc_says_what_to_use_instead(app):
    with pytest.raises(NotImplementedError, match="ImageBackground"):
        app.create_webrtc_stream("camera")
