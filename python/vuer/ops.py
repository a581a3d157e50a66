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

    __slots__ = ("_event", "_owner")

    def __init__(self, owner: SceneOps, event: Callable[..., ServerEvent]) -> None:
        self._owner = owner
        self._event = event

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._owner @ self._event(*args, **kwargs)

    def __matmul__(self, what: Any) -> Any:
        is_several = isinstance(what, (list, tuple))
        return self._owner @ (self._event(*what) if is_several else self._event(what))


class SceneOps:
    """The operations. A subclass says with ``self @ event`` where the events go."""

    def __matmul__(self, event: ServerEvent) -> Any:
        raise NotImplementedError(f"{type(self).__name__} does not say where events go")

    @property
    def set(self) -> At:
        """Replaces the scene: ``it.set @ Scene(...)``."""
        return At(self, Set)

    @property
    def update(self) -> At:
        """Changes nodes that are there: ``it.update @ Box(key="a", position=[0, 1, 0])``."""
        return At(self, Update)

    @property
    def add(self) -> At:
        """Inserts nodes: ``it.add(Box(key="a"), to="group")``."""
        return At(self, Add)

    @property
    def upsert(self) -> At:
        """Changes nodes, and inserts what is not there: ``it.upsert @ [Box(key="a"), Sphere(key="b")]``."""
        return At(self, Upsert)

    @property
    def remove(self) -> At:
        """Removes nodes: ``it.remove @ "a"``."""
        return At(self, Remove)
