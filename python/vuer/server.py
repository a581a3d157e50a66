"""The server of scenes and its sessions: what a script imports first.

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
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import update_wrapper
from typing import Any
from uuid import uuid4

from vuer import _vuer
from vuer.base import Server
from vuer.bound import drive
from vuer.errors import SessionClosed

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


class _Done:
    """What may be awaited and is done already."""

    def __await__(self) -> Iterator[Any]:
        return iter(())


class Socket:
    """A session's connection."""

    def __init__(self, native: _vuer.Session) -> None:
        self._native = native

    @property
    def closed(self) -> bool:
        """Whether the client is gone."""
        return not self._native.is_connected

    @property
    def remote_address(self) -> str:
        """Where the client connects from, as ``host:port``."""
        return self._native.remote_addr

    def close(self, reason: str = "the program has closed the session") -> _Done:
        """Ends the session, at once; it may be awaited. What was sent before still arrives."""
        self._native.close(reason)
        return _Done()

    def send_bytes(self, data: bytes) -> _Done:
        """Sends an event that is encoded already; it may be awaited."""
        self._native.send_bytes(data)
        return _Done()


class VuerSession(SceneOps):
    """One connected client.

    Sending never waits: ``session.upsert @ Box(...)`` is encoded and queued when it returns. On a session that is
    over every operation raises :class:`~vuer.errors.SessionClosed`, and its function and tasks are cancelled.
    """

    def __init__(self, vuer: Vuer, native: _vuer.Session) -> None:
        self.vuer = vuer
        self._native = native
        self.CURRENT_WS_ID: str = native.id
        """The session's id, which is also its place in ``app.ws``."""
        self.socket: Socket = Socket(native)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_new = True

    def __repr__(self) -> str:
        state = "closed" if self.closed else self.socket.remote_address
        return f"<VuerSession {self.CURRENT_WS_ID} ({state})>"

    @property
    def closed(self) -> bool:
        """Whether the session is over."""
        return not self._native.is_connected

    # Sending.

    def __matmul__(self, event: ServerEvent) -> None:
        if not hasattr(event, "_frame") or isinstance(event, Frame):
            what = (
                "a Frame belongs to app.bind"
                if isinstance(event, Frame)
                else f"{type(event).__name__} is none"
            )
            raise TypeError(f"session @ … sends a ServerEvent; {what}")
        self._native.send(event._frame())

    def send(self, event: ServerEvent) -> None:
        """Sends an event, as ``session @ event`` does."""
        self @ event

    async def rpc(self, event: ServerRPC, ttl: float = 2.0) -> ClientEvent:
        """Sends a request and waits for its answer.

        :param ttl: how long, in seconds.
        :raises RpcTimeout: none came; it is an ``asyncio.TimeoutError``, too.
        """
        message = event._frame()
        rtype = _answer_type(event)
        # The page answers with this type; a class of the program's own need not have said it.
        message.setdefault("rtype", rtype)
        return await self._event(
            lambda future: self._native.request(message, rtype, ttl, future)
        )

    async def grab_render(self, ttl: float = 2.0, **kwargs: Any) -> ClientEvent:
        """The picture that the client shows, in ``event.value["frame"]``. The scene must hold a ``GrabRender``.

        :param quality: of the JPEG, from 0 to 1.
        :param downsample: by what factor it is smaller than the canvas.
        :param key: which ``GrabRender``, or ``CameraView`` of the mode ``ondemand``.
        """
        return await self.rpc(GrabRender(**kwargs), ttl=ttl)

    async def get_webxr_mesh(
        self, key: str = "webxr-mesh", ttl: float = 2.0
    ) -> ClientEvent:
        """The meshes that a headset knows of the room, in ``event.value["meshes"]``."""
        return await self.rpc(GetWebXRMesh(key=key), ttl=ttl)

    # Events.

    async def till(self, event: str, timeout: float | None = None) -> ClientEvent:
        """Waits for the next event of a type, or, for ``"INIT"``, for the one that came first.

        :param timeout: how long, in seconds; for ever if not given.
        :raises RpcTimeout: none came in time.
        """
        return await self._event(
            lambda future: self._native.wait_for(event, timeout, future)
        )

    async def _event(
        self, begin: Callable[[asyncio.Future[Any]], _vuer.Call]
    ) -> ClientEvent:
        return ClientEvent(**await _wait(begin))

    async def _next_event(self) -> ClientEvent | None:
        fields = await _wait(self._native.next_event)
        return None if fields is None else ClientEvent(**fields)

    def popleft(self) -> ClientEvent | None:
        """Takes the oldest event that waits; the first one is ``INIT``."""
        if self._is_new:
            self._is_new = False
            return INIT
        fields = self._native.popleft()
        return None if fields is None else ClientEvent(**fields)

    def pop(self) -> ClientEvent | None:
        """Takes the newest event that waits."""
        fields = self._native.pop()
        if fields is not None:
            return ClientEvent(**fields)
        return self.popleft() if self._is_new else None

    def clear(self) -> None:
        """Takes all events that wait."""
        self._is_new = False
        self._native.clear()

    def stream(self) -> Iterator[ClientEvent]:
        """The events that wait, the oldest first. They go on waiting."""
        if self._is_new:
            yield INIT
        for fields in self._native.waiting_events():
            yield ClientEvent(**fields)

    # Tasks.

    def spawn_task(self, task: Any, name: str | None = None) -> asyncio.Task[Any]:
        """Runs a coroutine, or a function that gives one, beside the session. It is cancelled when that ends.

        :return: the task, which can be cancelled earlier.
        """
        awaitable = task() if callable(task) else task
        return self._follow(_task(awaitable, name), "a task")

    def _follow(self, task: asyncio.Task[Any], what: str) -> asyncio.Task[Any]:
        """Cancels a task when the session ends, and tells what it fails with, once, at once."""
        self._tasks.add(task)
        self.vuer._tasks.add(task)

        def ended(task: asyncio.Task[Any]) -> None:
            self._tasks.discard(task)
            self.vuer._tasks.discard(task)
            error = None if task.cancelled() else task.exception()
            # That the session is over is no failure; and what is none of Exception is raised by the loop itself.
            if isinstance(error, Exception) and not (
                isinstance(error, SessionClosed) and self.closed
            ):
                _log.error(
                    "%s failed in the session %s",
                    what,
                    self.CURRENT_WS_ID,
                    exc_info=error,
                )

        task.add_done_callback(ended)
        return task

    async def forever(self) -> None:
        """Waits until the session is over, and is then cancelled."""
        while True:
            await asyncio.sleep(3600)

    async def sleep(self, seconds: float) -> None:
        """Waits, as ``asyncio.sleep`` does."""
        await asyncio.sleep(seconds)

    def _cancel(self) -> None:
        for task in list(self._tasks):
            task.cancel()


