"""The root of what a session shows."""

from __future__ import annotations

from typing import Any, Literal

from vuer._dialect import IS_0_0_71
from vuer.element import BlockElement, nodes
from vuer.events import GrabRender
from vuer.schemas import components_gen as c
from vuer.schemas.defaults import Hands, MotionControllers

__all__ = ["DefaultScene", "Scene"]

# The lists of nodes beside the children.
_CONTAINERS = ("rawChildren", "htmlChildren", "bgChildren")

_FrameLoop = Literal["always", "demand"]


def _listed(children: Any) -> list[Any]:
    return list(children) if isinstance(children, (list, tuple)) else [children]


class _Scene(BlockElement):
    """What both versions' scenes have in common."""

    tag = "Scene"

    def _serialize(self) -> dict[str, Any]:
        result = super()._serialize()
        for name in _CONTAINERS:
            found = getattr(self, name, None)
            if found:
                result[name] = nodes([child for child in _listed(found) if child])
        return result

    def _assign(self, **given: Any) -> None:
        for name, value in given.items():
            if value is not None:
                setattr(self, name, value)


if IS_0_0_71:

    def _default_background(lights: bool, orbit: bool, grid: bool) -> list[Any]:
        return [
            c.Grid(key="default-grid", _key="default-grid") if grid else None,
            c.HemisphereLightStage(key="light-stage") if lights else None,
            c.Gamepad(key="gamepad-0", index=0),
            Hands(fps=30, eventType=["squeeze"], stream=True, key="hands"),
            MotionControllers(
                fps=30,
                eventType=["trigger", "squeeze"],
                stream=True,
                key="motion-controllers",
            ),
            c.OrbitControls(key="orb-control", makeDefault=True) if orbit else None,
            c.PerspectiveCamera(
                key="perspective-camera", makeDefault=True, position=[0, 2, 2]
            ),
        ]

    class Scene(_Scene):
        """The root of what a session shows.

        :param children: what is in the scene.
        :param rawChildren: what is in the scene and no part of its bounds.
        :param htmlChildren: what is in the page's panel.
        :param bgChildren: lights, controls, cameras; a set of them if not given.
        :param up: the direction that is up.
        """

        def __init__(
            self,
            *children: Any,
            rawChildren: Any = None,
            htmlChildren: Any = None,
            bgChildren: Any = None,
            defaultLights: bool = True,
            defaultOrbitControls: bool = True,
            up: Any = [0, 1, 0],  # noqa: B006, as the original shows it; it is never changed
            background: Any = None,
            grid: bool = True,
            toneMapping: str | None = None,
            toneMappingExposure: float | None = None,
            frameloop: _FrameLoop | None = None,
            enableOrbitControl: bool | None = None,
            camPosition: Any = None,
            camRotation: Any = None,
            **props: Any,
        ) -> None:
            super().__init__(*children, up=list(up), **props)
            if bgChildren is None:
                bgChildren = _default_background(
                    defaultLights, defaultOrbitControls, grid
                )
            self._assign(
                bgChildren=bgChildren,
                rawChildren=[] if rawChildren is None else _listed(rawChildren),
                htmlChildren=htmlChildren or [],
                background=background or None,
                toneMapping=toneMapping,
                toneMappingExposure=toneMappingExposure,
                frameloop=frameloop,
                enableOrbitControl=enableOrbitControl,
                camPosition=camPosition,
                camRotation=camRotation,
            )

    class DefaultScene(Scene):
        """A scene with lights and a grid.

        :param show_helper: whether the light is drawn.
        :param startStep: where the timeline begins.
        :param endStep: where it ends; no timeline if not given.
        :param grid: whether there is one.
        """

        def __init__(
            self,
            *children: Any,
            rawChildren: Any = None,
            htmlChildren: Any = None,
            bgChildren: Any = [],  # noqa: B006, as the original shows it; it is never changed
            show_helper: bool = True,
            startStep: float = 0,
            endStep: float | None = None,
            up: Any = [0, 1, 0],  # noqa: B006
            grid: bool = True,
            **props: Any,
        ) -> None:
            lights = [
                c.AmbientLight(intensity=0.5, key="default_ambient_light"),
                c.DirectionalLight(
                    intensity=1, key="default_directional_light", helper=show_helper
                ),
            ]
            background: list[Any] = [GrabRender(key="DEFAULT")]
            if endStep:
                background.append(
                    c.TimelineControls(start=startStep, end=endStep, key="timeline")
                )
            background.append(c.PointerControls())
            if grid:
                background.append(c.Grid())
            super().__init__(
                *children,
                rawChildren=[*lights, *_listed(rawChildren or [])],
                htmlChildren=htmlChildren,
                bgChildren=[*background, *_listed(bgChildren or [])],
                up=up,
                **props,
            )

else:

    class Scene(_Scene):  # type: ignore[no-redef]
        """The root of what a session shows. A container that is not given stays as the page has it.

        :param children: what is in the scene.
        :param rawChildren: what is in the scene and no part of its bounds.
        :param htmlChildren: what is in the page's panel.
        :param bgChildren: lights, controls, cameras.
        :param up: the direction that is up.
        """

        def __init__(
            self,
            *children: Any,
            rawChildren: Any = None,
            htmlChildren: Any = None,
            bgChildren: Any = None,
            up: Any = [0, 1, 0],  # noqa: B006, as the original shows it; it is never changed
            background: Any = None,
            toneMapping: str | None = None,
            toneMappingExposure: float | None = None,
            frameloop: _FrameLoop | None = None,
            camPosition: Any = None,
            camRotation: Any = None,
            **props: Any,
        ) -> None:
            super().__init__(*children, up=list(up), **props)
            self._assign(
                bgChildren=bgChildren or None,
                rawChildren=None if rawChildren is None else _listed(rawChildren),
                htmlChildren=htmlChildren or None,
                background=background or None,
                toneMapping=toneMapping,
                toneMappingExposure=toneMappingExposure,
                frameloop=frameloop,
                camPosition=camPosition,
                camRotation=camRotation,
            )

    class DefaultScene(Scene):  # type: ignore[no-redef]
        """A scene with lights, controls, cameras and a grid.

        :param grid: whether there is one.
        """

        def __init__(
            self,
            *children: Any,
            rawChildren: Any = None,
            htmlChildren: Any = None,
            bgChildren: Any = None,
            up: Any = [0, 1, 0],  # noqa: B006
            grid: bool = True,
            **props: Any,
        ) -> None:
            background = [
                c.Grid(key="grid") if grid else None,
                c.HemisphereLightStage(key="light-stage"),
                c.Gamepad(key="gamepad-0", index=0),
                Hands(fps=30, stream=True, key="hands"),
                MotionControllers(fps=30, stream=True, key="motion-controllers"),
                c.SceneCamera(key="SceneCamera", position=[0, 5, 10]),
                c.SceneCameraControl(key="SceneCameraControl", makeDefault=True),
                c.CameraPreviewThumbs(key="CameraPreviewThumbs"),
                c.CameraPreviewOverlay(key="CameraPreviewOverlay"),
                *_listed(bgChildren or []),
            ]
            super().__init__(
                *children,
                rawChildren=rawChildren,
                htmlChildren=htmlChildren,
                bgChildren=background,
                up=up,
                **props,
            )
