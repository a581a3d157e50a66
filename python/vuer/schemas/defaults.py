"""Elements that send values of their own where the program gives none."""

from __future__ import annotations

from typing import Any

from vuer._dialect import IS_0_0_71
from vuer.element import SceneElement

__all__ = [
    "BBox",
    "BackgroundColor",
    "Billboard",
    "Bodies",
    "Fog",
    "Hands",
    "ModelNode",
    "MotionControllers",
    "Obj",
    "Text3D",
    "WebXRMesh",
]


class ModelNode(SceneElement):
    """What the classes of model files have in common."""


class MotionControllers(SceneElement):
    """The controllers of a headset; sends CONTROLLER_MOVE.

    :param eventTypes: kept for scripts that pass it.
    :param stream: whether poses are sent.
    :param left: whether the left one is sent. The original's page sends none that is not named.
    :param right: the same for the right one.
    """

    tag = "MotionControllers"

    def __init__(
        self,
        key: str | None = "motionControllers",
        eventTypes: Any = ("trigger", "squeeze"),
        stream: bool = True,
        left: bool | None = None,
        right: bool | None = None,
        **props: Any,
    ) -> None:
        super().__init__(
            key=key,
            eventTypes=eventTypes,
            stream=stream,
            left=left,
            right=right,
            **props,
        )


class Bodies(SceneElement):
    """The joints of a body; sends BODY_TRACKING_MOVE. Of 0.0.71; ``Body`` is its successor.

    :param stream: whether poses are sent.
    :param fps: how often, per second.
    :param hideIndicate: whether the joints are hidden.
    :param showFrame: whether their axes are drawn.
    :param frameScale: the length of the axes in metres.
    """

    tag = "Bodies"

    def __init__(
        self,
        key: str | None = "body_tracking",
        stream: bool = True,
        fps: float = 30,
        hideIndicate: bool = False,
        showFrame: bool = True,
        frameScale: float = 0.02,
        **props: Any,
    ) -> None:
        super().__init__(
            key=key,
            stream=stream,
            fps=fps,
            hideIndicate=hideIndicate,
            showFrame=showFrame,
            frameScale=frameScale,
            **props,
        )


class WebXRMesh(SceneElement):
    """The meshes that a headset knows of the room.

    :param color: of the meshes; one each if not given.
    :param opacity: 0 to 1.
    :param autoUpdate: whether WEBXR_MESH_UPDATE is sent when they change.
    """

    tag = "WebXRMesh"

    def __init__(
        self,
        key: str | None = "webxr-mesh",
        color: Any = None,
        opacity: float = 0.15,
        autoUpdate: bool = True,
        **props: Any,
    ) -> None:
        super().__init__(
            key=key, color=color, opacity=opacity, autoUpdate=autoUpdate, **props
        )


class Billboard(SceneElement):
    """Turns its children to the camera.

    :param follow: whether it does.
    :param lockX: not about this axis.
    :param lockY: not about this axis.
    :param lockZ: not about this axis.
    """

    tag = "Billboard"

    def __init__(
        self,
        *children: Any,
        follow: bool = True,
        lockX: bool = False,
        lockY: bool = False,
        lockZ: bool = False,
        **props: Any,
    ) -> None:
        super().__init__(
            *children, follow=follow, lockX=lockX, lockY=lockY, lockZ=lockZ, **props
        )


class Text3D(SceneElement):
    """Solid text.

    :param text: the text.
    :param font: the URL of a font in three.js's JSON form.
    :param smooth: how near vertices are merged, in metres.
    :param lineHeight: of a line, as a factor.
    :param letterSpacing: between letters, in metres.
    """

    tag = "Text3D"

    def __init__(
        self,
        *text: Any,
        font: Any = None,
        smooth: float | None = None,
        lineHeight: float = 0,
        letterSpacing: float = 1,
        **props: Any,
    ) -> None:
        super().__init__(
            *text,
            font=font,
            smooth=smooth,
            lineHeight=lineHeight,
            letterSpacing=letterSpacing,
            **props,
        )


