"""A ring of boxes that move: what is there is changed by its key, and only by what changes."""

import asyncio
import time
from math import cos, sin, tau

from vuer import Vuer, VuerSession
from vuer.schemas import Box

BOXES = 24

app = Vuer()


def place(index, now):
    angle = index / BOXES * tau
    return [cos(angle), 0.5 + 0.2 * sin(2 * now + 3 * angle), sin(angle)]


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ [
        Box(
            key=f"cube-{index}",
            args=[0.1, 0.1, 0.1],
            color=f"hsl({360 * index // BOXES}, 70%, 55%)",
        )
        for index in range(BOXES)
    ]
    start = time.monotonic()
    while True:
        now = time.monotonic() - start
        session.update @ [
            Box(key=f"cube-{index}", position=place(index, now))
            for index in range(BOXES)
        ]
        await asyncio.sleep(1 / 60)
