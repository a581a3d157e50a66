"""The events that a client sends."""

from __future__ import annotations

import logging
import time
from base64 import b64decode
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from vuer.element import plain
from vuer.events.base import SECONDS_BELOW, Event, type_and_time

__all__ = ["INIT", "NULL", "ClientEvent", "InitEvent", "NullEvent", "Timestamp"]

_log = logging.getLogger("vuer")


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
        etype, ts = type_and_time(etype, ts)
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
        return Timestamp.fromtimestamp(ts if abs(ts) < SECONDS_BELOW else ts / 1000)

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
