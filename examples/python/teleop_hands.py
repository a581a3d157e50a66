"""A target led by a hand: while thumb and index finger of the right hand touch, it goes where the hand goes. Let go to
bring the hand back, take hold again and go on. Open the page in a headset; its browser enters VR only over HTTPS or on
localhost."""

from vuer import Vuer, VuerSession
from vuer.schemas import Hands, Sphere

# Where a joint's position stands in a hand's 25 matrices of 16 numbers, column by column.
INDEX_FINGER_TIP = 9

app = Vuer(queue_len=3)
target = [0.0, 1.2, -0.4]
hand = None


@app.add_handler("HAND_MOVE")
async def follow(event, session):
    global hand
    right, state = event.value.get("right"), event.value.get("rightState") or {}
    before, hand = hand, None
    if right is None or not state.get("pinch"):
        # A hand that is lost, or opens, leaves the target where it is.
        return
    at = 16 * INDEX_FINGER_TIP + 12
    hand = right[at : at + 3]
    if before is not None:
        for axis in range(3):
            target[axis] += hand[axis] - before[axis]
        # A real robot would be told here.
        session.update @ Sphere(key="target", position=target)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.upsert(Hands(key="hands", stream=True, fps=72), to="bgChildren")
    session.add @ Sphere(
        key="target", args=[0.03, 32, 24], position=target, color="tomato"
    )
    await session.forever()
