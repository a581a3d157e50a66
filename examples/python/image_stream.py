"""Video on a rectangle: a picture drawn here, packed as JPEG, thirty times a second. A newer picture takes the place of
one that still waits, so a slow page sees fewer, never older ones. Needs numpy."""

import asyncio
import time

import numpy as np
from vuer import Vuer, VuerSession
from vuer.schemas import Image

ROWS, COLUMNS = 180, 320

app = Vuer()
x, y = np.meshgrid(np.arange(COLUMNS) / 40, np.arange(ROWS) / 40)


def picture(now):
    """Three waves of light."""
    phases = np.array([0, 2.1, 4.2])
    waves = np.sin(x[..., None] + now + phases) + np.cos(
        y[..., None] - 0.7 * now + phases
    )
    return (64 * waves + 127.5).astype(np.uint8)


@app.spawn(start=True)
async def main(session: VuerSession):
    start = time.monotonic()
    while True:
        session.upsert @ Image(
            picture(time.monotonic() - start),
            key="screen",
            format="jpeg",
            quality=80,
            height=1,
            position=[0, 1, 0],
        )
        await asyncio.sleep(1 / 30)
