"""The original's side of the scenarios, written as its documentation does it.

Run by the Python of one of the environments, with the port to listen on and, if it is not to be the
default, the length of its queues; `load.rs` says what load and server say to each other.
"""

import asyncio
import sys

import numpy as np
from vuer import Vuer, VuerSession
from vuer.events import GrabRender
from vuer.schemas import Box, PointCloud

POINTS = 1_000_000

settings = {"queue_len": int(sys.argv[2])} if len(sys.argv) > 2 else {}
app = Vuer(host="127.0.0.1", port=int(sys.argv[1]), **settings)
sessions: list[VuerSession] = []
acknowledged = 0
progress = asyncio.Condition()
hands_seen = 0
hands_expected = 0


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
        box = Box(key=f"box-{seq % 7}", position=[0.0, 1.0, 2.0], seq=seq)
        for each in sessions:
            each.update @ box
    for each in sessions:
        each.update @ Box(key="done", seq=n)


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


async def hands(_session: VuerSession, n: int, _window: int):
    global hands_expected
    hands_expected = n


SCENARIOS = {f.__name__: f for f in (updates, fanout, clouds, rpc, hands)}


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
    hands_seen += 1
    if hands_seen == hands_expected:
        session.update @ Box(key="done", seq=hands_seen)


@app.spawn(start=True)
async def main(session: VuerSession):
    sessions.append(session)
    session.update @ Box(key="ready")
    await session.forever()
