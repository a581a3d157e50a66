"""A panel of the program's own beside the scene: a slider and a button. What stands in ``htmlChildren`` is shown there;
the key of an event says which element it comes from."""

from vuer import Vuer, VuerSession
from vuer.schemas import Box, Button, Slider

app = Vuer()


@app.add_handler("SET")
async def resize(event, session):
    # A slider's value comes as text.
    session.update @ Box(key="box", scale=float(event.value))


@app.add_handler("CLICK")
async def paint(event, session):
    session.update @ Box(key="box", color=event.key)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ Box(key="box", args=[0.3, 0.3, 0.3], position=[0, 0.3, 0])
    session.upsert(
        Slider(key="size", min=0.5, max=2, step=0.1, value=1),
        Button(value="tomato", key="tomato"),
        Button(value="gold", key="gold"),
        to="htmlChildren",
    )
    await session.forever()
