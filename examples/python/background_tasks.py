"""Two things at once in one session: a ball that falls, and a clock. Both end with the session."""

import asyncio
import time
from math import sin

from vuer import Vuer, VuerSession
from vuer.schemas import Sphere, Text

app = Vuer()


async def bounce(session):
    while True:
        height = 0.1 + abs(sin(2.5 * time.monotonic()))
        session.update @ Sphere(key="ball", position=[0, height, 0])
        await asyncio.sleep(1 / 60)


async def tick(session):
    seconds = 0
    while True:
        session.update @ Text(f"{seconds} s", key="clock")
        seconds += 1
        await asyncio.sleep(1)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ [
        Sphere(key="ball", args=[0.1, 32, 24], color="tomato"),
        Text("", key="clock", fontSize=0.2, color="black", position=[0, 1.3, 0]),
    ]
    session.spawn_task(bounce(session))
    session.spawn_task(tick(session))
    await session.forever()
