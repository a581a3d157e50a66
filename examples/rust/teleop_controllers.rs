//! A gripper led by a controller: while the grip of the right controller is squeezed, the gripper goes where the
//! controller goes; the trigger closes it, and the controller buzzes when it is closed. When nothing is heard of the
//! controller for a moment, the gripper stops. Open the page in a headset; its browser enters VR only over HTTPS or on
//! localhost.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use vuer::event::view::ControllerMove;
use vuer::{Freshness, HapticPulse, ServerEvent, Side, Stream, Vuer, components as c, prelude::*};

/// Half the distance between the open jaws, in metres.
const OPEN: f64 = 0.04;
/// How long nothing may be heard of the controller.
const PATIENCE: Duration = Duration::from_millis(200);

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let controllers = c::MotionControllers::new().key("controllers").fps(72.0);
            session.upsert_to("bgChildren", controllers)?;
            let mut place = [0.0, 1.2, -0.5];
            session.add(gripper(place, OPEN))?;
            let (mut hand, mut closed) = (None, false);
            let mut events = session.events();
            let mut watch = session.watch_side(Stream::Controllers, Side::Right, PATIENCE);
            loop {
                let event = tokio::select! {
                    Some(event) = events.next() => event,
                    Some(freshness) = watch.next() => {
                        if freshness == Freshness::Stale {
                            // A real robot would be stopped here.
                            println!("stopped");
                            hand = None;
                        }
                        continue;
                    }
                    else => return Ok(()),
                };
                if event.etype != "CONTROLLER_MOVE" {
                    continue;
                }
                let ControllerMove {
                    right, right_state, ..
                } = event.parse()?;
                // A controller that is lost, or let go of, leaves the gripper where it is.
                let now = right
                    .filter(|_| right_state.squeeze)
                    .map(|matrix| matrix.translation().0);
                if let (Some(before), Some(now)) = (hand, now) {
                    let steps =
                        std::iter::zip(now, before).map(|(now, before): (f64, f64)| now - before);
                    for (axis, step) in place.iter_mut().zip(steps) {
                        *axis += step;
                    }
                }
                hand = now;
                let width = OPEN * (1.0 - right_state.trigger_value);
                // A real robot would be told here.
                session.update(gripper(place, width))?;
                if !closed && width < 1e-3 {
                    let [x, y, z] = place;
                    println!("closed at x {x:6.3}  y {y:6.3}  z {z:6.3} m");
                    session.send(&buzz())?;
                }
                closed = width < 1e-3;
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}

fn gripper(place: [f64; 3], width: f64) -> c::Gripper {
    c::Gripper::new()
        .key("gripper")
        .position(place)
        .pinch_width(width)
}

/// A short pulse in the right hand.
fn buzz() -> ServerEvent {
    ServerEvent::HapticActuatorPulse {
        left: None,
        right: Some(HapticPulse {
            strength: 0.8,
            duration: 60.0,
        }),
    }
}
