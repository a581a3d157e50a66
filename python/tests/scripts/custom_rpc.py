"""A request of the program's own, and an event of its own."""

import os

from vuer import Vuer
from vuer.events import ServerEvent, ServerRPC
from vuer.schemas import Scene

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))


class Blink(ServerEvent):
    etype = "BLINK"

    def __init__(self, times):
        super().__init__({"times": times})


class Measure(ServerRPC):
    etype = "MEASURE"

    def __init__(self, key, **data):
        super().__init__(data=data)
        self.key = key
        self.rtype = f"MEASURE_RESPONSE@{self.uuid}"


@app.spawn(start=True)
async def main(session):
    session.set @ Scene(key="scene", bgChildren=[])
    session @ Blink(3)
    session.send(Blink(4))
    answer = await session.rpc(Measure("ruler", unit="m"), ttl=5)
    print(">>", answer.value["length"], answer.etype.split("@")[0])
    session @ Blink(answer.value["length"])
    await session.forever()
