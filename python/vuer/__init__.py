"""Declare a live 3D scene, show it in any browser or headset, and hear back from it.

::

    from vuer import Vuer, VuerSession
    from vuer.schemas import Box, Scene

    app = Vuer()

    @app.spawn(start=True)
    async def main(session: VuerSession):
        session.set @ Scene(Box(key="box", args=[0.2, 0.2, 0.2]))
        await session.forever()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vuer import _beside

if TYPE_CHECKING:
    from vuer.__main__ import main as entrypoint
    from vuer.client import VuerClient
    from vuer.server import Vuer, VuerSession
    from vuer.webrtc import WebRTCStream
    from vuer.workspace import Blob, Workspace

__all__ = [
    "Blob",
    "Vuer",
    "VuerClient",
    "VuerSession",
    "WebRTCStream",
    "Workspace",
    "entrypoint",
]

_beside.check()

# Where each name is, which is imported when it is asked for: a program that only converts, or only listens, does not
# pay for the rest.
_MODULES = {
    "Blob": ("vuer.workspace", "Blob"),
    "Vuer": ("vuer.server", "Vuer"),
    "VuerClient": ("vuer.client", "VuerClient"),
    "VuerSession": ("vuer.server", "VuerSession"),
    "WebRTCStream": ("vuer.webrtc", "WebRTCStream"),
    "Workspace": ("vuer.workspace", "Workspace"),
    "entrypoint": ("vuer.__main__", "main"),
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _MODULES[name]
    found = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
