"""A client of a server, ours or the original's: what a page is to a program, without a scene.

::

    async with VuerClient("ws://localhost:8012") as client:
        client.send @ ClientEvent(etype="BATTERY", value=0.8)
        async for event in client:
            print(event.etype, event.data)
"""

from __future__ import annotations

import asyncio
import logging
import platform
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from vuer import _vuer
from vuer._wake import wake_with
from vuer.errors import MalformedMessage, NotConnected, OutboxFull
from vuer.events import ClientEvent
from vuer.settings import CLIENT, environment

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["AsyncAt", "VuerClient", "get_client_info"]

_log = logging.getLogger("vuer.client")


def get_client_info() -> dict[str, Any]:
    """How a client introduces itself: the value of its INIT. ``timezoneOffset`` is the minutes from local time to UTC."""
    return {
        "client": "python",
        "clientVersion": _vuer.version(),
        "timezone": time.tzname[0],
        "timezoneOffset": -time.localtime().tm_gmtoff // 60,
        "pythonVersion": platform.python_version(),
        "platform": platform.system(),
        "platformVersion": platform.release(),
        "machine": platform.machine(),
    }


class AsyncAt:
    """An async function of an event, which can be awaited, ``await it(event)``, or told and left, ``it @ event``.

    :param coro_fn: the function.
    :param at_once: what ``@`` calls, if there is something better than the function in a task of its own.
    """

    def __init__(
        self,
        coro_fn: Callable[[ClientEvent], Any],
        at_once: Callable[[ClientEvent], None] | None = None,
    ) -> None:
        self._coro_fn = coro_fn
        self._at_once = at_once

    def __call__(self, event: ClientEvent) -> Any:
        return self._coro_fn(event)

    def __matmul__(self, event: ClientEvent) -> None:
        if self._at_once is not None:
            self._at_once(event)
            return
        task = asyncio.get_running_loop().create_task(self._quietly(event))
        _running.add(task)
        task.add_done_callback(_running.discard)

    async def _quietly(self, event: ClientEvent) -> None:
        with suppress(ConnectionError):
            await self._coro_fn(event)


# The loop itself does not keep its tasks.
_running: set[asyncio.Task[None]] = set()


