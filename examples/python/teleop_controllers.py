"""A gripper led by a controller: while the grip of the right controller is squeezed, the gripper goes where the
controller goes; the trigger closes it, and the controller buzzes when it is closed. Open the page in a headset; its
browser enters VR only over HTTPS or on localhost."""

from types import SimpleNamespace

from vuer import Vuer, VuerSession
from vuer.events import HapticActuatorPulse
from vuer.schemas import Gripper, MotionControllers

# Half the distance between the open jaws, in metres.
OPEN = 0.04

app = Vuer(queue_len=3)


pilot = SimpleNamespace(place=[0.0, 1.2, -0.5], hand=None, is_closed=False)


@app.add_handler("CONTROLLER_MOVE")
async def follow(event, session):
    right, state = event.value.get("right"), event.value.get("rightState") or {}
    # A controller that is lost, or let go of, leaves the gripper where it is.
    hand = right[12:15] if right is not None and state.get("squeeze") else None
    if hand and pilot.hand:
        pilot.place = [
            place + now - before
            for place, now, before in zip(pilot.place, hand, pilot.hand)
        ]
    pilot.hand = hand
    width = OPEN * (1 - state.get("triggerValue", 0))
    # A real robot would be told here.
    session.update @ Gripper(key="gripper", position=pilot.place, pinchWidth=width)
    was_closed, pilot.is_closed = pilot.is_closed, width < 1e-3
    if pilot.is_closed and not was_closed:
        session @ HapticActuatorPulse(right={"strength": 0.8, "duration": 60})


@app.spawn(start=True)
async def main(session: VuerSession):
    controllers = MotionControllers(
        key="controllers", stream=True, left=True, right=True, fps=72
    )
    session.upsert(controllers, to="bgChildren")
    session.add @ Gripper(key="gripper", position=pilot.place, pinchWidth=OPEN)
    await session.forever()
