"""The scenarios as a Python program, written as the original's documentation does it.

Run by the Python of one of the environments, the original's or that of our package, with the port to listen
on and, if it is not to be the default, the length of its queues; `load.rs` says what load and server say to
each other.
"""

import asyncio
import sys
import time
from itertools import count

import numpy as np
from vuer import Vuer, VuerSession, serdes
from vuer.events import GrabRender
from vuer.schemas import Box, ImageBackground, PointCloud

POINTS = 1_000_000

# The rate of the video, and its quality.
PICTURES_PER_SECOND = 60
QUALITY = 80

settings = {"queue_len": int(sys.argv[2])} if len(sys.argv) > 2 else {}
app = Vuer(host="127.0.0.1", port=int(sys.argv[1]), **settings)
sessions: list[VuerSession] = []
shared = getattr(app, "scene", None)
if shared is not None:
    shared.add @ [Box(key=key) for key in [*(f"box-{i}" for i in range(7)), "done"]]
acknowledged = 0
progress = asyncio.Condition()
hands_seen = 0
hands_expected = 0
hands_told = 0
delays: list[float] = []
blocked = 0.0


async def room(sent: int, window: int):
    """Waits until the load is at most `window` behind."""
    async with progress:
        await progress.wait_for(lambda: sent - acknowledged < window)


async def updates(session: VuerSession, n: int, window: int):
    for seq in range(n):
        if seq % (window // 2) == 0:
            await room(seq, window)
        session.update @ Box(key=f"box-{seq % 7}", position=[0.0, 1.0, 2.0], seq=seq)
    session.update @ Box(key="done", seq=n)


async def fanout(_session: VuerSession, n: int, window: int):
    for seq in range(n):
        if seq % (window // 2) == 0:
            await room(seq, window)
        tell_all(Box(key=f"box-{seq % 7}", position=[0.0, 1.0, 2.0], seq=seq))
    tell_all(Box(key="done", seq=n))


def tell_all(box: Box):
    # Ours has one scene that all sessions may join.
    if shared is not None:
        shared.update @ box
        return
    for each in sessions:
        each.update @ box


async def clouds(session: VuerSession, n: int, window: int):
    vertices = np.random.default_rng(1).random((POINTS, 3), dtype=np.float32)
    colors = np.zeros((POINTS, 3), dtype=np.uint8)
    for seq in range(n):
        await room(seq, window)
        session.upsert @ PointCloud(
            key="cloud", vertices=vertices, colors=colors, seq=seq
        )
    session.update @ Box(key="done", seq=n)


async def rpc(session: VuerSession, n: int, _window: int):
    for _ in range(n):
        await session.rpc(GrabRender(key="DEFAULT"), ttl=10)
    session.update @ Box(key="done", seq=n)


async def hands(_session: VuerSession, n: int, window: int):
    global hands_expected, hands_told
    hands_expected, hands_told = n, window // 2


async def video(session: VuerSession, n: int, _window: int):
    """`n` pairs of pictures at the rate of a camera; says how long the event loop had no time for anything else."""
    pictures = frames()
    # Ours packs beside the loop, and leaves out pairs that a newer one has overtaken.
    packer = serdes.NewestJpeg(QUALITY) if hasattr(serdes, "NewestJpeg") else None
    sent = 0

    async def show(left: np.ndarray, right: np.ndarray):
        nonlocal sent
        if packer is None:
            options = {"format": "jpeg", "quality": QUALITY}
            planes = [
                ImageBackground(left, key="left", layers=1, **options),
                ImageBackground(right, key="right", layers=2, **options),
            ]
        else:
            pair = await packer.pack_all(left, right)
            if pair is None:
                return
            planes = [
                ImageBackground(key="left", src=pair[0], layers=1),
                ImageBackground(key="right", src=pair[1], layers=2),
            ]
        session.update @ [*planes, Box(key="pair", seq=sent)]
        sent += 1

    watch_the_loop()
    begin, before = time.perf_counter(), blocked
    shows = []
    for number in range(n):
        pause = begin + number / PICTURES_PER_SECOND - time.perf_counter()
        await asyncio.sleep(max(pause, 0))
        pair = pictures[number % len(pictures)], pictures[(number + 1) % len(pictures)]
        shows.append(asyncio.create_task(show(*pair)))
    await asyncio.gather(*shows)
    milliseconds = (blocked - before) / sent * 1000
    session.update @ Box(key="done", seq=sent, figure=milliseconds)


def frames() -> list[np.ndarray]:
    """Pictures of 1280 x 720 as a camera takes them: large areas, edges, a little noise."""
    noise = np.random.default_rng(1).normal(0, 2, (720, 1280, 3))
    x, y = np.meshgrid(np.linspace(0, 255, 1280), np.linspace(0, 255, 720))
    still = np.stack([x, y, 255 - x], axis=-1)
    still[100:400, 200:600] = (220, 60, 40)
    return [
        (np.roll(still, 40 * step, axis=1) + noise).clip(0, 255).astype(np.uint8)
        for step in range(8)
    ]


def watch_the_loop():
    """Adds the time that each callback of the loop takes to `blocked`."""
    run = asyncio.Handle._run

    def timed(handle):
        global blocked
        begin = time.perf_counter()
        run(handle)
        blocked += time.perf_counter() - begin

    asyncio.Handle._run = timed


async def teleop(session: VuerSession, _n: int, _window: int):
    """Pictures for both eyes, thirty times a second, for as long as the session lasts."""
    picture = (
        b"\xff\xd8\xff"
        + np.random.default_rng(1).integers(0, 128, 180_000, dtype=np.uint8).tobytes()
    )
    begin = time.perf_counter()
    for number in count(1):
        session.update @ [
            ImageBackground(src=picture, key="left"),
            ImageBackground(src=picture, key="right"),
        ]
        await asyncio.sleep(max(begin + number / 30 - time.perf_counter(), 0))


SCENARIOS = {
    f.__name__: f for f in (updates, fanout, clouds, rpc, hands, video, teleop)
}


@app.add_handler("GO")
async def go(event, session):
    await SCENARIOS[event.key](session, event.value["n"], event.value["window"])


@app.add_handler("ACK")
async def ack(event, _session):
    global acknowledged
    acknowledged = event.value
    async with progress:
        progress.notify_all()


@app.add_handler("HAND_MOVE")
async def hand_move(event, session):
    global hands_seen
    assert len(event.value["left"]) == 400
    if "pose" in event.value:
        seq = int(event.value["pose"])
        session.update @ Box(key="pose", position=[0.0, 1.0, 2.0], seq=seq)
        return
    hands_seen += 1
    if "sent" in event.value:
        delays.append(time.time() - event.value["sent"])
    if hands_seen == hands_expected:
        slow = np.percentile(delays, 99) * 1000 if delays else 0.0
        session.update @ Box(key="done", seq=hands_seen, figure=float(slow))
    elif hands_told and hands_seen % hands_told == 0:
        session.update @ Box(key="seen", seq=hands_seen)


@app.spawn(start=True)
async def main(session: VuerSession):
    sessions.append(session)
    if shared is not None:
        shared.join(session)
    session.update @ Box(key="ready")
    await session.forever()
