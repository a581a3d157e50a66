"""Several clients: each has its own scene, and all see what one does."""

import asyncio
import os

from vuer import Vuer
from vuer.events import Upsert
from vuer.schemas import Box, Scene

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))
names = iter(("first", "second"))


@app.add_handler("ON_CLICK")
async def tell_all(event, session):
    for ws_id in list(app.ws):
        await app.send(ws_id, Upsert(Box(key="told", by=event.value["key"])))


@app.spawn(start=True)
async def main(session):
    name = next(names)
    session.set @ Scene(Box(key=name), key="scene", bgChildren=[])

    async def blink():
        for step in range(3):
            session.update @ Box(key=name, visible=step % 2 == 0)
            await asyncio.sleep(0.02)

    session.spawn_task(blink())
    await session.forever()
