"""Types that signatures are written in, and small tuples for poses."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from math import radians
from typing import TYPE_CHECKING, Any, NamedTuple, Union

if TYPE_CHECKING:
    from uuid import UUID

    from vuer.events import ClientEvent
    from vuer.server import VuerSession

__all__ = [
    "Body",
    "CoroutineFn",
    "Euler",
    "EulerDeg",
    "EventHandler",
    "IDType",
    "SocketHandler",
    "Url",
    "Vector3",
]


def __dir__() -> list[str]:
    return [*globals(), "ClientEvent"]


def __getattr__(name: str) -> Any:
    # Scripts for 0.0.71 import it from here as well.
    if name == "ClientEvent":
        from vuer.events import ClientEvent

        return ClientEvent
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


IDType = Union["UUID", str]
"""What identifies something: a UUID or text."""

CoroutineFn = Callable[[], Coroutine[Any, Any, Any]]
"""A function without arguments that returns a coroutine."""

EventHandler = Callable[["ClientEvent", "VuerSession"], Any]
"""What hears events: called with the event and the session it came from; may be ``async``."""

SocketHandler = Callable[["VuerSession"], Coroutine[Any, Any, Any]]
"""What runs for each client that connects: called with its session."""


class Url(str):
    """A URL that can be extended: ``url / "robot.urdf"`` joins with one slash, ``url + "?hot"`` appends."""

    def __truediv__(self, path: object) -> Url:
        return Url(self.rstrip("/") + "/" + str(path).lstrip("/"))

    def __add__(self, text: object) -> Url:
        return Url(str(self) + str(text))

    def __radd__(self, text: object) -> Url:
        return Url(str(text) + str(self))


class Vector3(NamedTuple):
    """Three numbers."""

    x: float
    y: float
    z: float


class Euler(NamedTuple):
    """Angles in radians about x, y and z, and the order they apply in."""

    x: float
    y: float
    z: float
    order: str = "XYZ"


class EulerDeg(Euler):
    """The same in degrees."""

    unit: str = "deg"

    def to_rad(self) -> Euler:
        """The angles in radians."""
        return Euler(radians(self.x), radians(self.y), radians(self.z), self.order)


class Body(NamedTuple):
    """A pose with a size."""

    position: Vector3
    rotation: Euler
    scale: float
