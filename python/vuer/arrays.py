"""Arrays as they are passed to components: numpy's, torch's, or anything with Python's buffer protocol.

No library is imported for them: who passes an array has its library, and who does not needs none.
"""

from __future__ import annotations

from typing import Any

__all__ = ["is_array", "is_bytes", "local", "pack"]


def is_array(value: Any) -> bool:
    """Whether it is an array of numbers with a type and a shape."""
    return hasattr(value, "dtype") and hasattr(value, "shape")


def is_bytes(array: Any) -> bool:
    """Whether its numbers are 8-bit ones."""
    return str(array.dtype).rpartition(".")[2] == "uint8"


def local(array: Any) -> Any:
    """The array in this process's memory: torch may have it on a device."""
    return array.detach().cpu().numpy() if hasattr(array, "detach") else array


def pack(
    array: Any, dtype: str, *, scale: float = 1.0, columns: int | None = None
) -> bytes:
    """The array's numbers as bytes of another type, in new memory.

    :param dtype: ``uint8``, ``uint32``, ``float16`` …
    :param scale: what each is multiplied by before.
    :param columns: how many of the last axis are kept.
    """
    # Only now: importing elements alone shall not load the compiled module.
    from vuer import _vuer

    return _vuer.pack_array(local(array), dtype, scale=scale, columns=columns)
