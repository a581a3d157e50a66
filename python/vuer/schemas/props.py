"""The types of properties, for the signatures of the components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

__all__ = [
    "Array",
    "Binary",
    "Color",
    "Euler",
    "Matrix4",
    "Numbers",
    "Quaternion",
    "Scale",
    "Vec2",
    "Vec3",
]


class Array(Protocol):
    """An array of numpy, or anything else that turns into lists."""

    def tolist(self) -> Any:
        """Its numbers in nested lists."""
        ...


Numbers = Sequence[float] | Array
"""Numbers in a row."""

Vec2 = Sequence[float] | Array
"""Two numbers."""

Vec3 = Sequence[float] | Array
"""Three numbers: x, y and z."""

Quaternion = Sequence[float] | Array
"""Four numbers: x, y, z and w."""

Matrix4 = Sequence[float] | Array
"""16 numbers, column-major: the translation is at 12, 13, 14."""

Euler = Sequence["float | str"] | Array
"""Angles in radians about x, y and z, and optionally the order they apply in (XYZ)."""

Color = str | int | Sequence[float] | Array
"""A CSS colour, a number such as 0xff8800, or three numbers from 0 to 1."""

Scale = float | Sequence[float] | Array
"""One factor for all axes, or one for each."""

Binary = bytes | bytearray | memoryview
"""Bytes as they are."""
