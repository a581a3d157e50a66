"""Moves the joints of a robot: the arm of ``vuer demo``, from its URDF in this repository."""

import asyncio
import time
from math import cos, pi, sin
from pathlib import Path

from vuer import Vuer, VuerSession
from vuer.schemas import Urdf

ARM = Path(__file__).parents[2] / "crates/vuer-cli/assets/demo/arm"

# The files of this folder are at /static.
app = Vuer(static_root=ARM)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ Urdf(key="arm", src="/static/arm.urdf", rotation=[-pi / 2, 0, 0])
    start = time.monotonic()
    while True:
        now = time.monotonic() - start
        joints = {
            "base_yaw": 1.2 * sin(0.5 * now),
            "shoulder": 0.4 + 0.3 * sin(0.7 * now),
            "elbow": 1.4 + 0.4 * cos(0.9 * now),
            "wrist_pitch": 1.1 * sin(1.1 * now),
        }
        session.update @ Urdf(key="arm", jointValues=joints)
        await asyncio.sleep(1 / 60)
