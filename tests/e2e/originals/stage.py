"""A stage on the original server, either version: does what it reads, reports what it hears.

Run by the Python of one of the environments, with the port to listen on. Each line of standard
input is a JSON command, each line of standard output that begins with a brace a JSON report; the
vocabulary is that of `harness/stage.js`, which also drives the same stage on our own server.
"""

import asyncio
import base64
import json
import sys
import threading

from vuer import Vuer, VuerSession, schemas
from vuer.events import GrabRender

# One class a tag; a subclass that only presets props (DefaultScene) has the tag of its parent.
CLASSES = {}
for thing in vars(schemas).values():
    if isinstance(thing, type) and hasattr(thing, "_serialize"):
        CLASSES.setdefault(getattr(thing, "tag", None), thing)
CLASSES["Scene"] = schemas.Scene


def element(node):
    """The element that a node of the wire stands for, built by its own class."""
    props = dict(node)
    children = [element(child) for child in props.pop("children", [])]
    return CLASSES[props.pop("tag")](*children, **props)


def report(**fields):
    """Writes one line; bytes become base64."""

    def plain(value):
        if isinstance(value, bytes):
            return {"base64": base64.b64encode(value).decode()}
        return repr(value)

    print(json.dumps(fields, default=plain), flush=True)


class Stage:
    """The newest session, and the commands it is to carry out."""

    def __init__(self, app: Vuer):
        self.session = None
        app.spawn(self.main)

    async def main(self, session: VuerSession):
        """Runs for each session; the first starts the reader of commands."""
        first = self.session is None
        self.session = session
        if first:
            loop = asyncio.get_running_loop()
            threading.Thread(target=self.read, args=(loop,), daemon=True).start()
        report(session="open")
        await session.forever()

    def read(self, loop):
        for line in sys.stdin:
            asyncio.run_coroutine_threadsafe(self.do(json.loads(line)), loop)

    async def do(self, command):
        session, op = self.session, command["op"]
        try:
            if op == "set":
                session.set @ element(command["scene"])
            elif op == "remove":
                session.remove @ command["keys"]
            elif op == "grab":
                answer = await session.rpc(
                    GrabRender(key="DEFAULT", quality=0.9), ttl=60
                )
                report(grab=answer.value)
            else:
                nodes = [element(node) for node in command["nodes"]]
                where = {"to": command["to"]} if "to" in command else {}
                getattr(session, op)(nodes, **where)
            report(done=op)
        except Exception as error:  # noqa: BLE001 (the test decides what it means)
            report(failed=op, error=repr(error))


def main():
    app = Vuer(host="127.0.0.1", port=int(sys.argv[1]))
    for etype in (
        "INIT",
        "ON_CLICK",
        "CAMERA_MOVE",
        "OBJECT_MOVE",
        "OBJECT_MOVE_END",
        "HAND_MOVE",
        "CONTROLLER_MOVE",
        "HEAD_MOVE",
        "MARK",
    ):

        async def tell(event, _session):
            report(
                event=event.etype, key=getattr(event, "key", None), value=event.value
            )

        app.add_handler(etype, tell)
    Stage(app)
    app.start()


main()