class BackgroundColor(SceneElement):
    """The colour behind everything.

    :param color: the colour.
    """

    tag = "BackgroundColor"

    def __init__(self, color: Any = "#131416", **props: Any) -> None:
        super().__init__(color=color, **props)


class BBox(SceneElement):
    """The edges of a box.

    :param min: its least corner, as ``{"x": …, "y": …, "z": …}``; -1 each if not given.
    :param max: its greatest corner; 1 each if not given.
    :param color: of the edges.
    :param scale: of the box about its centre.
    """

    tag = "BBox"

    def __init__(
        self,
        min: Any = None,
        max: Any = None,
        color: Any = "0xffffff",
        scale: Any = 1.01,
        **props: Any,
    ) -> None:
        super().__init__(
            min={"x": -1, "y": -1, "z": -1} if min is None else min,
            max={"x": 1, "y": 1, "z": 1} if max is None else max,
            color=color,
            scale=scale,
            **props,
        )


def _no_children(children: Any) -> None:
    if children is not None:
        raise AssertionError("Fog has no children")


if IS_0_0_71:

    class Fog(SceneElement):
        """Fog between two distances from the camera.

        :param color: of the fog.
        :param near: where it begins, in metres.
        :param far: where nothing else is seen, in metres.
        """

        tag = "fog"

        def __init__(
            self,
            *,
            children: Any = None,
            color: Any = None,
            near: float | None = None,
            far: float | None = None,
            **props: Any,
        ) -> None:
            _no_children(children)
            super().__init__(
                key="fog", attach="fog", color=color, near=near, far=far, **props
            )

    class Hands(SceneElement):
        """The hands of who wears a headset; sends HAND_MOVE.

        :param stream: whether poses are sent.
        :param disableLeft: whether the left one is left out.
        :param disableRight: whether the right one is left out.
        :param hideLeft: whether the left one is not drawn.
        :param hideRight: whether the right one is not drawn.
        """

        tag = "Hands"

        def __init__(
            self,
            key: str | None = "hands",
            stream: bool = True,
            disableLeft: bool = False,
            disableRight: bool = False,
            hideLeft: bool = False,
            hideRight: bool = False,
            **props: Any,
        ) -> None:
            super().__init__(
                key=key,
                stream=stream,
                disableLeft=disableLeft,
                disableRight=disableRight,
                hideLeft=hideLeft,
                hideRight=hideRight,
                **props,
            )

    class Obj(ModelNode):
        """A model in an OBJ file.

        :param src: its URL.
        :param mtl: the URL of its materials.
        :param text: its content, instead of ``src``.
        :param buff: its content as bytes.
        :param materials: kept for scripts that pass it.
        """

        tag = "Obj"

        def __init__(
            self,
            src: str | None = None,
            mtl: str | None = None,
            text: str | None = None,
            buff: bytes | None = None,
            materials: Any = None,
            **props: Any,
        ) -> None:
            super().__init__(
                src=src, mtl=mtl, text=text, buff=buff, materials=materials, **props
            )

else:

    class Fog(SceneElement):  # type: ignore[no-redef]
        """Fog between two distances from the camera.

        :param color: of the fog.
        :param near: where it begins, in metres.
        :param far: where nothing else is seen, in metres.
        """

        tag = "fog"
        attach = "fog"
        key = "fog"

        def __post_init__(self, *, children: Any = None, **props: Any) -> None:
            _no_children(children)

    class Hands(SceneElement):  # type: ignore[no-redef]
        """The hands of who wears a headset; sends HAND_MOVE. What is not given is not sent."""

        tag = "Hands"
        key = "hands"
        stream = True
        disableLeft = False
        disableRight = False
        hideLeft = False
        hideRight = False

    class Obj(ModelNode):  # type: ignore[no-redef]
        """A model in an OBJ file.

        :param src: its URL.
        :param mtl: the URL of its materials.
        :param text: its content, instead of ``src``.
        :param buff: its content as bytes.
        """

        tag = "Obj"
