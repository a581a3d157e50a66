"""Pictures and objects as what goes over the wire. Needs neither numpy nor Pillow.

``jpeg`` and ``png`` take an array of 8-bit numbers of the shape height × width (grey), or height × width ×
1, 3 or 4, and return the bytes of a file; ``b64jpeg`` and ``b64png`` return them as a data URL. The
interpreter is free for other threads while they work.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from vuer import _vuer
from vuer.element import plain

__all__ = [
    "IMAGE_FORMATS",
    "NewestJpeg",
    "b64jpeg",
    "b64png",
    "jpeg",
    "png",
    "serializer",
]


def serializer(data: Any) -> Any:
    """Elements, events, and lists and maps of them, as what goes over the wire; the rest as it is."""
    if hasattr(data, "_serialize") or isinstance(data, (list, tuple, dict)):
        return plain(data)
    return data


def jpeg(image: Any, quality: int = 90) -> bytes:
    """The bytes of a JPEG file. What is transparent becomes opaque.

    :param quality: 1 to 100.
    """
    return _vuer.encode_jpeg(image, quality)


def png(image: Any) -> bytes:
    """The bytes of a PNG file."""
    return _vuer.encode_png(image)


class NewestJpeg:
    """Packs pictures as JPEG beside the event loop, one at a time; of those that wait, the newest::

        video = NewestJpeg(quality=80)

        async def show(session, frame):
            data = await video.pack(frame)
            if data is not None:
                session.update @ ImageBackground(key="video", src=data)

    So a source that is faster than this machine packs loses pictures instead of time. One of these is for one loop.

    :param quality: 1 to 100.
    """

    def __init__(self, quality: int = 90) -> None:
        self.quality = quality
        self._newest = 0
        self._packing = asyncio.Lock()

    async def pack(self, image: Any) -> bytes | None:
        """The bytes of a JPEG file; ``None`` if a newer picture has come before this one's turn."""
        files = await self.pack_all(image)
        return None if files is None else files[0]

    async def pack_all(self, *images: Any) -> tuple[bytes, ...] | None:
        """The same for pictures that belong together, like those of two eyes: each at the same time as the others, and
        either all of them or none."""
        self._newest += 1
        number = self._newest
        # Who waits is let in in the order of coming, and leaves at once if it is not the last.
        async with self._packing:
            if number != self._newest:
                return None
            packing = (asyncio.to_thread(jpeg, each, self.quality) for each in images)
            return tuple(await asyncio.gather(*packing))


def b64jpeg(image: Any, quality: int = 90) -> str:
    """A JPEG as a data URL.

    :param quality: 1 to 100.
    """
    return "data:image/jpeg;base64," + b64encode(jpeg(image, quality)).decode("ascii")


def b64png(image: Any) -> str:
    """A PNG as a data URL."""
    return "data:image/png;base64," + b64encode(png(image)).decode("ascii")


IMAGE_FORMATS: dict[str, Callable[..., Any]] = {
    "jpeg": jpeg,
    "png": png,
    "b64jpeg": b64jpeg,
    "b64png": b64png,
}
"""The encoders by the names that ``format`` takes."""
