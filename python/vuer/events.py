"""The events of both directions.

Server events go to the browser: ``session @ Set(Scene(...))``. Client events come from it, to handlers and
to ``session.popleft()``; every field that was sent is an attribute, and an event equals the text of its type:
``event == "HAND_MOVE"``.

Programs define types of their own by subclassing: :class:`ServerEvent` with an ``etype``, and
:class:`ServerRPC` for what the browser answers.
"""

from __future__ import annotations

import logging
import time
from base64 import b64decode
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from vuer.element import Element, SceneElement, nodes, plain

if TYPE_CHECKING:
    from vuer.schemas import Scene

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

_log = logging.getLogger("vuer")

# Below this a time is in seconds, above in milliseconds: 1973 in the one is the year 5138 in the other.
_SECONDS_BELOW = 1e11


class Event:
    """What both directions share. An event equals another of its type, and the text of its type."""

    etype: str
    ts: Any

    def __eq__(self, other: object) -> bool:
        return self.etype == (other.etype if isinstance(other, Event) else other)

    def __hash__(self) -> int:
        return hash(self.etype)


def _type_and_time(etype: Any, ts: Any) -> tuple[Any, Any]:
    """0.1.6 has the time where 0.0.71 has the type: by position, either will do."""
    return (
        (None, etype) if ts is None and isinstance(etype, (int, float)) else (etype, ts)
    )


class Timestamp(datetime):
    """A time that also counts as its seconds since 1970: ``time.time() - event.ts`` works."""

    def __float__(self) -> float:
        return self.timestamp()

    def __int__(self) -> int:
        return int(self.timestamp())

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, (int, float)):
            return self.timestamp() - other
        return super().__sub__(other)

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, (int, float)):
            return other - self.timestamp()
        if isinstance(other, datetime):
            return other - datetime.fromtimestamp(self.timestamp(), self.tzinfo)
        return NotImplemented

    def __add__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return super().__add__(other)
        return self.timestamp() + other

    def __radd__(self, other: Any) -> Any:
        return self + other


class ClientEvent(Event):
    """An event from the browser. Every top-level field of it is an attribute.

    :param etype: its type; that of the class if not given.
    :param ts: when it happened, in seconds or milliseconds since 1970 (told apart by magnitude); now if
        there is none.
    :param fields: everything else, ``key`` and ``value`` among it.
    """

    etype: str = "NULL"
    key: str | None = None
    value: Any = None

    # A field of a client's may have any name, `self` too.
    def __init__(
        self, /, etype: str | None = None, ts: Any = None, **fields: Any
    ) -> None:
        etype, ts = _type_and_time(etype, ts)
        if etype is not None:
            fields["etype"] = etype
        own = self.__dict__
        own["ts"] = time.time() if ts is None else ts
        own.update(fields)
        if self.etype == "UPLOAD":
            own["value"] = _uploaded(own.get("value"))

    @property
    def ts(self) -> Timestamp:
        """When the event happened, by the browser's clock, in local time."""
        ts = self.__dict__["ts"]
        if isinstance(ts, datetime):
            return Timestamp.fromtimestamp(ts.timestamp())
        return Timestamp.fromtimestamp(ts if abs(ts) < _SECONDS_BELOW else ts / 1000)

    @ts.setter
    def ts(self, ts: Any) -> None:
        self.__dict__["ts"] = ts

    @classmethod
    def _deserialize(cls, /, **fields: Any) -> ClientEvent:
        return ClientEvent(**fields)

    def _serialize(self) -> dict[str, Any]:
        """The event as the map that a client sends."""
        return {**plain(self.__dict__), "etype": self.etype, "value": plain(self.value)}

    def __repr__(self) -> str:
        return f"client<{self.etype}>({self.value!r})"

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


def _uploaded(value: Any) -> Any:
    """The file of an UPLOAD: a picture if Pillow is there and knows the format, else the bytes."""
    if isinstance(value, str):
        # A data URL, or the rest of one: the original's page cuts 22 characters, whatever the format.
        text = value.rpartition(",")[2]
        try:
            value = b64decode(text + "=" * (-len(text) % 4), validate=True)
        except ValueError:
            _log.warning("an UPLOAD's value is not base64; it is left as it came")
            return value
    if not isinstance(value, (bytes, bytearray, memoryview)):
        return value
    try:
        from PIL import Image
    except ImportError:
        return bytes(value)
    try:
        image = Image.open(BytesIO(value))
        image.load()
    except Exception as error:  # noqa: BLE001, Pillow raises what its plug-ins raise
        _log.warning(
            "an UPLOAD is no picture that Pillow reads (%s); it stays bytes", error
        )
        return bytes(value)
    return image


class InitEvent(ClientEvent):
    """The first event of every session."""

    etype = "Init"


INIT = InitEvent()
"""What the first event of a session equals."""


