"""A lamp on a handle: drag it, and its light goes along. The program hears where it is."""

from math import pi

from vuer import Vuer, VuerSession
from vuer.schemas import Movable, Plane, PointLight, TorusKnot

app = Vuer()


@app.add_handler("OBJECT_MOVE")
async def tell(event, session):
    x, y, z = event.value["position"]
    print(f"the lamp is at {x:.2f} {y:.2f} {z:.2f}", flush=True)


@app.spawn(start=True)
async def main(session: VuerSession):
    lamp = PointLight(color="orange", intensity=4, showSphere=True, radius=0.05)
    session.add @ [
        Plane(args=[4, 4], rotation=[-pi / 2, 0, 0]),
        TorusKnot(scale=[0.3, 0.3, 0.3]),
        Movable(lamp, key="lamp", position=[0, 0.6, 0], scale=0.4),
    ]
    await session.forever()
