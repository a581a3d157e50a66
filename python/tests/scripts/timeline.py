"""A timeline whose steps place a box."""

import os

from vuer import Vuer
from vuer.schemas import Box, Scene, TimelineControls

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))


@app.add_handler("TIMELINE_STEP")
async def step(event, session):
    number = event.value["step"]
    print(">>", event.key, number)
    session.upsert @ Box(key="box", position=[number / 10, 0, 0])


@app.spawn(start=True)
async def main(session):
    session.set @ Scene(
        Box(key="box"),
        key="scene",
        bgChildren=[TimelineControls(start=0, end=10, step=1, key="timeline")],
    )
    await session.forever()
