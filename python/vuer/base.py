"""The running server: from its settings to its start, and what it tells the event loop.

:class:`Server` knows nothing of scenes. It starts the part in Rust, is woken when something has happened there, and
hands each thing to a method: ``_opened``, ``_closed``, ``_event`` …
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any, ClassVar

from vuer import _vuer
from vuer._wake import wake_with
from vuer.errors import ForkedServer, StartError
from vuer.settings import SERVER, environment
from vuer.workspace import workspace_from_config

__all__ = ["Server"]

_log = logging.getLogger("vuer")

# How long what was cancelled may take to end when the program stops: Ctrl-C ends at once.
_PATIENCE = 1.0


def _own_loop() -> tuple[asyncio.AbstractEventLoop, bool]:
    """This thread's loop, or a new one for it; and whether it is new, and so to be closed by who asked."""
    with warnings.catch_warnings():
        # What it warns of is that there is none, and then there is one.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            loop = asyncio.get_event_loop()
        except RuntimeError:
            loop = None
    if loop is not None and not loop.is_closed():
        return loop, False
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop, True


class Server:
    """Settings, start and stop. Constructing one starts nothing, so it may cross a fork.

    Each setting is a class attribute: a subclass overrides it, the environment (``VUER_HOST``, ``VUER_PORT`` …)
    sets it where no subclass does, and an argument of the constructor beats both.
    """

    host: str = "localhost"
    """Name or address to listen on; ``"0.0.0.0"`` for the whole network."""
    port: int = 8012
    """Port to listen on; 0 takes a free one, and the attribute tells which."""
    free_port: bool = False
    """End the process of the same user that listens on the port."""
    cors: str | None = None
    """Origins of other pages that may connect, with commas; ``https://vuer.ai`` and this machine's if not set."""
    cert: str | None = None
    """Certificate chain, a PEM file. With ``key`` it turns HTTPS on."""
    key: str | None = None
    """The certificate's key, a PEM file."""
    ca_cert: str | None = None
    """Ask for client certificates, and take those of these authorities, a PEM file."""
    tls: str | None = None
    """``"auto"``: certificates of this machine's own."""
    tls_dir: str | os.PathLike[str] | None = None
    """The folder of the authority that signs them; that of the platform's custom if not set."""
    setup_port: int | None = None
    """Port of the page that helps devices to trust them; the next one, or a free one, if not set."""
    mdns: bool | None = None
    """Whether to tell the network by multicast DNS that a server is here; beyond loopback that is so if not set."""
    token: str | None = None
    """What visitors must present; ``"auto"`` makes one, and the URLs have it."""
    allow_host: str | list[str] | None = None
    """Further names that this server goes by, such as a tunnel's."""
    WEBSOCKET_MAX_SIZE: int = 2**28
    """Largest message that a client may send, in bytes."""
    REQUEST_MAX_SIZE: int = 2**28
    """Largest body of an HTTP request, in bytes."""

    domain: str | None = None
    """A hosted client whose URL is printed, too, such as ``https://vuer.ai``."""
    queries: dict[str, Any] | None = None
    """Parameters that are appended to the URLs."""
    client_root: str | os.PathLike[str] | None = None
    """A folder with a built client; the one that comes with this package if not set."""
    workspace: Any = "."
    """What ``/workspace`` and ``/static`` offer: a folder, a list of folders, or a ``Workspace``."""
    static_root: Any = None
    """The same, by its older name."""
    queue_len: int = 100
    """How many events are kept for ``popleft``, and from how many waiting messages superfluous updates are left out."""
    max_sessions: int = 1024
    """How many clients may be there at a time."""
    outbox_bytes: int = 64 << 20
    """How much may wait to be sent to one client, in bytes."""
    ping_interval: float = 10.0
    """Time between two pings, in seconds; 0.01 at least."""
    dead_after: float = 30.0
    """Silence after which a client counts as gone, in seconds; 0.01 at least."""
    resume_grace: float = 30.0
    """How long a session waits for a page of ours whose connection is lost, in seconds; 0 for not at all."""
    dead_man: str | list[str] | None = None
    """What a user must hold for poses to reach the program: ``"right-pinch"``, or several of which one will do, as
    ``["left-squeeze", "right-squeeze"]``. A side, and ``pinch``, ``trigger``, ``squeeze``, ``touchpad``, ``thumbstick``,
    ``a`` or ``b``. The server sees to it; the event ``DEAD_MAN`` tells of it."""
    dead_man_timeout: float = 0.2
    """How old a pose may be that holds the switch, in seconds."""
    one_operator: str | None = None
    """One session at a time operates, the others look on: ``"first-come"``, or ``"named"`` by
    :meth:`VuerSession.make_operator`. The event ``ROLE`` tells of it."""
    offline: bool | None = None
    """Whether the page fetches nothing from elsewhere, whatever the program names."""
    relay: bool = False
    """Whether ``/relay`` answers other machines although there is no token."""
    unfinished_max_size: int | None = None
    """How much all clients together may have sent of messages whose end has not come, in bytes; twice
    ``WEBSOCKET_MAX_SIZE`` if not set."""
    float64: bool = False
    """Send numbers in double precision."""
    verbose: bool = False
    """Log more."""

    # Those that are handed over as they are, if they are set.
    _PLAIN: ClassVar[tuple[str, ...]] = (
        "host",
        "port",
        "domain",
        "client_root",
        "cert",
        "key",
        "ca_cert",
        "tls_dir",
        "setup_port",
        "mdns",
        "token",
        "queue_len",
        "max_sessions",
        "outbox_bytes",
        "ping_interval",
        "dead_after",
        "resume_grace",
        "dead_man_timeout",
        "one_operator",
        "offline",
        "relay",
        "unfinished_max_size",
    )

    def __init__(self, **settings: Any) -> None:
        for name, value in environment(SERVER).items():
            if getattr(type(self), name) == _DEFAULTS[name]:
                setattr(self, name, value)
        for name, value in settings.items():
            if not hasattr(type(self), name):
                _log.warning(
                    "%s has no setting %s; it is an attribute without effect",
                    type(self).__name__,
                    name,
                )
            setattr(self, name, value)
        if self.static_root is not None:
            self.workspace = self.static_root
        self.workspace = workspace_from_config(self.workspace)
        self._native: _vuer.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._process: int | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._routes: list[tuple[dict[str, str], Any]] = []
        self._files: list[tuple[str, str]] = []
        self._single_files: list[tuple[str, str]] = []

    # What a subclass says of itself.

    def _spawned(self) -> list[list[tuple[str, str]]]:
        return [[]]

    def _etypes(self) -> list[str]:
        return []

    # Routes.

    def _add_route(
        self,
        path: str,
        handler: Any,
        method: str = "GET",
        content_type: str = "text/html",
    ) -> None:
        """Answers a path with a function; before the start. It may take the request as its one argument."""
        if self._native is not None:
            raise StartError(f"the route {path} comes too late: add it before start()")
        settings = {"path": path, "method": method, "content_type": content_type}
        self._routes.append((settings, handler))

    def _add_static(self, path: str, root: str | os.PathLike[str]) -> None:
        """Offers a folder below a path."""
        self._files.append((path, os.fspath(root)))

    def _static_file(
        self, path: str, root: str | os.PathLike[str], filename: str | None = None
    ) -> None:
        """Answers a path with one file."""
        self._single_files.append((path, os.fspath(Path(root, filename or ""))))

    def _add_task(self, coroutine: Any, name: str | None = None) -> asyncio.Task[Any]:
        """Runs a coroutine beside the sessions; it is cancelled when the server stops."""
        loop = self._loop or asyncio.get_running_loop()
        task = loop.create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # The start.

    def start(self, free_port: bool | None = None, *_: Any, **__: Any) -> None:
        """Serves until Ctrl-C or :meth:`stop`. Within a running loop, as in a notebook, it returns at once.

        :param free_port: end the process that listens on the port; what the setting says if not given.
        :raises PortInUse: another process listens on the port.
        :raises StartError: a setting cannot be used, or the server runs already.
        """
        if free_port is not None:
            self.free_port = free_port
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        # Not within the `except`: what the program raises would be told as if it came of this.
        if loop is None:
            self._run(*_own_loop())
        else:
            self._listen(loop)

    def _run(self, loop: asyncio.AbstractEventLoop, is_new: bool) -> None:
        async def serve() -> None:
            self._listen(loop)
            await self._stopping.wait()

        try:
            loop.run_until_complete(serve())
        finally:
            self._end()
            self._finish(loop)
            if is_new:
                loop.run_until_complete(loop.shutdown_asyncgens())
                asyncio.set_event_loop(None)
                loop.close()

    def stop(self) -> None:
        """Ends every session and stops serving. From any thread; what was never started is left alone."""
        loop = self._loop
        if loop is None or loop.is_closed():
            self._end()
            return
        loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        if self._stopping is not None:
            self._stopping.set()
        self._end()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._native is not None:
            if self._process != os.getpid():
                raise ForkedServer(
                    "this server was started before the process was forked; start it in the child only: "
                    "Process(target=app.run)"
                )
            raise StartError(f"the server runs already, on port {self.port}")
        self._loop, self._stopping = loop, asyncio.Event()
        self._process = os.getpid()
        self._native = _vuer.Server.start(self._settings(loop), self._call_soon)
        self.port = self._native.port
        if (fileno := self._native.fileno()) is not None:
            loop.add_reader(fileno, self._drain)
        self._link_all()
        self._announce()

    def _settings(self, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
        settings: dict[str, Any] = {
            name: getattr(self, name)
            for name in self._PLAIN
            if getattr(self, name) is not None
        }
        for name in ("cors", "allow_host"):
            if names := getattr(self, name):
                parts = names.split(",") if isinstance(names, str) else names
                settings[name] = [part.strip() for part in parts if part.strip()]
        parts = self.dead_man or []
        settings["dead_man"] = [parts] if isinstance(parts, str) else list(parts)
        if self.free_port:
            settings["free_port"] = True
        if self.queries:
            settings["queries"] = [(k, str(v)) for k, v in self.queries.items()]
        if self.tls not in (None, "auto"):
            raise StartError(
                f'tls={self.tls!r} is not known: give "auto", or cert and key'
            )
        level = logging.DEBUG if self.verbose else _log.getEffectiveLevel()
        return {
            **settings,
            "websocket_max_size": self.WEBSOCKET_MAX_SIZE,
            "request_max_size": self.REQUEST_MAX_SIZE,
            "folders": [("", os.path.abspath(path)) for path in self.workspace.paths],
            "files": self._files
            + [
                (mount["path"], os.fspath(mount["root"]))
                for mount in self.workspace.mounts
            ],
            "file": self._single_files,
            "routes": [route for route, _ in self._routes],
            "spawns": self._spawned(),
            "etypes": self._etypes(),
            "tls_auto": self.tls == "auto",
            "float64": self.float64,
            "bridge": wake_with(loop),
            "log_level": min(level, 255),
        }

    def _announce(self) -> None:
        """Prints where the page is, and what the network can read."""
        for url, reach, headset in self._native.urls:
            print(f"Visit: {url}  ({reach}; {headset})")
        if self.host not in ("localhost", "127.0.0.1", "::1"):
            for folder in self.workspace.absolute_paths:
                print(f"Whoever reaches this port can read the files in {folder}")
        sys.stdout.flush()

    # Links of the workspace, which may come at any time.

    def _link_all(self) -> None:
        for path, link in self.workspace.links.items():
            self._link(path, link)
        self.workspace._watcher = self._link

    def _link(self, path: str, link: dict[str, Any] | None) -> None:
        """Answers a path of the workspace, or no more."""
        if link is None:
            self._native.unlink(path)
            return
        target = link.get("data", link.get("path"))
        if target is None:
            target = len(self._routes)
            self._routes.append(({"path": path}, self._linked(path)))
        self._native.link(path, target, link["content_type"])

    def _linked(self, path: str) -> Any:
        async def answer(request: Any) -> Any:
            return await self.workspace.handle_link(path, request)

        return answer

    # What the server's threads tell.

    def _call_soon(self) -> None:
        self._loop.call_soon_threadsafe(self._drain)

    def _drain(self) -> None:
        native = self._native
        if native is None:
            return
        for item in native.drain():
            try:
                self._take(*item)
            except Exception:  # noqa: BLE001, whatever the program raises is told
                _log.exception("what the server tells of was not dealt with")

    def _take(self, name: str, *what: Any) -> None:
        getattr(self, f"_{name}")(*what)

    def _record(self, level: int, logger: str, message: str) -> None:
        logging.getLogger(logger).log(level, "%s", message)

    def _settled(
        self, future: asyncio.Future[Any], fields: dict[str, Any] | None
    ) -> None:
        self._settle(future, future.set_result, fields)

    def _failed(self, future: asyncio.Future[Any], error: BaseException) -> None:
        self._settle(future, future.set_exception, error)

    def _settle(self, future: asyncio.Future[Any], settle: Any, value: Any) -> None:
        """In the future's own loop, which need not be the server's."""
        loop = future.get_loop()

        def now() -> None:
            if not future.done():
                settle(value)

        if loop.is_closed():
            return
        if loop is self._loop:
            now()
        else:
            loop.call_soon_threadsafe(now)

    def _visited(self, place: int, visit: _vuer.Visit) -> None:
        self._add_task(self._answer(place, visit))

    async def _answer(self, place: int, visit: _vuer.Visit) -> None:
        settings, function = self._routes[place]
        try:
            answer = (
                function(visit)
                if inspect.signature(function).parameters
                else function()
            )
            if inspect.isawaitable(answer):
                answer = await answer
            content_type = getattr(answer, "content_type", None) or settings.get(
                "content_type"
            )
            if hasattr(answer, "as_bytes"):
                answer = answer.as_bytes()
            elif isinstance(answer, os.PathLike):
                content_type = self.workspace.MIME_TYPES.guess(os.fspath(answer))
                answer = await asyncio.to_thread(Path(answer).read_bytes)
            elif not isinstance(answer, (bytes, bytearray, memoryview)):
                answer = str(answer).encode()
            visit.answer(200, bytes(answer), content_type or "text/html")
        except Exception:  # noqa: BLE001, whatever the program raises is told
            _log.exception("the route %s failed", visit.path)
            visit.answer(
                500, b"the route failed; the server's log says why", "text/plain"
            )

    # The end.

    def _end(self) -> None:
        """Cancels everything and shuts down."""
        native, loop = self._native, self._loop
        if native is None or self._process != os.getpid():
            return
        for task in list(self._tasks):
            task.cancel()
        native.shutdown()
        if not loop.is_closed() and (fileno := native.fileno()) is not None:
            loop.remove_reader(fileno)
        for item in native.drain():
            # Nobody is there any more for anything but the log.
            if item[0] == "record":
                self._take(*item)
        self._native = None
        self.workspace._watcher = None

    def _finish(self, loop: asyncio.AbstractEventLoop) -> None:
        """Lets what was cancelled end, for a while."""
        # Tasks of other loops are theirs to end.
        tasks = [task for task in self._tasks if task.get_loop() is loop]
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks, timeout=_PATIENCE))
        for task in tasks:
            # Ctrl-C may have come while one was at work. It is raised from here; nobody need be told twice.
            if task.done() and not task.cancelled():
                task.exception()


_DEFAULTS = {name: getattr(Server, name) for name in Server.__annotations__}
