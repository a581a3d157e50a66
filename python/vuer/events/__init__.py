"""The events of both directions.

Server events go to the browser: ``session @ Set(Scene(...))``. Client events come from it, to handlers and
to ``session.popleft()``; every field that was sent is an attribute, and an event equals the text of its type:
``event == "HAND_MOVE"``.

Programs define types of their own by subclassing: :class:`ServerEvent` with an ``etype``, and
:class:`ServerRPC` for what the browser answers.
"""

from __future__ import annotations

from typing import Any

# Scripts import it from here, too.
from vuer.element import Element  # noqa: F401
from vuer.events.base import Event
from vuer.events.client import (
    INIT,
    NULL,
    ClientEvent,
    InitEvent,
    NullEvent,
    Timestamp,
)
from vuer.events.requests import (
    GetWebXRMesh,
    GrabRender,
    MjRender,
    MjStep,
    ServerRPC,
)
from vuer.events.server import (
    END,
    NOOP,
    Add,
    End,
    Frame,
    HapticActuatorPulse,
    Noop,
    Remove,
    ServerEvent,
    Set,
    Update,
    Upsert,
)

__all__ = [
    "END",
    "INIT",
    "NOOP",
    "NULL",
    "Add",
    "ClientEvent",
    "End",
    "Event",
    "Frame",
    "GetWebXRMesh",
    "GrabRender",
    "HapticActuatorPulse",
    "InitEvent",
    "MjRender",
    "MjStep",
    "Noop",
    "NullEvent",
    "Remove",
    "ServerEvent",
    "ServerRPC",
    "Set",
    "Timestamp",
    "Update",
    "Upsert",
]


def __dir__() -> list[str]:
    return [*globals(), "Scene", "serializer"]


def __getattr__(name: str) -> Any:
    # Scripts import these from here as well; both cost time that a program with neither does not pay.
    if name == "Scene":
        from vuer.schemas import Scene

        return Scene
    if name == "serializer":
        from vuer.serdes import serializer

        return serializer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
