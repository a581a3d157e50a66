"""A session: one connected client, as a script has it in hand."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from vuer import _vuer
from vuer.errors import SessionClosed
from vuer.events import (
    INIT,
    ClientEvent,
    Frame,
    GetWebXRMesh,
    GrabRender,
    ServerEvent,
    ServerRPC,
)
from vuer.guards import Link, Side, Stream, Watch
from vuer.ops import SceneOps

if TYPE_CHECKING:
    from vuer.server import Vuer

__all__ = ["Socket", "VuerSession", "start_task"]

_log = logging.getLogger("vuer")


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
        """Whether the session is over; see :attr:`VuerSession.closed`."""
        return self._native.is_over

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


class _Turn(NamedTuple):
    """One turn of an event loop, and what waited when a session was first used in it."""

    loop: asyncio.AbstractEventLoop
    waiting: _vuer.WaitingEvents


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
        self._turn: _Turn | None = None

    def __repr__(self) -> str:
        state = "closed" if self.closed else self.socket.remote_address
        return f"<VuerSession {self.CURRENT_WS_ID} ({state})>"

    @property
    def closed(self) -> bool:
        """Whether the session is over: its client has left, or the program is done with it.

        A client whose connection is lost may come back for ``resume_grace`` seconds; until then its session goes on.
        """
        return self._native.is_over

    @property
    def is_connected(self) -> bool:
        """Whether the client is there. False at once when its connection is lost, although it may come back."""
        return self._native.is_connected

    # Sending.

    def __matmul__(self, event: ServerEvent) -> None:
        if not hasattr(event, "_frame") or isinstance(event, Frame):
            what = (
                "a Frame belongs to app.bind"
                if isinstance(event, Frame)
                else f"{type(event).__name__} is none"
            )
            raise TypeError(f"session @ … sends a ServerEvent; {what}")
        # An answer to it may come before the program waits for that.
        self._waiting()
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

        It may have come since the program last let the event loop go on, as the answer to what was just sent.

        :param timeout: how long, in seconds; for ever if not given.
        :raises RpcTimeout: none came in time.
        """
        before = self._waiting()
        return await self._event(
            lambda future: self._native.wait_for(before, event, timeout, future)
        )

    async def _event(
        self, begin: Callable[[asyncio.Future[Any]], _vuer.Call]
    ) -> ClientEvent:
        fields = await _wait(begin)
        # It is in the queue, too, whoever else has looked into that in this turn.
        self._turn = None
        return ClientEvent(**fields)

    async def _next_event(self) -> ClientEvent | None:
        fields = await _wait(self._native.next_event)
        return None if fields is None else ClientEvent(**fields)

    def popleft(self) -> ClientEvent | None:
        """Takes the oldest event that waits; the first one is ``INIT``."""
        if self._is_new:
            self._is_new = False
            return INIT
        fields = self._waiting().popleft()
        return None if fields is None else ClientEvent(**fields)

    def pop(self) -> ClientEvent | None:
        """Takes the newest event that waits."""
        fields = self._waiting().pop()
        if fields is not None:
            return ClientEvent(**fields)
        return self.popleft() if self._is_new else None

    def clear(self) -> None:
        """Takes all events that wait.

        Within the event loop none comes between two awaits: what was looked at and what is cleared is the same.
        """
        self._is_new = False
        self._waiting().clear()

    def stream(self) -> Iterator[ClientEvent]:
        """The events that wait, the oldest first. They go on waiting."""
        if self._is_new:
            yield INIT
        for fields in self._waiting().to_list():
            yield ClientEvent(**fields)

    def _waiting(self) -> _vuer.WaitingEvents:
        """What waits in this turn of the event loop; beside a loop, what waits now."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return self._native.waiting_events()
        # Another loop, in a thread of its own, may use the session, too.
        turn = self._turn
        if turn is None or turn.loop is not loop:
            turn = _Turn(loop, self._native.waiting_events())
            self._turn = turn
            loop.call_soon(self._end, turn)
        return turn.waiting

    def _end(self, turn: _Turn) -> None:
        if self._turn is turn:
            self._turn = None

    # Safety.

    def link(self) -> Link | None:
        """How good the way to the client is; ``None`` for clients of the original, which do not measure it.

        Handlers of the event ``LINK`` are told about once a second, and when the connection is lost or back.
        """
        link = self._native.link()
        return None if link is None else Link(*link)

    def watch(self, stream: Stream, timeout: float, side: Side | None = None) -> Watch:
        """Tells when poses go stale, and when they are fresh again::

            async for fresh in session.watch("hands", timeout=0.2):
                if not fresh:
                    robot.hold()

        Poses are stale when none has been taken for ``timeout`` seconds, when nothing is tracked, and at once when the
        connection is lost.

        :param stream: ``hands``, ``controllers``, ``body``, ``head`` or ``camera``.
        :param side: of hands and controllers, only that one.
        """
        watch = self._native.watch(stream, timeout, side)
        return Watch(
            watch, lambda it: _wait(lambda future: self._native.next_change(it, future))
        )

    @property
    def is_dead_man_held(self) -> bool | None:
        """Whether the switch is held that ``app.dead_man`` asks for; ``None`` where there is none."""
        return self._native.is_dead_man_held

    @property
    def is_operator(self) -> bool:
        """Whether its poses and clicks count; where there is no ``app.one_operator``, everybody's do."""
        return self._native.is_operator

    def make_operator(self) -> None:
        """Gives it the role of the operator. Who had it observes from now on."""
        self._native.make_operator()

    def make_observer(self) -> None:
        """Takes the role of the operator from it."""
        self._native.make_observer()

    # Tasks.

    def spawn_task(self, task: Any, name: str | None = None) -> asyncio.Task[Any]:
        """Runs a coroutine, or a function that gives one, beside the session. It is cancelled when that ends.

        :return: the task, which can be cancelled earlier.
        """
        awaitable = task() if callable(task) else task
        return self._follow(start_task(awaitable, name), "a task")

    def _follow(
        self, task: asyncio.Task[Any], what: str, until: Any = None
    ) -> asyncio.Task[Any]:
        """Cancels a task when the session ends, and tells what it fails with, once, at once.

        :param until: what is kept until the task is done.
        """
        self._tasks.add(task)
        self.vuer._tasks.add(task)

        def ended(task: asyncio.Task[Any], until: Any = until) -> None:
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


def start_task(awaitable: Any, name: str | None = None) -> asyncio.Task[Any]:
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
