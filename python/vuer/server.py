"""The server of scenes: what a script imports first.

::

    app = Vuer()

    @app.spawn(start=True)
    async def main(session: VuerSession):
        session.set @ Scene(Box(key="box"))
        await session.forever()
"""

from __future__ import annotations

import asyncio
import html
import inspect
import logging
import os
from collections import defaultdict
from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from uuid import uuid4

from vuer import _vuer
from vuer.base import Server
from vuer.bound import drive
from vuer.errors import SessionClosed, StartError

# Scripts import these from here, too.
from vuer.events import (  # noqa: F401
    INIT,
    NOOP,
    Add,
    ClientEvent,
    Frame,
    GetWebXRMesh,
    GrabRender,
    NullEvent,
    Remove,
    ServerEvent,
    ServerRPC,
    Set,
    Update,
    Upsert,
)
from vuer.ops import At, SceneOps
from vuer.scene import SharedScene
from vuer.session import Socket, VuerSession, start_task
from vuer.types import Url
from vuer.workspace import (  # noqa: F401
    Blob,
    Workspace,
    guess_content_type,
    local_ip,
    workspace_from_config,
)

__all__ = ["DEFAULT_PORT", "At", "BoundFn", "SceneOps", "Socket", "Vuer", "VuerSession"]

_log = logging.getLogger("vuer")

DEFAULT_PORT = Server.port
"""Where a server listens that is told nothing else."""


class BoundFn:
    """A function that was given to ``app.spawn`` or ``app.bind``, or a decorator that takes one.

    It is called as the function itself, and its ``start()`` starts the server.
    """

    def __init__(
        self, vuer: Vuer, bind: Callable[[Any], None], start: bool = False
    ) -> None:
        self.vuer = vuer
        self._bind = bind
        self._start = start
        self.fn: Any = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.fn is not None:
            return self.fn(*args, **kwargs)
        (self.fn,) = args
        update_wrapper(self, self.fn, updated=())
        self._bind(self.fn)
        if self._start:
            self.vuer.start()
        return self

    def start(self, **kwargs: Any) -> None:
        """Starts the server, see :meth:`Vuer.start`."""
        self.vuer.start(**kwargs)


