"""Teleoperation by hand: a target follows the wrist, and closes when the fingers pinch."""

import os

from vuer import Vuer, VuerSession
from vuer.schemas import Hands, Scene, Sphere

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]), queue_len=3)


@app.add_handler("HAND_MOVE")
async def follow(event, session):
    left = event.value["left"]
    pinched = event.value["leftState"]["pinch"]
    print(">>", event.key, len(left), pinched)
    session.upsert @ Sphere(
        key="wrist",
        args=[0.02],
        position=left[12:15],
        material={"color": "red" if pinched else "green"},
    )


@app.spawn(start=True)
async def main(session: VuerSession):
    session.set @ Scene(key="scene", bgChildren=[])
    session.upsert(Hands(fps=30, stream=True, key="hands"), to="bgChildren")
    await session.forever()
