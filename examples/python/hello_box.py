"""One box. Run it, then open the URL that it prints."""

from vuer import Vuer, VuerSession
from vuer.schemas import Box

app = Vuer()


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ Box(
        key="cube", args=[0.5, 0.5, 0.5], position=[0, 0.25, 0], color="tomato"
    )
    # The session ends when this function does; so wait until the page is closed.
    await session.forever()