class Vuer(Server):
    """A server of live scenes.

    Every setting of :class:`~vuer.base.Server` is a keyword argument: ``Vuer(host="0.0.0.0", cert="cert.pem",
    key="key.pem", queue_len=3)``. Nothing runs before :meth:`start`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.handlers: dict[str, dict[Any, Any]] = defaultdict(dict)
        """The handlers by the types of their events."""
        self.ws: dict[str, Socket] = {}
        """The connections of the sessions that are there, by their ids."""
        self._sessions: dict[str, VuerSession] = {}
        self._spawns: list[tuple[dict[str, str], Any]] = []
        self._generator: Any = None
        self._scene: SharedScene | None = None

    @property
    def scene(self) -> SharedScene:
        """A scene that any number of sessions see: ``app.scene.join(session)``, ``app.scene.upsert @ Box()``.

        If no function is spawned, every session joins it.
        """
        if self._scene is None:
            self._scene = SharedScene(float64=self.float64)
        return self._scene

    # What is run for each session.

    def spawn(self, fn: Any = None, start: bool = False, **filters: Any) -> BoundFn:
        """Runs an async function for each session: ``@app.spawn``, ``@app.spawn(start=True)``, ``app.spawn(fn)``.

        :param start: start the server as soon as there is the function.
        :param filters: only for clients whose INIT has these fields, with ``*`` and ``?`` as wildcards. A function
            without filters is for all others; a later one takes the place of an earlier one with the same filters,
            also while the server runs.
        :raises StartError: the server runs, and was started without a function of these filters.
        """
        texts = {name: str(pattern) for name, pattern in filters.items()}

        def bind(fn: Any) -> None:
            for place, (other, _) in enumerate(self._spawns):
                if other == texts:
                    self._spawns[place] = (texts, fn)
                    return
            if self._native is not None:
                what = ", ".join(f"{name}={text!r}" for name, text in texts.items())
                raise StartError(
                    f"the function for clients with {what or 'no filter'} comes too late: spawn it before start()"
                )
            self._spawns.append((texts, fn))

        bound = BoundFn(self, bind, start)
        return bound if fn is None else bound(fn)

    def bind(self, fn: Any = None, start: bool = False) -> BoundFn:
        """Runs a generator, async or not, for each session: it is sent the client's events and yields server events.

        A :class:`~vuer.events.Frame` is an event with a pause behind it. When it ends, the session is closed.
        """

        def bind(fn: Any) -> None:
            self._generator = fn

        bound = BoundFn(self, bind, start)
        return bound if fn is None else bound(fn)

    def spawn_task(self, task: Any, name: str | None = None) -> Any:
        """Runs a coroutine beside the sessions, or, as a decorator of a function of a session, what ``spawn`` does."""
        if inspect.iscoroutinefunction(task) and inspect.signature(task).parameters:
            return self.spawn(task)
        return self._add_task(task() if callable(task) else task, name)

    def add_handler(self, event_type: str, fn: Any = None, once: bool = False) -> Any:
        """Calls a function, async or not, with each event of a type and its session.

        ``app.add_handler("CAMERA_MOVE", fn)``, or as a decorator.

        :param once: only for the first event.
        :return: a function that removes the handler.
        """
        if fn is None:
            return lambda fn: self.add_handler(event_type, fn, once=once)
        handler = uuid4()

        def cleanup() -> None:
            of_type = self.handlers.get(event_type, {})
            of_type.pop(handler, None)
            if not of_type:
                self.handlers.pop(event_type, None)
                if self._native is not None:
                    self._native.unwatch(event_type)

        def first(event: ClientEvent, session: VuerSession) -> Any:
            cleanup()
            return fn(event, session)

        self.handlers[event_type][handler] = first if once else fn
        if self._native is not None:
            self._native.watch(event_type)
        return cleanup

    def add_route(
        self, path: str, fn: Any, method: str = "GET", content_type: str = "text/html"
    ) -> None:
        """Answers a path with what a function returns: text, bytes, a ``Blob`` or a path of a file.

        :param fn: with the request as its argument (``method``, ``path``, ``query_string``, ``headers``, ``body``)
            or without any; async or not.
        """
        self._add_route(path, fn, method, content_type)

    # Start and URLs.

    def run(self, free_port: bool | None = None, *args: Any, **kwargs: Any) -> None:
        """The same as :meth:`start`, by its older name."""
        self.start(free_port, *args, **kwargs)

    async def loop_forever(self) -> None:
        """Waits for ever: the last line of a program with a loop of its own."""
        while True:
            await asyncio.sleep(3600)

    @property
    def urls(self) -> list[str]:
        """Every URL that works, this machine's first; none before the start."""
        return [] if self._native is None else [url for url, _, _ in self._native.urls]

    @property
    def ssl(self) -> str:
        """``"s"`` if there is TLS, else nothing: for ``f"http{app.ssl}://…"``."""
        return "s" if self.cert or self.tls or os.environ.get("VUER_TLS") else ""

    @property
    def local_ip(self) -> str:
        """This machine's address in its network."""
        return local_ip()

    @property
    def workspace_prefix(self) -> Url:
        """What stands before the path of a file in a URL for other machines: ``app.workspace_prefix / "a.urdf"``."""
        return Url(f"http{self.ssl}://{self.local_ip}:{self.port}/workspace")

    @property
    def localhost_prefix(self) -> Url:
        """What stands before the path of a file in a URL for this machine."""
        return Url(f"http{self.ssl}://localhost:{self.port}/workspace")

    def get_url(self, host: str = "localhost") -> str:
        """The page's URL, on this machine or, with ``host``, as that host has it."""
        if host == "localhost" and self.urls:
            return self.urls[0]
        queries = "&".join(
            f"{name}={value}" for name, value in (self.queries or {}).items()
        )
        return f"http{self.ssl}://{host}:{self.port}" + (
            f"?{queries}" if queries else ""
        )

    def format_urls(self) -> list[tuple[str, str]]:
        """The URLs with what they are for."""
        if self._native is None:
            return [("this machine", self.get_url())]
        return [(reach, url) for url, reach, _ in self._native.urls]

    def _repr_html_(self) -> str:
        """A link in a notebook."""
        if self._native is None:
            return "<code>Vuer</code>, not started"
        links = (
            f'<a href="{html.escape(url)}" target="_blank">{html.escape(url)}</a> ({html.escape(reach)})'
            for url, reach, _ in self._native.urls
        )
        return f"<code>Vuer</code>, {len(self.ws)} sessions: " + ", ".join(links)

    def create_webrtc_stream(self, *_: Any, **__: Any) -> Any:
        """Not supported."""
        raise NotImplementedError(
            "video by WebRTC from Python is not supported: send pictures with ImageBackground(array, format='jpeg'), "
            "or show another server's stream with WebRTCVideoPlane(src=url)"
        )

    # Sessions by their ids.

    async def send(
        self,
        ws_id: str,
        event: ServerEvent | None = None,
        event_bytes: bytes | None = None,
    ) -> None:
        """Sends an event, or one that is encoded already, to the session of an id.

        :raises KeyError: there is none.
        """
        session = self._sessions[str(ws_id)]
        if event_bytes is not None:
            if event is not None:
                raise TypeError("give an event or event_bytes, not both")
            session.socket.send_bytes(event_bytes)
        else:
            session @ event

    async def rpc(self, ws_id: str, event: ServerRPC, ttl: float = 2.0) -> ClientEvent:
        """Asks the session of an id, see :meth:`VuerSession.rpc`."""
        return await self._sessions[str(ws_id)].rpc(event, ttl)

    async def close_ws(self, ws_id: str) -> None:
        """Ends the session of an id, if there is one."""
        session = self._sessions.get(str(ws_id))
        if session is not None:
            session.socket.close()

    # What the server tells.

    def _spawned(self) -> list[list[tuple[str, str]]]:
        if not any(not filters for filters, _ in self._spawns) and (
            self._generator is not None or not self._spawns
        ):
            self._spawns.append(({}, None))
        return [list(filters.items()) for filters, _ in self._spawns]

    def _etypes(self) -> list[str]:
        return [etype for etype, handlers in self.handlers.items() if handlers]

    def _session(self, native: _vuer.Session) -> VuerSession:
        session = self._sessions.get(native.id)
        if session is None:
            session = self._sessions[native.id] = VuerSession(self, native)
            self.ws[native.id] = session.socket
        return session

    def _opened(self, native: _vuer.Session, place: int, ends: _vuer.Ending) -> None:
        session = self._session(native)
        task = self._add_task(self._serve(session, self._spawns[place][1], ends))
        session._tasks.add(task)
        task.add_done_callback(session._tasks.discard)

    async def _serve(self, session: VuerSession, fn: Any, ends: _vuer.Ending) -> None:
        """Runs a session's function; when it returns, ``ends`` is dropped and the session closed."""
        try:
            if self._generator is not None:
                driver = drive(self._generator, session)
                if fn is None:
                    await driver
                    return
                session.spawn_task(driver)
            if fn is None:
                if self._scene is not None:
                    self._scene.join(session)
                await session.forever()
            result = fn(session)
            if inspect.isawaitable(result):
                await result
        except Exception as error:  # noqa: BLE001, whatever the program raises is told
            if not (isinstance(error, SessionClosed) and session.closed):
                _log.exception(
                    "the function of the session %s failed", session.CURRENT_WS_ID
                )
                session._native.fail()

    def _closed(self, ws_id: str) -> None:
        self.ws.pop(ws_id, None)
        session = self._sessions.pop(ws_id, None)
        if session is not None:
            session._cancel()

    def _event(self, ws_id: str, fields: dict[str, Any], done: _vuer.Ending) -> None:
        session = self._sessions.get(ws_id)
        if session is None:
            # It may come before its session was told of, or behind the end of that.
            native = self._native.session(ws_id)
            if native is None or native.is_over:
                return
            session = self._session(native)
        event = ClientEvent(**fields)
        for handler in list(self.handlers.get(event.etype, {}).values()):
            try:
                result = handler(event, session)
            except Exception:  # noqa: BLE001, whatever the program raises is told
                _log.exception(
                    "a handler of %s failed in the session %s", event.etype, ws_id
                )
                continue
            if inspect.isawaitable(result):
                session._follow(
                    start_task(result), f"a handler of {event.etype}", until=done
                )

    def _end(self) -> None:
        for session in list(self._sessions.values()):
            session._cancel()
        super()._end()
        self._sessions.clear()
        self.ws.clear()
