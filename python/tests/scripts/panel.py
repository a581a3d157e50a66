"""A panel of HTML whose elements are answered to."""

import asyncio
import os

from vuer import Vuer
from vuer.events import ClientEvent
from vuer.schemas import (
    Bold,
    Button,
    Header1,
    Html,
    InputBox,
    Markdown,
    Paragraph,
    Scene,
    Slider,
    div,
    span,
)

app = Vuer(host="localhost", port=int(os.environ["SCRIPT_PORT"]))


@app.add_handler("CLICK")
async def clicked(event: ClientEvent, session):
    session.update @ Paragraph("clicked", key="log")


async def slid(event, session):
    session.update @ Slider(key="speed", value=float(event.value))


app.add_handler("SET")(slid)
remove = app.add_handler("INPUT", lambda event, session: print(">> never"))
remove()


@app.spawn(start=True)
async def main(session):
    session.set @ Scene(
        Html(Paragraph("in the scene", key="label"), key="html", position=[0, 1, 0]),
        key="scene",
        bgChildren=[],
        htmlChildren=[
            Header1("Robot", key="title"),
            Markdown("# *Hello*", key="markdown"),
            div(Bold("bold", key="bold"), span("a", "b", key="span"), key="div"),
            Paragraph("nothing yet", key="log"),
            Button(value="go", key="go"),
            Slider(min=0, max=10, step=0.5, value=5, key="speed"),
            InputBox(key="name", defaultValue="who"),
        ],
    )
    while True:
        event = session.popleft()
        if event == "INPUT":
            print(">>", event.etype, event.key, event.value.strip())
            session.update @ Paragraph(event.value, key="log")
        await asyncio.sleep(0.01)
