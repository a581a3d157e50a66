"""The events of a server that its client answers."""

from __future__ import annotations

from typing import Any

from vuer.element import SceneElement
from vuer.events.server import ServerEvent

__all__ = ["GetWebXRMesh", "GrabRender", "MjRender", "MjStep", "ServerRPC"]


def _new_id() -> str:
    # Only now: a program that asks nothing need not wait for the import.
    from uuid import uuid4

    return str(uuid4())


class ServerRPC(ServerEvent):
    """An event that the browser answers, for ``await session.rpc(...)``.

    The answer is the event whose type is ``rtype``; ``{uuid}`` in it stands for the request's own id.

    :param data: what it carries.
    :param uuid: the request's id; a random one if not given.
    """

    etype = "RPC"
    rtype: str = "RPC_RESPONSE@{uuid}"
    uuid: str

    def __init__(self, data: Any, uuid: str | None = None, **fields: Any) -> None:
        self.uuid = uuid or _new_id()
        super().__init__(data, **fields)

    def _answered_as(self, key: str) -> None:
        """Addresses the request to a component, and names its answer the usual way."""
        self.key = key
        self.rtype = f"{self.etype}_RESPONSE@{self.uuid}"


class _Grab(ServerRPC):
    """The request of :class:`GrabRender`."""

    etype = "GRAB_RENDER"

    def __init__(self, key: str, data: dict[str, Any]) -> None:
        super().__init__(data)
        self._answered_as(key)


class GrabRender(ServerRPC, SceneElement):
    """The picture of the browser's canvas: the component that takes it, and the request for it.

    In a scene it is the component: ``Scene(bgChildren=[GrabRender()])``. Sent to a session it is the request:
    ``await session.rpc(GrabRender(quality=0.9))``.

    :param key: which component answers.
    :param props: of the request: ``quality`` from 0 to 1, and ``downsample``, a factor.
    """

    etype = "GRAB_RENDER"
    tag = "GrabRender"
    key = "DEFAULT"

    def __init__(self, *children: Any, key: str = "DEFAULT", **props: Any) -> None:
        SceneElement.__init__(self, *children, key=key, **props)
        self._request = _Grab(key, props)

    @property
    def uuid(self) -> str:
        """The request's id."""
        return self._request.uuid

    @property
    def rtype(self) -> str:
        """The type of the request's answer."""
        return self._request.rtype

    @property
    def data(self) -> Any:
        """What the request carries."""
        return self._request.data

    @property
    def ts(self) -> Any:
        """When the request was made."""
        return self._request.ts

    def _serialize(self) -> dict[str, Any]:
        return SceneElement._serialize(self)

    def _frame(self) -> dict[str, Any]:
        return self._request._frame()


class MjStep(ServerRPC):
    """Steps a MuJoCo simulation in the browser.

    :param key: which component answers.
    :param data: ``act``, ``ctrl``, ``sim_steps``, ``xfrc_applied``, ``qfrc_applied`` …
    """

    etype = "MJ_STEP"

    def __init__(self, *, key: str = "DEFAULT", **data: Any) -> None:
        super().__init__(data)
        self._answered_as(key)


class MjRender(ServerRPC):
    """The picture of a camera in a MuJoCo simulation.

    :param key: which component answers.
    :param data: ``quality`` from 0 to 1.
    """

    etype = "MJ_RENDER"

    def __init__(self, *, key: str = "DEFAULT", **data: Any) -> None:
        super().__init__(data)
        self._answered_as(key)


class GetWebXRMesh(ServerRPC):
    """The meshes that a headset knows of the room.

    :param key: which component answers.
    """

    etype = "GET_WEBXR_MESH"

    def __init__(self, *, key: str = "webxr-mesh", **data: Any) -> None:
        super().__init__(data)
        self._answered_as(key)
