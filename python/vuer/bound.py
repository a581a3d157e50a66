"""Runs the generators of ``app.bind``: events of the client go in, events for it come out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from vuer.events import END, NOOP, NULL, Frame

if TYPE_CHECKING:
    from vuer.server import VuerSession

__all__ = ["drive"]

# In seconds: the shortest pause behind a frame and the longest, a year.
_LEAST_PAUSE, _MOST_PAUSE = 1e-9, 365 * 24 * 3600.0


async def drive(function: Any, session: VuerSession) -> None:
    """Runs a generator, async or not, to its end or that of the session."""
    generator = function(session)
    is_async = hasattr(generator, "__anext__")
    event: Any = None
    try:
        while True:
            try:
                answer = (
                    await generator.asend(event) if is_async else generator.send(event)
                )
            except (StopIteration, StopAsyncIteration):
                return
            if isinstance(answer, Frame):
                if answer.data != NOOP:
                    session @ answer.data
                await asyncio.sleep(_pause(answer.frame_rate))
                event = NULL
                continue
            if answer == END:
                return
            if answer is not None and answer != NOOP:
                session @ answer
            event = await session._next_event()
            if event is None:
                return
    finally:
        if is_async:
            await generator.aclose()
        else:
            generator.close()


def _pause(frame_rate: float) -> float:
    """The pause behind a frame, in seconds."""
    if not frame_rate > 1 / _MOST_PAUSE:
        return _MOST_PAUSE
    return max(1 / frame_rate, _LEAST_PAUSE)
