"""A scripted client, and what came of a script that was run with it."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from vuer import _vuer
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

SCRIPTS = Path(__file__).parent / "scripts"
CONTAINERS = ("children", "rawChildren", "bgChildren", "htmlChildren")

# Long enough for a busy machine: nothing is slept through, it only ends what hangs.
PATIENCE = 40


def free_port():
    """A port that nobody listens on. The originals cannot be asked for the one they took."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """What a browser does, as a scenario tells it. Keeps every frame that comes."""

    def __init__(self, port, script):
        self.frames = []
        self.calls = []
        self.answers = {}
        self._open = contextlib.ExitStack()
        self.ws = self._connect(port, script)
        self.send("INIT", value={"client": "browser", "pkgVersion": "0.0.102"})

    def _connect(self, port, script):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connection = connect(
                    f"ws://localhost:{port}", max_size=None, compression=None
                )
                return self._open.enter_context(connection)
            except OSError:
                script.assert_runs()
                assert time.monotonic() < deadline, "the script does not listen"
                time.sleep(0.05)

    def send(self, etype, **fields):
        """Sends an event."""
        message = {"etype": etype, "ts": time.time() * 1000, **fields}
        self.ws.send(_vuer.encode(message, float64=True))

    def read(self):
        """The next frame. Calls are answered, if the scenario says with what, and kept apart: in the
        original they overtake what was sent before them."""
        frame = _vuer.decode(self.ws.recv(timeout=PATIENCE))
        frame.pop("ts")
        if "rtype" not in frame:
            self.frames.append(frame)
            return frame
        rtype = frame["rtype"]
        answer = self.answers.get((frame["etype"], frame["key"]))
        self.calls.append({**frame, "uuid": "…", "rtype": rtype.split("@")[0]})
        if answer is not None:
            self.send(rtype, key=frame["key"], value=answer)
        return frame

    def until(self, wanted):
        """Reads up to the first frame that satisfies, or that has a node of a key."""
        while True:
            frame = self.read()
            if wanted(frame) if callable(wanted) else holds(frame.get("data"), wanted):
                return frame

    def updates(self, count):
        """Reads until there have been so many frames."""
        while len(self.frames) < count:
            self.read()

    def until_called(self, count):
        """Reads until there have been so many calls."""
        while len(self.calls) < count:
            self.read()

    def close(self):
        """Closes the connection."""
        with contextlib.suppress(ConnectionClosed):
            self._open.close()


def holds(node, key):
    """Whether a node of that key is somewhere in an operation's data."""
    if not isinstance(node, dict):
        return False
    below = [node.get(name) or [] for name in (*CONTAINERS, "nodes")]
    return node.get("key") == key or any(
        holds(child, key) for part in below for child in part
    )


def renumbered(frames):
    """The frames with the keys that were counted, counted anew: in 0.0.71 the server takes one for itself."""
    counted = {}

    def walk(value):
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        value = {name: walk(item) for name, item in value.items()}
        if str(value.get("key")).isdigit():
            value["key"] = counted.setdefault(value["key"], f"#{len(counted)}")
        return value

    return walk(frames)


class Script:
    """A script in a process of its own."""

    def __init__(self, name, python, version, folder=SCRIPTS, cwd=None, args=()):
        self.port = free_port()
        self.output = tempfile.TemporaryFile("w+")  # noqa: SIM115, `stop` closes it
        self.process = subprocess.Popen(
            [python, "-u", folder / f"{name}.py", *args],
            env={
                **os.environ,
                "SCRIPT_PORT": str(self.port),
                "VUER_PORT": str(self.port),
                "VUER_MDNS": "off",
                "VUER_DIALECT": version,
                "PYTHONUNBUFFERED": "1",
            },
            stdout=self.output,
            stderr=subprocess.STDOUT,
            cwd=cwd or folder,
            start_new_session=True,
        )

    def text(self):
        """What it has printed."""
        self.output.seek(0)
        return self.output.read()

    def said(self):
        """What it has printed for the test."""
        return [line[3:] for line in self.text().splitlines() if line.startswith(">> ")]

    def until_said(self, count):
        """Waits until it has printed so many lines for the test."""
        deadline = time.monotonic() + PATIENCE
        while len(self.said()) < count:
            self.assert_runs()
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.02)

    def assert_runs(self):
        """Fails with what it has printed if it has ended."""
        assert self.process.poll() is None, self.text()

    def stop(self):
        """Ends it, and whatever it has forked."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.output.close()


def play(name, python, version, scenario):
    """Runs a script with the clients of a scenario: the frames and calls of each, and what it printed."""
    script = Script(name, python, version)
    clients = []

    def client():
        clients.append(Client(script.port, script))
        return clients[-1]

    try:
        scenario(client, script)
        for each in clients:
            each.close()
        return {
            "clients": [
                {"frames": renumbered(each.frames), "calls": each.calls}
                for each in clients
            ],
            "said": script.said(),
        }
    except Exception as error:
        raise AssertionError(
            f"{error!r}; the script printed:\n{script.text()}"
        ) from error
    finally:
        script.stop()
