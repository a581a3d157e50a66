"""The types of properties, for the signatures of the components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Union

__all__ = [
    "Array",
    "Binary",
    "Color",
    "Corner",
    "Euler",
    "Floats",
    "NodeData",
    "Numbers",
    "Scale",
    "Vec3",
]


class Array(Protocol):
    """An array of numpy, or anything else that turns into lists."""

    def tolist(self) -> Any:
        """Its numbers in nested lists."""
        ...


Numbers = Union[Sequence[float], Array]
"""Numbers in a row."""

Vec3 = Union[Sequence[float], Array]
"""Three numbers: x, y and z."""

Euler = Union[Sequence["float | str"], Array]
"""Angles in radians about x, y and z, and optionally the order they apply in (XYZ)."""

Color = Union[str, int, Sequence[float], Array]
"""A CSS colour, a number such as 0xff8800, or three numbers from 0 to 1."""

Scale = Union[float, Sequence[float], Array]
"""One factor for all axes, or one for each."""

Corner = Union[Mapping[str, float], Sequence[float], Array]
"""A corner of a box: x, y and z by name or in order."""

Binary = Union[bytes, bytearray, memoryview]
"""Bytes as they are."""

Floats = Union[Mapping[str, Any], Sequence[float], Array, bytes]
"""Many numbers."""

NodeData = Any
"""An element, or a map that is sent as one."""