class NullEvent(ClientEvent):
    """What stands for no event."""

    etype = "NULL"


NULL = NullEvent()
"""What stands for no event."""


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
        etype, ts = _type_and_time(etype, ts)
        self.ts = time.time() if ts is None else ts
        self.data = data
        self.__dict__.update({"etype": etype or self.etype, **fields})

    def _serialize(self) -> dict[str, Any]:
        """The event's fields, ready to be encoded."""
        return {name: plain(value) for name, value in self.__dict__.items()}

    def _frame(self) -> dict[str, Any]:
        """The map that is sent: like :meth:`_serialize`, with ``ts`` in whole milliseconds."""
        fields = self._serialize()
        ts = fields.get("ts")
        if isinstance(ts, datetime):
            ts = ts.timestamp()
        if isinstance(ts, (int, float)):
            fields["ts"] = int(ts * 1000 if abs(ts) < _SECONDS_BELOW else ts)
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

    def _serialize(self) -> dict[str, Any]:
        return {**self.__dict__, "data": {"nodes": nodes(self.data["nodes"])}}


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

    def _serialize(self) -> dict[str, Any]:
        data = {"nodes": nodes(self.data["nodes"]), "to": self.data["to"]}
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

    def _serialize(self) -> dict[str, Any]:
        data = {"nodes": nodes(self.data["nodes"]), "to": self.data["to"]}
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


def _new_id() -> str:
    # Only now: a program that asks nothing need not wait for the import.
    from uuid import uuid4

    return str(uuid4())


class ServerRPC(ServerEvent):
    """An event that the browser answers, for ``await session.rpc(...)``.

    The answer is the event whose type is ``rtype``; ``{uuid}`` in it stands for the request's own id.

    :param data: what it carries.
    :param uuid: the request's id; a random one if not given.
    """

    etype = "RPC"
    rtype: str = "RPC_RESPONSE@{uuid}"
    uuid: str

    def __init__(self, data: Any, uuid: str | None = None, **fields: Any) -> None:
        self.uuid = uuid or _new_id()
        super().__init__(data, **fields)

    def _answered_as(self, key: str) -> None:
        """Addresses the request to a component, and names its answer the usual way."""
        self.key = key
        self.rtype = f"{self.etype}_RESPONSE@{self.uuid}"


class _Grab(ServerRPC):
    """The request of :class:`GrabRender`."""

    etype = "GRAB_RENDER"

    def __init__(self, key: str, data: dict[str, Any]) -> None:
        super().__init__(data)
        self._answered_as(key)


class GrabRender(ServerRPC, SceneElement):
    """The picture of the browser's canvas: the component that takes it, and the request for it.

    In a scene it is the component: ``Scene(bgChildren=[GrabRender()])``. Sent to a session it is the request:
    ``await session.rpc(GrabRender(quality=0.9))``.

    :param key: which component answers.
    :param props: of the request: ``quality`` from 0 to 1, and ``downsample``, a factor.
    """

    etype = "GRAB_RENDER"
    tag = "GrabRender"
    key = "DEFAULT"

    def __init__(self, *children: Any, key: str = "DEFAULT", **props: Any) -> None:
        SceneElement.__init__(self, *children, key=key, **props)
        self._request = _Grab(key, props)

    @property
    def uuid(self) -> str:
        """The request's id."""
        return self._request.uuid

    @property
    def rtype(self) -> str:
        """The type of the request's answer."""
        return self._request.rtype

    @property
    def data(self) -> Any:
        """What the request carries."""
        return self._request.data

    @property
    def ts(self) -> Any:
        """When the request was made."""
        return self._request.ts

    def _serialize(self) -> dict[str, Any]:
        return SceneElement._serialize(self)

    def _frame(self) -> dict[str, Any]:
        return self._request._frame()


class MjStep(ServerRPC):
    """Steps a MuJoCo simulation in the browser.

    :param key: which component answers.
    :param data: ``act``, ``ctrl``, ``sim_steps``, ``xfrc_applied``, ``qfrc_applied`` …
    """

    etype = "MJ_STEP"

    def __init__(self, *, key: str = "DEFAULT", **data: Any) -> None:
        super().__init__(data)
        self._answered_as(key)


class MjRender(ServerRPC):
    """The picture of a camera in a MuJoCo simulation.

    :param key: which component answers.
    :param data: ``quality`` from 0 to 1.
    """

    etype = "MJ_RENDER"

    def __init__(self, *, key: str = "DEFAULT", **data: Any) -> None:
        super().__init__(data)
        self._answered_as(key)


class GetWebXRMesh(ServerRPC):
    """The meshes that a headset knows of the room.

    :param key: which component answers.
    """

    etype = "GET_WEBXR_MESH"

    def __init__(self, *, key: str = "webxr-mesh", **data: Any) -> None:
        super().__init__(data)
        self._answered_as(key)


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
