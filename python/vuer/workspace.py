"""Which files a server offers, and what else it answers under a path.

A :class:`Workspace` is a list of folders, searched in order like ``PATH``, and of links: paths that are
answered by a file, by bytes, or by a function that is called for each request.

``jpg`` and ``png`` turn arrays of numbers from 0 to 1 (or 8-bit ones) into pictures for them.
"""

from __future__ import annotations

import inspect
import json as json_module
import mimetypes
import os
import socket
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Union

__all__ = [
    "MIME_TYPES",
    "Blob",
    "MimeTypes",
    "ResolveResult",
    "Workspace",
    "b64jpg",
    "b64png",
    "decode_b64png",
    "guess_content_type",
    "jpg",
    "local_ip",
    "png",
    "sanitize_path",
    "workspace_from_config",
]


class MimeTypes(dict[str, str]):
    """The types of files by their endings: ``MIME_TYPES[".npy"] = "application/x-npy"`` adds one."""

    def guess(self, filename: str) -> str:
        """The type of a file by its name; bytes of no type if the ending is unknown."""
        known = self.get(PurePosixPath(filename).suffix.lower())
        return known or mimetypes.guess_type(filename)[0] or "application/octet-stream"


MIME_TYPES = MimeTypes(
    {
        **dict.fromkeys(
            (".mjcf", ".sdf", ".srdf", ".urdf", ".xacro", ".xml"), "application/xml"
        ),
        **dict.fromkeys((".yaml", ".yml"), "application/x-yaml"),
        ".dae": "model/vnd.collada+xml",
        ".glb": "model/gltf-binary",
        ".gltf": "model/gltf+json",
        ".json": "application/json",
        ".obj": "model/obj",
        ".pcd": "application/x-pcd",
        ".ply": "application/x-ply",
        ".stl": "model/stl",
    }
)
"""The types that robotics adds to those that Python knows."""


def guess_content_type(filename: str) -> str:
    """The type of a file by its name."""
    return MIME_TYPES.guess(filename)


def sanitize_path(filename: str) -> str:
    """A path from outside as one that stays inside: relative, without ``.`` and ``..``."""
    parts = PurePosixPath(filename.lstrip("/")).parts
    return "/".join(part for part in parts if part not in (".", ".."))


@dataclass
class Blob:
    """Content with its type: exactly one of ``data``, ``text`` and ``json``.

    :param content_type: that of bytes of no type, of plain text, or of JSON if not given.
    """

    data: bytes | None = None
    text: str | None = None
    json: Any = None
    content_type: str | None = None

    def __post_init__(self) -> None:
        given = [
            name for name in ("data", "text", "json") if getattr(self, name) is not None
        ]
        if len(given) != 1:
            raise ValueError(
                f"a Blob has one of data, text and json, not {len(given)} of them"
            )
        if self.content_type is None:
            types = {"data": "application/octet-stream", "text": "text/plain"}
            self.content_type = types.get(given[0], "application/json")

    def as_bytes(self) -> bytes:
        """The content as it is sent."""
        if self.data is not None:
            return self.data
        text = self.text if self.text is not None else json_module.dumps(self.json)
        return text.encode("utf-8")


ResolveResult = Union[Path, bytes, Blob, "AsyncIterator[bytes]", None]
"""What a path stands for: a file, bytes, bytes with a type, a stream of bytes, or nothing."""


