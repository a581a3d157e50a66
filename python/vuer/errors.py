"""The exceptions of this package. All are :class:`VuerError`, and also what Python code would expect in their place."""

import asyncio

__all__ = [
    "ConnectError",
    "ConnectRefused",
    "ForkedServer",
    "MalformedMessage",
    "NotConnected",
    "OutboxFull",
    "PortInUse",
    "RpcTimeout",
    "SessionClosed",
    "StartError",
    "VuerError",
]


class VuerError(Exception):
    """The base of every exception that is this package's own."""


class SessionClosed(VuerError, ConnectionError):
    """The session is over: its client has left, or the program has closed it. The text says which."""


class RpcTimeout(VuerError, asyncio.TimeoutError):
    """The client did not answer in time. Most often the scene holds no component of the key that was asked."""


class StartError(VuerError, RuntimeError):
    """The server cannot be started as it is set up."""


class PortInUse(StartError, OSError):
    """Another process listens on the port, and the text says which; ``free_port=True`` ends it."""


class ConnectError(VuerError, ConnectionError):
    """A client cannot connect. The text says what is in the way."""


class ConnectRefused(ConnectError, ConnectionRefusedError):
    """Nobody listens where a client is to connect."""


class NotConnected(VuerError, ConnectionError):
    """A client has no connection: it was not made yet, or it is over. The text says which."""


class OutboxFull(VuerError, BufferError):
    """The server does not read as fast as the client sends: ``await client.send(...)`` waits for it."""


class MalformedMessage(VuerError, ValueError):
    """Bytes that are not what they should be."""


class ForkedServer(VuerError, RuntimeError):
    """The server was started in another process. Start it where it is used: threads do not survive a fork."""