class VuerClient:
    """A connection to a server: ``async with VuerClient("ws://localhost:8012") as client``.

    A subclass or the environment (``VUER_CLIENT_URI``, ``WEBSOCKET_MAX_SIZE``, ``VUER_SSL_VERIFY``) may set what the
    constructor is not given.

    :param uri: what a server prints, or ``ws://host:port``, ``wss://host:port``.
    :param max_size: of the largest message that the server may send, in bytes.
    :param ssl_verify: whether the server's certificate is checked; without, anybody on the way can read and write.
    :param kwargs: ``ca_cert``, a PEM file of the authorities to trust instead of the system's; and of those of the
        package ``websockets`` that the original uses, ``ssl`` (a context, of which the authorities count and whether
        it checks), ``additional_headers``, ``origin`` and ``open_timeout`` (in seconds, 10 if not given).
    """

    uri: str = "ws://localhost:8012"
    websocket_max_size: int = 2**28
    ssl_verify: bool = True

    def __init__(
        self,
        uri: str | None = None,
        max_size: int | None = None,
        ssl_verify: bool | None = None,
        **kwargs: Any,
    ) -> None:
        for name, value in environment(CLIENT).items():
            if getattr(type(self), name) == getattr(VuerClient, name):
                setattr(self, name, value)
        given = {"uri": uri, "websocket_max_size": max_size, "ssl_verify": ssl_verify}
        for name, value in given.items():
            if value is not None:
                setattr(self, name, value)
        self._connection = _connection_settings(**kwargs)
        self._native: _vuer.Client | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[asyncio.Future[None]] = []

    # The connection.

    async def connect(self) -> VuerClient:
        """Connects, and sends INIT. A connection that is there is closed before.

        :raises ConnectionError: there is no way to the server; the text says what is in it.
        :raises ValueError: the URI is none.
        """
        await self.close()
        loop = self._loop = asyncio.get_running_loop()
        settings = {
            "accept_any_certificate": not self.ssl_verify,
            **self._connection,
            "url": self.uri,
            "init": _vuer.encode(get_client_info(), float64=True),
            "websocket_max_size": self.websocket_max_size,
            "bridge": wake_with(loop),
        }
        native = self._native = _vuer.Client.connect(settings, self._call_soon)
        if (fileno := native.fileno()) is not None:
            loop.add_reader(fileno, self._wake)
        try:
            await self._until(native.is_open)
        except BaseException:
            self._forget()
            raise
        return self

    async def close(self) -> None:
        """Says good-bye and waits until the connection is closed. What was sent before arrives first."""
        native = self._native
        if native is None:
            return
        try:
            native.close()
            await self._until(lambda: native.is_closed)
        finally:
            if self._native is native:
                self._forget()

    async def __aenter__(self) -> Self:
        await self.connect()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def connected(self) -> bool:
        """Whether the connection is there."""
        return self._native is not None and self._native.is_connected

    # Sending.

    @property
    def send(self) -> AsyncAt:
        """Sends an event of a client: ``await client.send(event)`` waits while the server is too slow to read what was
        sent before; ``client.send @ event`` never waits, and loses the event if the connection is over.

        :raises NotConnected: there is no connection.
        :raises OutboxFull: of ``@``, 64 MiB wait for the server already.
        :raises TypeError: it is no :class:`~vuer.events.ClientEvent`.
        """
        return AsyncAt(self._send, self._send_at_once)

    async def _send(self, event: ClientEvent) -> None:
        message, native = _message(event), self._open()
        while not native.send(message):
            await self._woken(for_sending=True)

    def _send_at_once(self, event: ClientEvent) -> None:
        message = _message(event)
        try:
            is_sent = self._open().send(message)
        except NotConnected:
            return
        if not is_sent:
            raise OutboxFull(
                "too much waits for the server: await client.send(event), which waits for it, or send less"
            )

    # Receiving.

    async def recv(self, timeout: float | None = None) -> ClientEvent | None:
        """The next event of the server, with every field as an attribute: ``event.data``, ``event.uuid`` …

        Its answer, if it is a request: ``ClientEvent(etype=event.rtype, key=event.key, value=...)``.

        :param timeout: how long to wait for it, in seconds; for ever if not given.
        :return: ``None`` if none came in time, or if the connection is over.
        :raises NotConnected: there is no connection, or a call before has told that it is over.
        """
        native = self._open()
        deadline = None if timeout is None else self._loop.time() + timeout
        while True:
            try:
                fields = native.receive()
                if fields is not None:
                    return ClientEvent(**fields)
            except NotConnected:
                if self._native is native:
                    self._forget()
                return None
            except (MalformedMessage, TypeError) as error:
                _log.warning("a message of the server is no event: %s", error)
                continue
            if deadline is not None and self._loop.time() >= deadline:
                return None
            await self._woken(deadline=deadline)

    def __aiter__(self) -> AsyncIterator[ClientEvent]:
        return self

    async def __anext__(self) -> ClientEvent:
        event = await self.recv()
        if event is None:
            raise StopAsyncIteration
        return event

    # How it waits.

    def _open(self) -> _vuer.Client:
        if self._native is None:
            raise NotConnected("there is no connection: await client.connect() first")
        return self._native

    async def _until(self, look: Callable[[], bool]) -> None:
        while not look():
            await self._woken(is_told=True)

    async def _woken(
        self,
        *,
        deadline: float | None = None,
        for_sending: bool = False,
        is_told: bool = False,
    ) -> None:
        """Waits until something has happened, or until a time of the loop's.

        :param is_told: it wakes the loop without being watched.
        """
        future = self._loop.create_future()
        self._waiting.append(future)
        timer = None
        if deadline is not None:
            timer = self._loop.call_at(deadline, _finish, future)
        if not is_told:
            self._open().watch(for_sending)
        try:
            await future
        finally:
            if timer is not None:
                timer.cancel()
            with suppress(ValueError):
                self._waiting.remove(future)

    def _call_soon(self) -> None:
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if self._native is not None:
            self._native.clear()
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            _finish(future)

    def _forget(self) -> None:
        """Lets go of a connection that is over."""
        native, self._native = self._native, None
        if native is not None and (fileno := native.fileno()) is not None:
            self._loop.remove_reader(fileno)
        self._wake()


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _message(event: ClientEvent) -> dict[str, Any]:
    if not isinstance(event, ClientEvent):
        raise TypeError(f"a client sends a ClientEvent, not {type(event).__name__}")
    fields = event._serialize()
    fields["ts"] = event.ts.timestamp() * 1000
    return fields


def _connection_settings(
    *,
    ca_cert: Any = None,
    ssl: Any = None,
    additional_headers: Any = None,
    extra_headers: Any = None,
    origin: str | None = None,
    open_timeout: float | None = 10.0,
    **others: Any,
) -> dict[str, Any]:
    """What the keyword arguments of ``websockets.connect`` come to here."""
    for name in others:
        _log.warning("VuerClient has no use for %s=; it has no effect", name)
    headers = []
    for more in (additional_headers, extra_headers):
        pairs = more.items() if hasattr(more, "items") else more or ()
        headers += [(str(name), str(value)) for name, value in pairs]
    if origin is not None:
        headers.append(("Origin", origin))
    settings: dict[str, Any] = {
        "headers": headers,
        "ca_cert": [] if ca_cert is None else [ca_cert],
        "ca_der": [],
        "connect_timeout": open_timeout,
    }
    if hasattr(ssl, "get_ca_certs"):
        if ssl.verify_mode.name == "CERT_NONE":
            settings["accept_any_certificate"] = True
        else:
            settings["ca_der"] = ssl.get_ca_certs(binary_form=True)
    return settings
