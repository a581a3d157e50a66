"""A scene that several sessions share.

:class:`SceneStore` applies operations to a scene of its own and passes them on to the sessions that subscribe.
``app.scene`` does the same at less cost. The original's graphs of operations that merge are not supported.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NoReturn

from vuer.element import plain
from vuer.events import Add, Remove, ServerEvent, Set, Update, Upsert
from vuer.ops import SceneOps

if TYPE_CHECKING:
    from vuer.schemas import Scene
    from vuer.server import VuerSession

__all__ = ["SceneGraph", "SceneStore", "SubscriptionContext"]

Node = dict[str, Any]

# In this order the root's lists are searched; everything below in the same.
CONTAINERS = ("children", "rawChildren", "bgChildren", "htmlChildren")

# Of a store that runs for days, this is what can be looked back at.
HISTORY = 1000


class SceneGraph:
    """A scene as maps, changed as the browser changes its own."""

    def __init__(self) -> None:
        self._data: Node | None = None

    @property
    def data(self) -> Node | None:
        """The scene; ``None`` before the first."""
        return self._data

    def set_scene(self, scene_data: Node) -> None:
        """Replaces the scene."""
        self._data = scene_data

    def get(self, key: str) -> Node | None:
        """The first node of a key, depth first; ``None`` if there is none."""
        for _, node in self._walk():
            if node.get("key") == key:
                return node
        return None

    def add(self, node: Node, to: str | None = None) -> None:
        """Inserts a node under a key or in a container; in the children if not given. No parent, no change."""
        siblings = self._siblings(to)
        if siblings is not None:
            siblings.append(node)

    def update(self, node: Node) -> None:
        """Merges properties into the node of the same key, if it is there."""
        found = self.get(node["key"]) if node.get("key") else None
        if found is not None:
            found.update(node)

    def upsert(self, node: Node, to: str | None = None) -> None:
        """Merges properties into the node of the same key, or inserts it as :meth:`add` does."""
        if node.get("key") and self.get(node["key"]) is not None:
            self.update(node)
        else:
            self.add(node, to)

    def remove(self, key: str) -> None:
        """Removes the first node of a key, if it is there."""
        for siblings, node in self._walk():
            if node.get("key") == key:
                siblings.remove(node)
                return

    def to_scene(self) -> Scene | None:
        """The scene as an element; ``None`` before the first."""
        if self._data is None:
            return None
        from vuer.schemas import Scene

        data = deepcopy(self._data)
        children = data.pop("children", [])
        data.pop("tag", None)
        return Scene(
            *children,
            **{name: value for name, value in data.items() if value is not None},
        )

    def _walk(self) -> Iterator[tuple[list[Any], Node]]:
        """Each node with the list that it stands in, a node before what it holds."""
        pending = [] if self._data is None else [self._data]
        while pending:
            parent = pending.pop()
            if parent is not self._data:
                yield parent["_siblings"], parent["_node"]
                parent = parent["_node"]
            below = [
                {"_siblings": siblings, "_node": node}
                for name in CONTAINERS
                for siblings in [parent.get(name) or []]
                for node in siblings
                if isinstance(node, dict)
            ]
            pending.extend(reversed(below))

    def _siblings(self, to: str | None) -> list[Any] | None:
        if self._data is None:
            return None
        parent = self._data if to is None or to in CONTAINERS else self.get(to)
        if parent is None:
            return None
        return parent.setdefault(to if to in CONTAINERS else "children", [])


class SubscriptionContext:
    """While it lasts, a session gets what happens in a store: ``async with store.subscribe(session):``."""

    def __init__(self, store: SceneStore, session: VuerSession) -> None:
        self.store = store
        self.session = session

    async def __aenter__(self) -> SubscriptionContext:  # noqa: PYI034, Python 3.10 has no Self
        self.store._add_subscriber(self.session)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.store._remove_subscriber(self.session)


class SceneStore(SceneOps):
    """A scene that any number of sessions watch.

    Whoever subscribes gets the scene as it is, and every change from then on::

        store = SceneStore()

        @app.spawn
        async def main(session):
            async with store.subscribe(session):
                await session.forever()

        store.set @ Scene(Box(key="box"))
    """

    def __init__(self) -> None:
        self._subscribers: set[Any] = set()
        self._graph = SceneGraph()
        self._history: deque[Node] = deque(maxlen=HISTORY)

    @property
    def history(self) -> list[Node]:
        """The last thousand operations, as they were sent."""
        return list(self._history)

    @property
    def scene(self) -> Scene | None:
        """The scene as an element; ``None`` before the first."""
        return self._graph.to_scene()

    @property
    def scene_data(self) -> Node | None:
        """The scene as maps; ``None`` before the first."""
        return self._graph.data

    def get(self, key: str) -> Node | None:
        """The first node of a key, depth first; ``None`` if there is none."""
        return self._graph.get(key)

    def subscribe(self, session: VuerSession) -> SubscriptionContext:
        """Passes on to the session what happens, for as long as the context lasts."""
        return SubscriptionContext(self, session)

    def _add_subscriber(self, session: Any) -> None:
        if self._graph.data is not None:
            session @ Set(self._graph.data)
        self._subscribers.add(session)

    def _remove_subscriber(self, session: Any) -> None:
        self._subscribers.discard(session)

    def __matmul__(self, event: ServerEvent) -> None:
        """Applies an operation, and passes it on."""
        # A copy: what a program changes in its lists afterwards is no operation.
        sent = deepcopy(event._serialize())
        self._history.append(sent)
        self._apply(event, deepcopy(sent["data"]))
        for session in tuple(self._subscribers):
            session @ event

    def _apply(self, event: ServerEvent, data: Any) -> None:
        if isinstance(event, Set):
            self._graph.set_scene(data)
        elif isinstance(event, Update):
            for node in data["nodes"]:
                self._graph.update(node)
        elif isinstance(event, Add):
            for node in data["nodes"]:
                self._graph.add(node, data["to"])
        elif isinstance(event, Upsert):
            for node in data["nodes"]:
                self._graph.upsert(node, data["to"])
        elif isinstance(event, Remove):
            for key in plain(data["keys"]):
                self._graph.remove(key)


_StandIn = Callable[..., NoReturn]


def _unsupported(name: str) -> _StandIn:
    def stand_in(*_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError(
            f"vuer.rtc.{name} is not supported: share a scene with SceneStore or app.scene instead"
        )

    stand_in.__name__ = stand_in.__qualname__ = name
    stand_in.__doc__ = "Not supported; see docs/python.md."
    return stand_in


CRDTMessage: _StandIn = _unsupported("CRDTMessage")
ClientState: _StandIn = _unsupported("ClientState")
EditBuffer: _StandIn = _unsupported("EditBuffer")
GraphStore: _StandIn = _unsupported("GraphStore")
JournalEntry: _StandIn = _unsupported("JournalEntry")
OType: _StandIn = _unsupported("OType")
Operation: _StandIn = _unsupported("Operation")
SceneNode: _StandIn = _unsupported("SceneNode")
Snapshot: _StandIn = _unsupported("Snapshot")
VectorClock: _StandIn = _unsupported("VectorClock")
apply_message: _StandIn = _unsupported("apply_message")
apply_message_mut: _StandIn = _unsupported("apply_message_mut")
apply_messages: _StandIn = _unsupported("apply_messages")
apply_messages_mut: _StandIn = _unsupported("apply_messages_mut")
apply_operation: _StandIn = _unsupported("apply_operation")
compare_clocks: _StandIn = _unsupported("compare_clocks")
create_empty_graph: _StandIn = _unsupported("create_empty_graph")
create_graph: _StandIn = _unsupported("create_graph")
create_initial_snapshot: _StandIn = _unsupported("create_initial_snapshot")
create_initial_state: _StandIn = _unsupported("create_initial_state")
create_vector_clock: _StandIn = _unsupported("create_vector_clock")
generate_message_id: _StandIn = _unsupported("generate_message_id")
generate_uuid: _StandIn = _unsupported("generate_uuid")
increment_clock: _StandIn = _unsupported("increment_clock")
merge_clocks: _StandIn = _unsupported("merge_clocks")
register_apply_fn: _StandIn = _unsupported("register_apply_fn")
registry: _StandIn = _unsupported("registry")
