"""Runs the generators of ``app.bind``: events of the client go in, events for it come out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from vuer.events import END, NOOP, NULL, Frame

if TYPE_CHECKING:
    from vuer.server import VuerSession

__all__ = ["drive"]


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
                session @ answer.data
                await asyncio.sleep(1 / answer.frame_rate)
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
