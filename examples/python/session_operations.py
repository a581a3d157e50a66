"""What a session can do with nodes: set, add, update, upsert, remove, each half a second after the other."""

import asyncio

from vuer import Vuer, VuerSession
from vuer.schemas import Box, Group, Scene

app = Vuer()


def cube(key, x, **props):
    return Box(key=key, args=[0.3, 0.3, 0.3], position=[x, 0.15, 0], **props)


@app.spawn(start=True)
async def main(session: VuerSession):
    while True:
        # The whole scene; what it does not name – background, light – stays.
        session.set @ Scene(cube("a", -0.5, color="tomato"))
        await asyncio.sleep(0.5)
        session.add @ [cube("b", 0), Group(key="group")]
        await asyncio.sleep(0.5)
        # Changes props of what is there, and does nothing if it is not.
        session.update @ [Box(key="a", wireframe=True), Box(key="nobody")]
        await asyncio.sleep(0.5)
        # Changes it or adds it, below that parent.
        session.upsert(cube("c", 0.5, color="royalblue"), to="group")
        await asyncio.sleep(0.5)
        # Moves with all that it holds.
        session.update @ Group(key="group", position=[0, 0.4, 0])
        await asyncio.sleep(0.5)
        session.remove @ ["a", "b"]
        await asyncio.sleep(0.5)
