"""A robot whose joints move."""

import asyncio
import os

from vuer import Vuer
from vuer.schemas import DefaultScene, Urdf

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))


@app.spawn(start=True)
async def main(session):
    session.set @ DefaultScene(
        Urdf(
            src="http://localhost:8012/static/arm.urdf",
            jointValues={"shoulder": 0.0, "elbow": 0.5},
            key="robot",
        ),
        key="scene",
        up=[0, 0, 1],
    )
    for step in range(5):
        session.update @ Urdf(key="robot", jointValues={"shoulder": 0.25 * step})
        await asyncio.sleep(0.02)
    session.upsert @ Urdf(key="done")
    await session.forever()
