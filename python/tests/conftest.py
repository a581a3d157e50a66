"""Servers and clients for the tests: the server in a thread of its own, the client a websocket as browsers have it."""

import threading
from contextlib import contextmanager, suppress

import msgpack
import pytest
from vuer import Vuer
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

# Longer than anything takes here; it is only waited for where something is wrong.
PATIENCE = 20


class Client:
    """A client that sends what it is told, and keeps what comes."""

    def __init__(self, app, path="/"):
        # As a context manager, which is all that newer versions have; its end is ours.
        self._context = connect(f"ws://localhost:{app.port}{path}", max_size=None)
        self.socket = self._context.__enter__()

    def send(self, /, etype, value=None, **fields):
        event = {"etype": etype, "ts": 1_700_000_000_123.0, "value": value, **fields}
        self.socket.send(msgpack.packb(event))

    def receive(self):
        return msgpack.unpackb(self.socket.recv(timeout=PATIENCE))

    def closed(self):
        """Waits for the end and gives its code and reason."""
        with suppress(ConnectionClosedError):
            for _ in self.socket:
                pass
        return self.socket.close_code, self.socket.close_reason

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Running:
    """A server in a thread, from its start to the end of the thread."""

    def __init__(self, app):
        self.app, self.error, self.ready = app, None, threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        announce = self.app._announce

        def announced():
            announce()
            self.ready.set()

        self.app._announce = announced
        try:
            self.app.run()
        except Exception as error:  # noqa: BLE001, the test looks at it
            self.error = error
        finally:
            self.ready.set()

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(PATIENCE), "the server does not start"
        if self.error:
            raise self.error
        return self

    def __exit__(self, *_):
        self.app.stop()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "the server does not stop"

    def client(self, path="/"):
        return Client(self.app, path)


@contextmanager
def connected(app):
    """A server with one client."""
    with Running(app) as running, running.client() as client:
        yield client


@pytest.fixture
def app():
    return Vuer(port=0)


@pytest.fixture(params=["eventfd", "socketpair", "callback"])
def each_bridge(request, monkeypatch):
    """The ways in which the loop is woken. Those that this system does not have are left out."""
    import sys

    if request.param == "eventfd" and sys.platform != "linux":
        pytest.skip("only Linux has eventfd")
    if request.param == "socketpair" and sys.platform == "win32":
        pytest.skip("Windows has no pairs of sockets that loops watch")
    monkeypatch.setenv("VUER_BRIDGE", request.param)
