"""Scenes that belong to the program instead of to one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vuer import _vuer
from vuer.events import ServerEvent
from vuer.ops import SceneOps

if TYPE_CHECKING:
    from vuer.server import VuerSession

__all__ = ["SharedScene"]


class SharedScene(SceneOps):
    """One scene that any number of sessions see: every change goes to all, and who joins late sees what is there.

    ::

        app.scene.set @ Scene(Box(key="box"))

        @app.spawn
        async def main(session):
            app.scene.join(session)
            await session.forever()

    It can be changed at any time, from any thread, also before the server starts.

    :param float64: send numbers in double precision.
    """

    def __init__(self, *, float64: bool = False) -> None:
        self._native = _vuer.Scene(float64=float64)

    def __matmul__(self, event: ServerEvent) -> None:
        self._native.send(event._frame())

    def join(self, session: VuerSession) -> None:
        """Shows the scene to a session, as it is now and with every change.

        :raises VuerError: the session has joined a scene already.
        :raises SessionClosed: the session is over.
        """
        self._native.join(session._native)

    def leave(self, session: VuerSession) -> bool:
        """Sends a session no more changes; it keeps what it has seen. Whether it had joined."""
        return self._native.leave(session._native)

    @property
    def session_count(self) -> int:
        """How many sessions see it."""
        return self._native.session_count