class Workspace:
    """Folders that files are looked for in, the first that has one first, and links.

    :param overlay: the folders; the current one if none is given.
    """

    MIME_TYPES: ClassVar[MimeTypes] = MIME_TYPES

    def __init__(self, *overlay: str | os.PathLike[str]) -> None:
        self._overlay = tuple(Path(folder) for folder in overlay or (".",))
        self._mounts: list[dict[str, Any]] = []
        self._links: dict[str, dict[str, Any]] = {}
        # The server that is told of each link as it comes and goes, once there is one.
        self._watcher: Callable[[str, dict[str, Any] | None], None] | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders, in the order in which they are searched."""
        return self._overlay

    @property
    def absolute_paths(self) -> list[str]:
        """The same, from the root."""
        return [os.path.abspath(folder) for folder in self._overlay]

    @property
    def links(self) -> dict[str, dict[str, Any]]:
        """The links by their paths."""
        return self._links

    @property
    def mounts(self) -> list[dict[str, Any]]:
        """The folders that stand under paths of their own, as ``{"path": …, "root": …}``."""
        return self._mounts

    def find(self, filename: str) -> Path | None:
        """The file of that name in the first folder that has it; ``None`` if none does.

        A link that leads out of its folder is no file of it.
        """
        for path in self._candidates(filename):
            if path.is_file():
                return path
        return None

    async def exists(self, filepath: Path) -> bool:
        """Whether a file is there. Subclasses that keep files elsewhere override it."""
        return filepath.is_file()

    async def resolve(self, filename: str) -> ResolveResult:
        """What a name stands for. Subclasses that keep content elsewhere override it."""
        for path in self._candidates(filename):
            if await self.exists(path):
                return path
        return None

    def _candidates(self, filename: str) -> list[Path]:
        name = sanitize_path(filename)
        if not name:
            return []
        paths = ((folder, folder / name) for folder in self._overlay)
        return [
            path
            for folder, path in paths
            if path.resolve().is_relative_to(folder.resolve())
        ]

    def mount(self, path: str | os.PathLike[str], *, to: str) -> None:
        """Offers a folder under a path of its own. Counts for servers that are started afterwards.

        :param to: the path, such as ``/uploads``.
        """
        self._mounts.append({"type": "mount", "path": to, "root": Path(path)})

    def link(
        self,
        target: Callable[..., Any] | Path | bytes,
        to: str,
        *,
        method: str = "GET",
        content_type: str | None = None,
    ) -> str:
        """Answers a path; at once, also while the server runs.

        :param target: a file, bytes, or a function, ``async`` or not, with the request as its argument or
            without any, that returns a path, bytes, a :class:`Blob`, text, or something for JSON.
        :param to: the path, such as ``/live/frame.jpg``.
        :param content_type: by the path's ending if not given.
        :return: the path.
        """
        link: dict[str, Any] = {
            "method": method,
            "content_type": content_type or self.MIME_TYPES.guess(to),
        }
        if isinstance(target, Path):
            link.update(type="file", path=target.resolve())
        elif isinstance(target, bytes):
            link.update(type="bytes", data=target)
        elif callable(target):
            takes_request = bool(inspect.signature(target).parameters)
            link.update(type="callable", fn=target, takes_request=takes_request)
        else:
            kind = type(target).__name__
            raise TypeError(f"a link leads to a Path, bytes, or a function, not {kind}")
        self._links[_link_path(to)] = link
        if self._watcher is not None:
            self._watcher(_link_path(to), link)
        return to

    def unlink(self, path: str) -> bool:
        """Takes a link away. Whether there was one."""
        if self._watcher is not None:
            self._watcher(_link_path(path), None)
        return self._links.pop(_link_path(path), None) is not None

    async def handle_link(self, path: str, request: Any = None) -> ResolveResult:
        """What a link answers to a request: a file, or content with its type. ``None`` if there is no link.

        :param request: what a function that wants one is called with.
        """
        link = self._links.get(_link_path(path))
        if link is None:
            return None
        content_type = link["content_type"]
        if link["type"] == "file":
            return link["path"]
        if link["type"] == "bytes":
            return Blob(data=link["data"], content_type=content_type)
        result = link["fn"](request) if link["takes_request"] else link["fn"]()
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, (Path, Blob)):
            return result
        if isinstance(result, (dict, list)):
            return Blob(json=result)
        if isinstance(result, (bytes, bytearray, memoryview)):
            return Blob(data=bytes(result), content_type=content_type)
        return Blob(text=str(result), content_type=content_type)

    def __repr__(self) -> str:
        return f"Workspace({', '.join(repr(str(folder)) for folder in self._overlay)})"


def _link_path(path: str) -> str:
    return "/" + path.strip("/")


def workspace_from_config(
    config: str | os.PathLike[str] | list[str | os.PathLike[str]] | Workspace | None,
) -> Workspace:
    """A workspace from a setting: a folder, a list of folders, a workspace, or ``None`` for the current one."""
    if isinstance(config, Workspace):
        return config
    if config is None:
        return Workspace()
    if isinstance(config, (str, os.PathLike)):
        return Workspace(config)
    if isinstance(config, (list, tuple)):
        return Workspace(*config)
    raise TypeError(
        f"a workspace is a folder or a list of folders, not {type(config).__name__}"
    )


def local_ip() -> str:
    """This machine's address in its network; ``127.0.0.1`` if it has none. Nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # An address for documentation: connecting a datagram socket only picks the way out.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def jpg(image: Any, quality: int = 90) -> bytes:
    """A JPEG file of an array, height × width (× 1, 3 or 4).

    :param quality: 1 to 100.
    """
    from vuer.serdes import jpeg

    return jpeg(_local(image), quality)


def png(image: Any) -> bytes:
    """A PNG file of an array, height × width (× 1, 3 or 4)."""
    from vuer.serdes import png as encode

    return encode(_local(image))


def b64jpg(image: Any, quality: int = 90) -> str:
    """The same as :func:`jpg`, as a data URL."""
    return "data:image/jpeg;base64," + b64encode(jpg(image, quality)).decode("ascii")


def b64png(image: Any) -> str:
    """The same as :func:`png`, as a data URL."""
    return "data:image/png;base64," + b64encode(png(image)).decode("ascii")


def decode_b64png(b64: str) -> Any:
    """The picture of a data URL, or of base64 alone. Needs Pillow."""
    from PIL import Image

    return Image.open(BytesIO(b64decode(b64.rpartition(",")[2])))


def _local(image: Any) -> Any:
    from vuer.arrays import local

    return local(image)
