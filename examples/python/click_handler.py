"""Click a box and it changes its colour. The handler hears all sessions; it answers the one that the click came
from."""

from itertools import cycle

from vuer import Vuer, VuerSession
from vuer.schemas import Box

app = Vuer()
colors = cycle(["tomato", "gold", "mediumseagreen", "royalblue"])


@app.add_handler("ON_CLICK")
async def repaint(event, session):
    session.update @ Box(key=event.value["key"], color=next(colors))


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ [
        Box(key=f"cube-{index}", args=[0.3, 0.3, 0.3], position=[0.4 * index, 0.15, 0])
        for index in (-1, 0, 1)
    ]
    await session.forever()
