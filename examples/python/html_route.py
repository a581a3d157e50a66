"""A page and a call of one's own beside the scene: a button at ``/remote`` turns the box."""

from itertools import count

from vuer import Vuer
from vuer.schemas import Box

PAGE = """<!doctype html><meta charset="utf-8"><title>Remote</title>
<button onclick="fetch('/turn', { method: 'POST' })">Turn</button>"""

app = Vuer()
app.scene.add @ Box(key="box", args=[0.5, 0.5, 0.5], color="gold")
turns = count(1)


def turn():
    turned = next(turns)
    app.scene.update @ Box(key="box", rotation=[0, 0.3 * turned, 0])
    return f"{turned} turns"


app.add_route("/remote", lambda: PAGE)
app.add_route("/turn", turn, method="POST", content_type="text/plain")
app.run()
