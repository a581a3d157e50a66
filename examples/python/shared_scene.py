"""One scene for everybody: open the page twice and drag the ball in one of them. ``app.scene`` is what the original does
not have; where no function is spawned, every session sees it."""

from vuer import Vuer
from vuer.schemas import Movable, Sphere

app = Vuer()
app.scene.add @ Movable(
    Sphere(args=[0.1, 32, 24], color="tomato"), key="handle", position=[0, 0.5, 0]
)


@app.add_handler("OBJECT_MOVE")
def follow(event, session):
    if "matrix" in event.value:
        app.scene.update @ Movable(key="handle", matrix=event.value["matrix"])


app.run()
