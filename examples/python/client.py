"""A robot that reports to a scene elsewhere: it connects to a server, tells of its battery, and prints what it hears.
Start another example first; ``python client.py ws://localhost:8012``."""

import asyncio
import sys

from vuer import VuerClient
from vuer.events import ClientEvent


async def main():
    uri = sys.argv[1] if len(sys.argv) > 1 else None
    async with VuerClient(uri) as client:
        client.send @ ClientEvent(etype="BATTERY", value=0.8)
        async for event in client:
            print(event.etype, event.data, flush=True)
            if hasattr(event, "rtype"):
                # A request. This client has no picture to answer with.
                await client.send(ClientEvent(etype=event.rtype, key=event.key))


asyncio.run(main())
