"""A cloud of points that is sent anew a few times, with colours from 0 to 1 and from 0 to 255."""

import asyncio
import os

import numpy as np
from vuer import Vuer
from vuer.schemas import Group, PointCloud, Scene

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))


@app.spawn
async def main(session):
    generator = np.random.default_rng(7)
    session.set @ Scene(key="scene", bgChildren=[])
    session.add(Group(key="sensor", matrix=np.eye(4).T.flatten().tolist()))
    for step in range(4):
        vertices = generator.uniform(-1, 1, (200, 3))
        colors = generator.uniform(0, 1, (200, 3))
        if step % 2:
            colors = (colors * 255).astype(np.uint8)
        session.upsert(
            PointCloud(key="cloud", vertices=vertices, colors=colors, size=0.01),
            to="children",
        )
        await asyncio.sleep(0.02)
    session.remove @ "cloud"
    session.upsert @ Group(key="done")
    await session.forever()


if __name__ == "__main__":
    app.run()
