//! Prints where the right controller is and how far its trigger is pulled, and lets it buzz. Open the page in
//! a headset; its browser enters VR only over HTTPS or on localhost.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::view::ControllerMove;
use vuer::{Handler, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let print = Handler::typed(async |moved: ControllerMove, _: Session| {
        if let Some(right) = &moved.right {
            let [x, y, z] = right.translation().0;
            println!("x {x:6.3}  y {y:6.3}  z {z:6.3} m  {:?}", moved.right_state);
        }
        Ok(())
    });
    Vuer::new()
        .handler(print)
        .spawn(async |session| {
            let controllers = c::MotionControllers::new()
                .key("controllers")
                .stream(true)
                .left(true)
                .right(true);
            session.upsert_to("bgChildren", controllers)?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
