"""Pictures of a scene from several places, each grabbed from the browser."""

import asyncio
import os

from vuer import Vuer
from vuer.schemas import Box, CameraView, Scene

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))


@app.spawn(start=True)
async def main(session):
    session.set @ Scene(
        Box(key="box", args=[0.1, 0.2, 0.3]),
        CameraView(key="ego", width=64, height=48, stream="ondemand"),
        key="scene",
        bgChildren=[],
    )
    await asyncio.sleep(0.1)
    for step in range(3):
        session.update @ CameraView(key="ego", position=[step, 1, 2])
        await asyncio.sleep(0.05)
        result = await session.grab_render(key="ego", quality=0.5, ttl=5)
        print(
            ">>", result.value["width"], len(result.value["frame"]), result.etype[:11]
        )
    try:
        await session.grab_render(key="nobody", ttl=0.2)
    except asyncio.TimeoutError:
        print(">> nobody answers")
    session.upsert @ Box(key="done")
    await session.forever()
