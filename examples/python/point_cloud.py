"""A point cloud that changes thirty times a second: a wave over a square of points. Needs numpy."""

import asyncio
import time

import numpy as np
from vuer import Vuer, VuerSession
from vuer.schemas import PointCloud

SIDE = 200

app = Vuer()
axis = np.linspace(-1, 1, SIDE, dtype=np.float32)
x, z = (grid.ravel() for grid in np.meshgrid(axis, axis))


def wave(now):
    height = 0.1 * np.sin(8 * np.hypot(x, z) - 3 * now)
    share = (height + 0.1) / 0.2
    points = np.stack([x, 0.4 + height, z], axis=1)
    colors = np.stack([share, np.full_like(share, 0.47), 1 - share], axis=1)
    return points, colors


@app.spawn(start=True)
async def main(session: VuerSession):
    start = time.monotonic()
    while True:
        points, colors = wave(time.monotonic() - start)
        session.upsert @ PointCloud(
            key="wave", vertices=points, colors=colors, size=0.008
        )
        await asyncio.sleep(1 / 30)
