//! Prints where the right hand's index finger is, and whether the hand pinches. Open the page in a
//! headset; its browser enters VR only over HTTPS or on localhost.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::view::{HandJoint, HandMove};
use vuer::{Handler, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let print = Handler::typed(async |hands: HandMove, _: Session| {
        let tip = hands
            .right
            .as_ref()
            .and_then(|hand| hand.joint(HandJoint::IndexFingerTip));
        if let Some(tip) = tip {
            let [x, y, z] = tip.translation().0;
            let pinch = if hands.right_state.pinch {
                "pinching"
            } else {
                "open"
            };
            println!("x {x:6.3}  y {y:6.3}  z {z:6.3} m  {pinch}");
        }
        Ok(())
    });
    Vuer::new()
        .handler(print)
        .spawn(async |session| {
            session.upsert_to(
                "bgChildren",
                c::Hands::new().key("hands").stream(true).fps(30.0),
            )?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
