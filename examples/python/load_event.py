"""Knows when a model is there: the page sends what ``onLoad`` says, or what went wrong."""

from pathlib import Path

from vuer import Vuer, VuerSession
from vuer.schemas import Glb

ARM = Path(__file__).parents[2] / "crates/vuer-cli/assets/demo/arm"

app = Vuer(static_root=ARM)


@app.add_handler("LOAD")
async def loaded(event, session):
    print("loaded:", event.key, flush=True)


@app.add_handler("LOAD_ERROR")
async def failed(event, session):
    print("failed:", event.key, event.value, flush=True)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ [
        Glb(key="turret", src="/static/turret.glb", onLoad="here it is"),
        Glb(key="nothing", src="/static/missing.glb", onLoad="here it is"),
    ]
    await session.forever()
