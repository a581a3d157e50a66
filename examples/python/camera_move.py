"""Prints where the camera of the page is, whenever its user has moved it, and puts a marker below it."""

from vuer import Vuer, VuerSession
from vuer.schemas import CoordsMarker

app = Vuer()


@app.add_handler("CAMERA_MOVE")
async def follow(event, session):
    x, y, z = event.value["camera"]["matrix"][12:15]
    print(f"the camera is at {x:.2f} {y:.2f} {z:.2f}", flush=True)
    session.update @ CoordsMarker(key="shadow", position=[x, 0, z])


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ CoordsMarker(key="shadow", scale=0.3)
    await session.forever()
