"""As in a notebook: the server starts in a loop that runs already."""

import asyncio
import os

from vuer import Vuer
from vuer.schemas import Box, Scene


async def cell():
    app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))

    @app.spawn
    async def main(session):
        session.set @ Scene(Box(key="box"), key="scene", bgChildren=[])
        await session.till("ON_CLICK", timeout=20)
        session.upsert @ Box(key="done")
        await session.forever()

    app.start()
    await asyncio.sleep(60)


asyncio.run(cell())
