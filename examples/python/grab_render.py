"""Asks the page for a picture of what it shows and writes it to ``render.jpg``."""

import asyncio
from pathlib import Path

from vuer import Vuer, VuerSession
from vuer.schemas import GrabRender, TorusKnot

app = Vuer()


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ TorusKnot(
        args=[0.4, 0.12, 200, 24], position=[0, 0.8, 0], color="royalblue"
    )
    session.upsert(GrabRender(), to="bgChildren")
    # Until it is drawn.
    await asyncio.sleep(1)
    render = await session.grab_render(quality=0.9)
    Path("render.jpg").write_bytes(render.value["frame"])
    width, height = render.value["width"], render.value["height"]
    print(f"render.jpg: {width} × {height} pixels", flush=True)
    await session.forever()
