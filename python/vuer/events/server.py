"""The events that a server sends: operations on the scene, and others."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vuer.element import Element, flat, plain
from vuer.events.base import SECONDS_BELOW, Event, type_and_time

if TYPE_CHECKING:
    from vuer.schemas import Scene

__all__ = [
    "END",
    "NOOP",
    "Add",
    "End",
    "Frame",
    "HapticActuatorPulse",
    "Noop",
    "Remove",
    "ServerEvent",
    "Set",
    "Update",
    "Upsert",
]


class ServerEvent(Event):
    """An event to the browser.

    Subclasses set ``etype``::

        class Blink(ServerEvent):
            etype = "BLINK"

        session @ Blink({"times": 3})

    :param data: what it carries.
    :param etype: its type; that of the class if not given.
    :param ts: when it was made, in seconds or milliseconds since 1970 (told apart by magnitude), or a
        ``datetime``; now if not given.
    :param fields: further fields beside ``data``.
    """

    etype: str = "SERVER"
    ts: Any
    data: Any

    def __init__(
        self, data: Any, etype: str | None = None, ts: Any = None, **fields: Any
    ) -> None:
        if etype is not None:
            etype, ts = type_and_time(etype, ts)
        own = self.__dict__
        own["ts"] = time.time() if ts is None else ts
        own["data"] = data
        own["etype"] = etype or self.etype
        own.update(fields)

    def _parts(self) -> dict[str, Any]:
        """The event's fields, with elements as they are."""
        return dict(self.__dict__)

    def _serialize(self) -> dict[str, Any]:
        """The event's fields as maps and lists."""
        return plain(self._parts())

    def _frame(self) -> dict[str, Any]:
        """What is to be encoded: the fields, with ``ts`` in whole milliseconds. Elements are taken apart while they are
        encoded, which spares the maps in between."""
        own = type(self)._serialize is not ServerEvent._serialize
        fields = self._serialize() if own else self._parts()
        ts = fields.get("ts")
        if isinstance(ts, datetime):
            ts = ts.timestamp()
        if isinstance(ts, (int, float)):
            fields["ts"] = int(ts * 1000 if abs(ts) < SECONDS_BELOW else ts)
        return fields

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...


class Noop(ServerEvent):
    """Nothing: what a generator of ``app.bind`` yields when it has nothing to send. Clients ignore it."""

    etype = "NOOP"

    def __init__(self, **fields: Any) -> None:
        super().__init__(None, **fields)


NOOP = Noop()
"""What a generator of ``app.bind`` yields when it has nothing to send."""


class End(ServerEvent):
    """What a generator of ``app.bind`` yields to end its session. Clients ignore it: see ``session.socket.close()``."""

    etype = "TERMINATE"

    def __init__(self, **fields: Any) -> None:
        super().__init__(None, **fields)


END = End()
"""What a generator of ``app.bind`` yields to end its session."""


class Set(ServerEvent):
    """Replaces the containers of the scene that ``data`` names.

    :param data: a ``Scene``.
    """

    etype = "SET"

    def __init__(self, data: Scene | dict[str, Any]) -> None:
        super().__init__(data)


class Update(ServerEvent):
    """Merges properties into nodes that are there. ``value="$delete"`` removes a node.

    :param elements: elements, or maps with a ``key``.
    :param strict: replace all properties instead of merging.
    """

    etype = "UPDATE"

    def __init__(
        self, *elements: Element | dict[str, Any], strict: bool = False
    ) -> None:
        super().__init__({"nodes": elements}, strict=strict)

    def _parts(self) -> dict[str, Any]:
        return {**self.__dict__, "data": {"nodes": flat(self.data["nodes"])}}


class Add(ServerEvent):
    """Inserts nodes.

    :param elements: elements, or maps.
    :param to: the key of the parent, or the name of a container such as ``"bgChildren"``; the scene's
        children if not given.
    """

    etype = "ADD"

    def __init__(
        self, *elements: Element | dict[str, Any], to: str | None = None
    ) -> None:
        super().__init__({"nodes": elements, "to": to})

    def _parts(self) -> dict[str, Any]:
        data = {"nodes": flat(self.data["nodes"]), "to": self.data["to"]}
        return {**self.__dict__, "data": data}


class Upsert(ServerEvent):
    """Updates nodes, and inserts those that are not there.

    :param elements: elements, or maps.
    :param to: where they go, as for :class:`Add`.
    :param strict: without effect, as in the original: an upsert always merges.
    """

    etype = "UPSERT"

    def __init__(
        self,
        *elements: Element | dict[str, Any],
        to: str | None = None,
        strict: bool = False,
    ) -> None:
        super().__init__({"nodes": elements, "to": to, "strict": strict})

    def _parts(self) -> dict[str, Any]:
        data = {"nodes": flat(self.data["nodes"]), "to": self.data["to"]}
        return {**self.__dict__, "data": data}


class Remove(ServerEvent):
    """Removes nodes.

    :param keys: their keys.
    """

    etype = "REMOVE"

    def __init__(self, *keys: str, **fields: Any) -> None:
        super().__init__({"keys": keys}, **fields)


class HapticActuatorPulse(ServerEvent):
    """Lets the controllers of a headset vibrate.

    :param left: ``{"strength": 0 to 1, "duration": milliseconds}``, or nothing for this hand.
    :param right: the same for the other.
    """

    etype = "HAPTIC_ACTUATOR_PULSE"

    def __init__(
        self,
        left: dict[str, float] | None = None,
        right: dict[str, float] | None = None,
        **fields: Any,
    ) -> None:
        super().__init__({"left": left, "right": right}, **fields)


class Frame(ServerEvent):
    """What a generator bound with ``app.bind`` yields: an event to send, then a pause.

    :param data: the event.
    :param frame_rate: the pause is one over it, in seconds; 60 per second if not given. Above a thousand million,
        or below one in a year, it counts as that.
    """

    etype = "FRAME"

    def __init__(
        self, data: ServerEvent, frame_rate: float = 60.0, **fields: Any
    ) -> None:
        super().__init__(data, **fields)
        self.frame_rate = frame_rate
