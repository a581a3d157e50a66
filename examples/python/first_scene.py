"""A scene of one's own in place of the page's: what stands in it, and in the background its light, its camera and how
that is moved."""

from math import pi

from vuer import Vuer, VuerSession
from vuer.schemas import (
    Box,
    HemisphereLightStage,
    OrbitControls,
    PerspectiveCamera,
    Plane,
    Scene,
)

app = Vuer()


def cube(x, color):
    return Box(args=[0.4, 0.4, 0.4], position=[x, 0.2, 0], color=color)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.set @ Scene(
        Plane(args=[6, 6], rotation=[-pi / 2, 0, 0], color="#c8ccd2"),
        cube(-0.5, "tomato"),
        cube(0.5, "royalblue"),
        bgChildren=[
            HemisphereLightStage(castShadow=True),
            OrbitControls(),
            PerspectiveCamera(
                makeDefault=True, position=[1.5, 1.2, 2], lookAt=[0, 0.2, 0]
            ),
        ],
        background="#e9ecef",
    )
    await session.forever()
