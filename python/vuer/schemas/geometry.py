"""Elements whose arrays go over the wire as bytes: points and triangles.

Arrays are turned into bytes when the element is made, into new memory: the caller's stay as they are.
Lists of lists do as well, and so does what is bytes already. ``None``, and what is not given, is left out, so
that an update may carry colours alone.
"""

from __future__ import annotations

import struct
from typing import Any

from vuer.arrays import is_array, is_bytes, pack
from vuer.element import SceneElement

__all__ = ["PointCloud", "TriMesh", "p"]


class TriMesh(SceneElement):
    """A mesh of triangles.

    :param vertices: N × 3 numbers, sent in half precision.
    :param faces: M × 3 indices of vertices.
    :param colors: N × 3 (or 4, of which the last is dropped): 8-bit numbers, or others from 0 to 1.
    :param uv: N × 2 numbers, sent in half precision.
    """

    tag = "TriMesh"
    vertices = None
    faces = None
    colors = None
    uv = None

    def __post_init__(self, **props: Any) -> None:
        _pack(self, "vertices", _half)
        _pack(self, "faces", _indices)
        _pack(self, "colors", _rgb)
        _pack(self, "uv", _half)


class PointCloud(SceneElement):
    """A cloud of points.

    :param vertices: N × 3 numbers, sent in half precision.
    :param colors: N × 3 (or 4, of which the last is dropped): 8-bit numbers, or others from 0 to 1.
    :param size: of a point, in metres.
    """

    tag = "PointCloud"
    vertices = None
    colors = None

    def __post_init__(self, **props: Any) -> None:
        _pack(self, "vertices", _half)
        _pack(self, "colors", _rgb)


p = PointCloud
"""The same, as the original abbreviates it."""


def _pack(element: Any, name: str, convert: Any) -> None:
    value = element.__dict__.get(name)
    if value is not None and not isinstance(value, (bytes, bytearray, memoryview)):
        element.__dict__[name] = convert(value, f"{type(element).__name__}'s {name}")


def _half(values: Any, what: str) -> bytes:
    if is_array(values):
        return pack(values, "float16")
    flat = _flat(values, what)
    try:
        return struct.pack(f"<{len(flat)}e", *flat)
    except (OverflowError, struct.error) as error:
        raise ValueError(f"{what} must be numbers of at most 65504: {error}") from None


def _indices(values: Any, what: str) -> bytes:
    if is_array(values):
        return pack(values, "uint32")
    flat = _flat(values, what)
    try:
        return struct.pack(f"<{len(flat)}I", *flat)
    except struct.error as error:
        raise ValueError(f"{what} must be whole numbers from 0 on: {error}") from None


def _rgb(values: Any, what: str) -> bytes:
    if is_array(values):
        return pack(
            values, "uint8", scale=1.0 if is_bytes(values) else 255.0, columns=3
        )
    rows = [_flat(row, what)[:3] for row in values]
    flat = [number for row in rows for number in row]
    if any(isinstance(number, float) for number in flat):
        flat = [int(number * 255) for number in flat]
    try:
        return bytes(flat)
    except ValueError:
        raise ValueError(
            f"{what} must be numbers from 0 to 1, or whole ones from 0 to 255"
        ) from None


def _flat(values: Any, what: str) -> list[Any]:
    """The numbers of nested lists in one list."""
    flat: list[Any] = []
    try:
        if isinstance(values, str):
            raise TypeError
        for value in values:
            if isinstance(value, (int, float)):
                flat.append(value)
            else:
                flat.extend(_flat(value, what))
    except TypeError:
        kind = type(values).__name__
        raise TypeError(
            f"{what} must be an array, lists of numbers, or bytes, not {kind}"
        ) from None
    return flat
