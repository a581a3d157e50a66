"""What keeps a robot safe while the network does not: how the link is, and whether poses come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal, NamedTuple

from vuer import _vuer

__all__ = ["Link", "Side", "Stream", "Watch"]

Stream = Literal["hands", "controllers", "body", "head", "camera"]
Side = Literal["left", "right"]


class Link(NamedTuple):
    """How good the way to a client is. Times are in seconds; ``None`` where nothing has been measured yet."""

    round_trip: float | None
    """From the client to the server and back, of the last ping."""
    jitter: float | None
    """How much the time of travel from the client varies, smoothed as in RFC 3550, section 6.4.1."""
    clock_offset: float | None
    """How far this machine's clock is ahead of the client's, in milliseconds."""
    pose_age: float | None
    """How old the newest pose is."""
    coalesced: int
    """How many updates were left out, because a later one made them superfluous before the client could take them."""
    resuming: bool
    """The connection is lost, and the session waits for the client to come back."""


class Watch:
    """Whether poses of a stream come, told as it changes: ``async for fresh in session.watch("hands", 0.2)``.

    It begins stale and ends with the session; what was fresh goes stale before that. Who is slow misses changes, but in
    pairs: none takes poses for fresh throughout that were stale in between.
    """

    def __init__(
        self,
        watch: _vuer.Watch,
        next_change: Callable[[_vuer.Watch], Awaitable[Any]],
    ) -> None:
        self._watch = watch
        self._next_change = next_change

    @property
    def fresh(self) -> bool:
        """How it is now, whatever has been told."""
        return self._watch.is_fresh

    def __aiter__(self) -> Watch:
        return self

    async def __anext__(self) -> bool:
        fresh = await self._next_change(self._watch)
        if fresh is None:
            raise StopAsyncIteration
        return fresh
