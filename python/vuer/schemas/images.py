"""Elements that are made from a picture: an array, a picture of Pillow's, a file, or a URL."""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any, Literal

from vuer._dialect import IS_0_0_71
from vuer.arrays import is_array, local
from vuer.element import Element, SceneElement

__all__ = ["HUDPlane", "HtmlImage", "Image", "ImagePlane", "Img"]

Format = Literal["png", "jpeg", "b64png", "b64jpeg"]

_METRES_PER_PIXEL = 0.001


class Img(Element):
    """A picture in the page; base of everything that is made from one.

    :param data: an array of height × width (× 1, 3 or 4), of 8-bit numbers or of others from 0 to 1, which
        is not changed; a picture of Pillow's; or the path of a file, whose bytes are sent as they are.
    :param src: instead of ``data``: a URL, or the bytes of a file.
    :param format: what an array or a picture is encoded as.
    :param quality: 1 to 100, of JPEG; 90 if not given.
    """

    tag = "Img"

    def __init__(
        self,
        data: Any = None,
        *,
        src: str | bytes | None = None,
        format: Format = "png",
        quality: int | None = None,
        **props: Any,
    ) -> None:
        if data is not None and src is not None:
            raise AssertionError(
                "data and src are two ways to say the same: pass one of them"
            )
        if src is not None:
            props["src"] = src
        elif data is not None and not (isinstance(data, list) and not data):
            props["src"], size = _encoded(data, format, quality)
            if size is not None and not IS_0_0_71:
                # For subclasses, which may be sized after their picture.
                props.setdefault("_width", size[0])
                props.setdefault("_height", size[1])
        super().__init__(**props)


HtmlImage = Img
"""The same, as ``vuer.schemas.html_components.Image`` of 0.0.71; in 0.1.6 ``Image`` is a plane."""


if IS_0_0_71:
    Image = Img
else:

    class Image(Img, SceneElement):  # type: ignore[no-redef]
        """A picture on a plane in the scene, a thousandth of a metre a pixel unless it is given a size.

        :param data: the picture, as for :class:`Img`.
        :param src: instead of ``data``: a URL, or the bytes of a file.
        :param height: in metres.
        :param aspect: width over height.
        """

        tag = "Image"

        def __post_init__(
            self,
            src: Any = None,
            _width: int | None = None,
            _height: int | None = None,
            **props: Any,
        ) -> None:
            if src is not None:
                self.rgb = src
                del self.src
            if _width is None or _height is None:
                return
            if getattr(self, "aspect", None) is None:
                self.aspect: float = _width / _height
            if getattr(self, "height", None) is None:
                self.height: float = _height * _METRES_PER_PIXEL


class ImagePlane(Img, SceneElement):
    """A picture on a plane that is glued to the camera; of 0.0.71."""

    tag = "ImagePlane"


if IS_0_0_71:

    class HUDPlane(Img, SceneElement):
        """A plane that is glued to the camera, made from a picture."""

        tag = "HUDPlane"

else:

    class HUDPlane(SceneElement):  # type: ignore[no-redef]
        """A plane that is glued to the camera, with the elements in it."""

        tag = "HUDPlane"


def _encoded(
    data: Any, format: str, quality: int | None
) -> tuple[str | bytes, tuple[int, int] | None]:
    """A picture's bytes, or its data URL, and its width and height in pixels where they are known."""
    if isinstance(data, (str, os.PathLike)):
        with open(data, "rb") as file:
            content = file.read()
        _refuse_text(format)
        return content, size_of(content)
    if hasattr(data, "save") and hasattr(data, "size"):
        _refuse_text(format)
        buffer = BytesIO()
        options = {} if quality is None else {"quality": quality}
        data.save(buffer, format=format, **options)
        return buffer.getvalue(), tuple(data.size)
    if not is_array(data):
        kind = type(data).__name__
        raise TypeError(
            f"a picture is an array, a picture of Pillow's, or a path, not {kind}; URLs and bytes go into src="
        )
    # Only now: the encoders are in the compiled module.
    from vuer.serdes import IMAGE_FORMATS

    encode = IMAGE_FORMATS.get(format)
    if encode is None:
        raise ValueError(f"format is one of {', '.join(IMAGE_FORMATS)}, not {format!r}")
    height, width = data.shape[:2]
    options = (
        {"quality": quality} if quality is not None and format.endswith("jpeg") else {}
    )
    return encode(local(data), **options), (width, height)


def _refuse_text(format: str) -> None:
    if format.startswith("b64"):
        raise AssertionError(
            f"{format} is for arrays: files and pictures are sent as bytes"
        )


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG file, from its header; ``None`` if it is neither."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(
            content[20:24], "big"
        )
    if content[:2] != b"\xff\xd8":
        return None
    at = 2
    # A marker, two bytes of length, and, in a frame header, precision, height and width.
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(content[at + 5 : at + 7], "big")
            return int.from_bytes(content[at + 7 : at + 9], "big"), height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
