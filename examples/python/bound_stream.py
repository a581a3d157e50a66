"""A program as a generator: what it yields is sent, a frame at a time, at a rate of its choice."""

from vuer import Vuer
from vuer.events import Frame, Upsert
from vuer.schemas import TorusKnot

app = Vuer()


@app.bind(start=True)
async def turn(session):
    step = 0
    while True:
        knot = TorusKnot(
            key="knot",
            args=[0.3, 0.1, 128, 24],
            rotation=[0, 0.05 * step, 0],
            position=[0, 0.6, 0],
        )
        yield Frame(Upsert(knot), frame_rate=30)
        step += 1
