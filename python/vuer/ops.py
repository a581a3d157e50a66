"""The five operations on a scene, for everything that has one: ``it.upsert @ Box(...)``.

Each can be called as well, where it takes arguments: ``it.add(Box(), to="bgChildren")``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vuer.events import Add, Remove, ServerEvent, Set, Update, Upsert

__all__ = ["At", "SceneOps"]


class At:
    """An operation that is called, or applied to one thing or a list of things with ``@``."""

    __slots__ = ("_operation",)

    def __init__(self, operation: Callable[..., Any]) -> None:
        self._operation = operation

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._operation(*args, **kwargs)

    def __matmul__(self, what: Any) -> Any:
        return (
            self._operation(*what)
            if isinstance(what, (list, tuple))
            else self._operation(what)
        )


class SceneOps:
    """The operations. A subclass says with ``self @ event`` where the events go."""

    def __matmul__(self, event: ServerEvent) -> Any:
        raise NotImplementedError(f"{type(self).__name__} does not say where events go")

    @property
    def set(self) -> At:
        """Replaces the scene: ``it.set @ Scene(...)``."""
        return At(lambda scene: self @ Set(scene))

    @property
    def update(self) -> At:
        """Changes nodes that are there: ``it.update @ Box(key="a", position=[0, 1, 0])``."""
        return At(lambda *nodes, **options: self @ Update(*nodes, **options))

    @property
    def add(self) -> At:
        """Inserts nodes: ``it.add(Box(key="a"), to="group")``."""
        return At(lambda *nodes, **options: self @ Add(*nodes, **options))

    @property
    def upsert(self) -> At:
        """Changes nodes, and inserts what is not there: ``it.upsert @ [Box(key="a"), Sphere(key="b")]``."""
        return At(lambda *nodes, **options: self @ Upsert(*nodes, **options))

    @property
    def remove(self) -> At:
        """Removes nodes: ``it.remove @ "a"``."""
        return At(lambda *keys: self @ Remove(*keys))
