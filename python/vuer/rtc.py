"""A scene that several sessions share, with a look at what it is and a history of what happened in it.

:class:`SceneStore` is ``app.scene`` by the name and with the extras that the original has. Its graphs of operations
that merge are not supported.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from copy import deepcopy
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn

from vuer.events import ServerEvent
from vuer.scene import SharedScene

if TYPE_CHECKING:
    from vuer.schemas import Scene
    from vuer.server import VuerSession

__all__ = ["SceneGraph", "SceneStore", "SubscriptionContext"]

Node = dict[str, Any]

# Of a store that runs for days, this is what can be looked back at.
HISTORY = 1000


class SceneGraph:
    """A scene that nobody sees, as maps. It changes as the browser's own does."""

    def __init__(self) -> None:
        self._scene = SharedScene()

    @property
    def data(self) -> Node | None:
        """The scene, a copy; ``None`` while there is nothing in it."""
        return self._scene._native.data()

    def set_scene(self, scene_data: Node) -> None:
        """Replaces the containers and properties that ``scene_data``, of the tag ``Scene``, has; others stay."""
        self._scene.set(scene_data)

    def get(self, key: str) -> Node | None:
        """The first node of a key, depth first, a copy; ``None`` if there is none."""
        return self._scene._native.get(key)

    def add(self, node: Node, to: str | None = None) -> None:
        """Inserts a node under a key or in a container; in the children if not given. One of its key is replaced."""
        self._scene.add(node, to=to)

    def update(self, node: Node) -> None:
        """Merges properties into the node of the same key, if it is there; without a key into the scene."""
        self._scene.update(node)

    def upsert(self, node: Node, to: str | None = None) -> None:
        """Merges properties into the node of the same key, and moves it where ``to`` says, or inserts it there."""
        self._scene.upsert(node, to=to)

    def remove(self, key: str) -> None:
        """Removes the first node of a key, if it is there."""
        self._scene.remove(key)

    def to_scene(self) -> Scene | None:
        """The scene as an element; ``None`` while there is nothing in it."""
        return _element(self.data)


def _element(data: Node | None) -> Scene | None:
    if data is None:
        return None
    from vuer.schemas import Scene

    children = data.pop("children", [])
    data.pop("tag", None)
    return Scene(
        *children,
        **{name: value for name, value in data.items() if value is not None},
    )


class SubscriptionContext:
    """While it lasts, a session gets what happens in a store: ``async with store.subscribe(session):``."""

    def __init__(self, store: SceneStore, session: VuerSession) -> None:
        self.store = store
        self.session = session

    async def __aenter__(self) -> SubscriptionContext:  # noqa: PYI034, Python 3.10 has no Self
        self.store.join(self.session)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.store.leave(self.session)


class SceneStore(SharedScene):
    """A scene that any number of sessions watch.

    Whoever subscribes gets the scene as it is, and every change from then on::

        store = SceneStore()

        @app.spawn
        async def main(session):
            async with store.subscribe(session):
                await session.forever()

        store.set @ Scene(Box(key="box"))

    A session sees one shared scene at a time.

    :param float64: send numbers in double precision.
    """

    def __init__(self, *, float64: bool = False) -> None:
        super().__init__(float64=float64)
        self._history: deque[Node] = deque(maxlen=HISTORY)
        # So that the history has the order in which things happened, whichever threads did them.
        self._order = Lock()

    @property
    def history(self) -> list[Node]:
        """The last thousand operations, as they were sent."""
        return list(self._history)

    @property
    def scene(self) -> Scene | None:
        """The scene as an element; ``None`` while there is nothing in it."""
        return _element(self.scene_data)

    @property
    def scene_data(self) -> Node | None:
        """The scene as maps, a copy; ``None`` while there is nothing in it."""
        return self._native.data()

    def get(self, key: str) -> Node | None:
        """The first node of a key, depth first, a copy; ``None`` if there is none."""
        return self._native.get(key)

    def subscribe(self, session: VuerSession) -> SubscriptionContext:
        """Shows the scene to the session for as long as the context lasts.

        :raises VuerError: on entering, the session sees a shared scene already.
        """
        return SubscriptionContext(self, session)

    def __matmul__(self, event: ServerEvent) -> None:
        """Applies an operation, for everybody who has subscribed."""
        # A copy: what a program changes in its lists afterwards is no operation.
        sent = deepcopy(event._serialize())
        with self._order:
            super().__matmul__(event)
            self._history.append(sent)


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
