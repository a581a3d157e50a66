"""What the events of both directions share."""

from __future__ import annotations

from typing import Any

__all__ = ["SECONDS_BELOW", "Event", "type_and_time"]

SECONDS_BELOW = 1e11
"""Below this a time is in seconds, above in milliseconds: 1973 in the one is the year 5138 in the other."""


class Event:
    """What both directions share. An event equals another of its type, and the text of its type."""

    etype: str
    ts: Any

    def __eq__(self, other: object) -> bool:
        return self.etype == (other.etype if isinstance(other, Event) else other)

    def __hash__(self) -> int:
        return hash(self.etype)


def type_and_time(etype: Any, ts: Any) -> tuple[Any, Any]:
    """0.1.6 has the time where 0.0.71 has the type: by position, either will do."""
    return (
        (None, etype) if ts is None and isinstance(etype, (int, float)) else (etype, ts)
    )