def _answer_type(event: ServerRPC) -> str:
    """The type of a request's answer; that of its own type and id, if its class does not say."""
    rtype = event.rtype
    if rtype == ServerRPC.rtype:
        rtype = f"{event.etype}_RESPONSE@{{uuid}}"
    return rtype.replace("{uuid}", event.uuid)


def _task(awaitable: Any, name: str | None = None) -> asyncio.Task[Any]:
    """Runs what may be awaited. A coroutine becomes the task itself, so that it knows even if it never begins."""
    if not inspect.iscoroutine(awaitable):
        awaitable = _awaited(awaitable)
    return asyncio.get_running_loop().create_task(awaitable, name=name)


async def _awaited(awaitable: Any) -> Any:
    return await awaitable


async def _wait(begin: Callable[[asyncio.Future[Any]], _vuer.Call]) -> Any:
    future = asyncio.get_running_loop().create_future()
    call = begin(future)
    try:
        return await future
    finally:
        call.cancel()


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
            without filters is for all others; a later one takes the place of an earlier one with the same filters.
        """
        texts = {name: str(pattern) for name, pattern in filters.items()}

        def bind(fn: Any) -> None:
            for place, (other, _) in enumerate(self._spawns):
                if other == texts:
                    self._spawns[place] = (texts, fn)
                    return
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
        return "s" if self.cert or self.tls else ""

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
                session.socket.close("the program failed; its log says why")

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
            if native is None or not native.is_connected:
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
                task = session._follow(_task(result), f"a handler of {event.etype}")
                # It holds `done` until the handler is.
                task.add_done_callback(lambda _, done=done: None)

    def _end(self) -> None:
        for session in list(self._sessions.values()):
            session._cancel()
        super()._end()
        self._sessions.clear()
        self.ws.clear()
