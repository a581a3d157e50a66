"""What every component is made of: a tag, a key, children, and any further property.

An element is a plain object. Whatever is passed by keyword, or assigned later, goes to the browser under
the same name, except names that begin with an underscore. What is not set is not sent, and the browser
takes its default.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Union

from vuer._dialect import IS_0_0_71

__all__ = [
    "BlockElement",
    "Child",
    "Element",
    "SceneElement",
    "element_counter",
    "omit",
    "plain",
]

element_counter: Iterator[int] = count()
"""Where elements without a key get one from: one count for the whole process."""


def omit(d: Mapping[str, Any], *patterns: str) -> dict[str, Any]:
    """A map without the names that match one of the patterns, such as ``"_*"``."""
    from fnmatch import fnmatchcase

    return {
        name: value
        for name, value in d.items()
        if not any(fnmatchcase(name, pattern) for pattern in patterns)
    }


# What goes over the wire as it is. Exact types: a subclass of str such as `Url` is converted.
_PLAIN = frozenset((str, int, float, bool, bytes, bytearray, memoryview, type(None)))


def plain(value: Any) -> Any:
    """Turns a property's value into what can be encoded.

    Elements become maps; arrays of numpy, and whatever else has ``tolist``, become lists; tuples become
    lists; paths become text. A value that is plain already is returned as it is, not copied.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list or kind is tuple:
        return (
            list(value)
            if _PLAIN.issuperset(map(type, value))
            else [plain(v) for v in value]
        )
    if kind is dict:
        return {name: plain(item) for name, item in value.items()}
    if hasattr(value, "_serialize"):
        return value._serialize()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return value


class Element:
    """A component of the browser's page.

    :param key: what the element is addressed by in updates; a number that is new in this process if none
        is given and the class has no key of its own.
    :param props: any property, by its name in the browser.
    """

    tag: str = "div"
    key: str

    def __init__(self, key: str | None = None, **props: Any) -> None:
        _fill(self, key, props)

    def __post_init__(self, **props: Any) -> None:
        """Called at the end of the construction with what was passed, for subclasses."""

    def _serialize(self) -> dict[str, Any]:
        """The element as the map that is sent."""
        fields = self.__dict__
        return {name: plain(fields[name]) for name in fields if name[:1] != "_"}

    def __repr__(self) -> str:
        props = ", ".join(
            f"{name}={_shown(value)}"
            for name, value in self.__dict__.items()
            if name[:1] != "_" and name != "tag"
        )
        return f"{type(self).__name__}({props})"

    if TYPE_CHECKING:
        # Any property may be read and assigned.
        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...


def _fill(element: Element, key: str | None, props: dict[str, Any]) -> None:
    """Gives a new element its key, its tag and what was passed. A function, for elements are made in every frame of a
    robot, and a call that takes ``**props`` apart once more would cost a third of that."""
    fields = element.__dict__
    # What a subclass has assigned before it called this counts as passed.
    before = dict(fields) if fields else None
    fields["key"] = key or getattr(element, "key", None) or str(next(element_counter))
    fields["tag"] = element.tag
    fields.update(props)
    if type(element).__post_init__ is not Element.__post_init__:
        given = {} if before is None else omit(before, "_*")
        given.pop("tag", None)
        given.pop("key", None)
        given.update(props)
        if IS_0_0_71:
            given = {name: given[name] for name in given if name[:1] == "_"}
        element.__post_init__(**given)


def _shown(value: Any) -> str:
    """A value for a line of a log: megabytes of points are named, not printed."""
    text = f"<{len(value)} bytes>" if isinstance(value, bytes) else repr(value)
    return text if len(text) <= 100 else text[:97] + "..."


Child = Union[Element, str, "Mapping[str, Any]", None]
"""What may stand among children: elements, text, and maps that are sent as they are."""


class BlockElement(Element):
    """An element with children, which are passed by position.

    :param children: elements and text; lists of them are taken apart, and ``None`` is left out.
    """

    children: Any = ()

    def __init__(self, *children: Any, key: str | None = None, **props: Any) -> None:
        if children or IS_0_0_71:
            self.children = children
        _fill(self, key, props)

    def _serialize(self) -> dict[str, Any]:
        result = super()._serialize()
        children = self.children
        # An empty list is sent only where the program gave one: it empties the node in the browser.
        if children or IS_0_0_71:
            result["children"] = nodes(children)
        return result


def nodes(children: Any) -> list[Any]:
    """The list of nodes that children, one or several, stand for."""
    return [plain(child) for child in flat(children)]


def flat(children: Any) -> list[Any]:
    """Children, one or several, in lists or not, as one list; ``None`` is nobody."""
    found: list[Any] = []
    _collect(children, found.append)
    return found


def _collect(children: Any, add: Callable[[Any], None]) -> None:
    if isinstance(children, (list, tuple)):
        for child in children:
            _collect(child, add)
    elif children is not None:
        add(children)


class SceneElement(BlockElement):
    """A component of the scene."""
