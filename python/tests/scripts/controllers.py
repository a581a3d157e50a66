"""Teleoperation with controllers: stereo pictures from shared memory, served by a process that was forked."""

import multiprocessing
import os
from multiprocessing import shared_memory

import numpy as np
from vuer import Vuer
from vuer.schemas import ImageBackground, MotionControllers, Scene

SHAPE = (48, 128, 3)


class Television:
    def __init__(self, memory, poses):
        self.image = np.ndarray(SHAPE, dtype=np.uint8, buffer=memory.buf)
        self.poses = poses
        self.app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))
        self.app.add_handler("CONTROLLER_MOVE")(self.on_move)
        self.app.spawn(start=False)(self.main)

    async def on_move(self, event, session):
        self.poses[:] = event.value["left"]
        print(
            ">>",
            event.value["leftState"]["trigger"],
            list(self.poses)[12:15],
            flush=True,
        )
        session.upsert @ MotionControllers(key="heard", stream=False)

    async def main(self, session):
        session.set @ Scene(key="scene", bgChildren=[])
        session.upsert(
            MotionControllers(key="controllers", left=True, right=True, stream=True),
            to="bgChildren",
        )
        width = SHAPE[1] // 2
        for half, layer in ((self.image[:, :width], 1), (self.image[:, width:], 2)):
            session.upsert(
                ImageBackground(
                    half,
                    format="jpeg",
                    quality=90,
                    key=f"eye-{layer}",
                    layers=layer,
                    distanceToCamera=10,
                ),
                to="bgChildren",
            )
        await session.forever()


if __name__ == "__main__":
    memory = shared_memory.SharedMemory(create=True, size=int(np.prod(SHAPE)))
    try:
        television = Television(memory, multiprocessing.Array("d", 16))
        television.image[:] = (200, 100, 50)
        television.image[:, SHAPE[1] // 2 :] = (50, 100, 200)
        process = multiprocessing.get_context("fork").Process(target=television.app.run)
        process.start()
        process.join()
    finally:
        memory.unlink()
