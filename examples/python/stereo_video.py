"""Video for each eye: two pictures drawn here, packed as JPEG, thirty times a second, as the two cameras of a robot would
send them. In a headset the left eye sees the first, the right one the second; a page without one shows one of them.
Needs numpy."""

import asyncio
import time

import numpy as np
from vuer import Vuer, VuerSession
from vuer.schemas import ImageBackground
from vuer.serdes import jpeg

ROWS, COLUMNS = 180, 320

app = Vuer()
x, y = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
stripes = np.where(
    (x // 20 % 2 == 0)[..., None], [230, 230, 240], [150, 170, 200]
).astype(np.uint8)


def picture(now, shift):
    """A disc that swings before stripes, shifted by so many pixels: the two pictures of it seem to float."""
    middle = COLUMNS / 2 + 80 * np.sin(now) - shift
    image = stripes.copy()
    image[np.hypot(x - middle, y - ROWS / 2) < 50] = [220, 60, 40]
    return image


@app.add_handler("FRAME_AGE")
async def tell(event, session):
    print(
        f"pictures are {event.value['age']:.0f} ms old when they are seen", flush=True
    )


@app.spawn(start=True)
async def main(session: VuerSession):
    for key, eye in (("left", 1), ("right", 2)):
        screen = ImageBackground(
            key=key,
            layers=eye,
            distanceToCamera=2,
            aspect=16 / 9,
            height=2,
            lag=0.2,
        )
        session.upsert(screen, to="bgChildren")
    start = time.monotonic()
    while True:
        now, taken = time.monotonic() - start, time.time() * 1000
        # The interpreter is free while a picture is packed, so both can be at once, and the loop goes on.
        left, right = await asyncio.gather(
            asyncio.to_thread(jpeg, picture(now, -6), quality=85),
            asyncio.to_thread(jpeg, picture(now, 6), quality=85),
        )
        # Both in one message: the eyes never see pictures of two moments.
        session.update @ [
            ImageBackground(key="left", src=left, capturedAt=taken),
            ImageBackground(key="right", src=right, capturedAt=taken),
        ]
        await asyncio.sleep(1 / 30)
