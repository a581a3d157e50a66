//! Prints where the camera of the page is, whenever its user has moved it, and puts a marker there.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::view::CameraMove;
use vuer::{Handler, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let follow = Handler::typed(async |moved: CameraMove, session: Session| {
        if let Some(pose) = moved.pose() {
            let [x, y, z] = pose.translation().0;
            println!("the camera is at {x:.2} {y:.2} {z:.2}");
            session.update(c::CoordsMarker::new().key("shadow").position([x, 0.0, z]))?;
        }
        Ok(())
    });
    Vuer::new()
        .handler(follow)
        .spawn(async |session| {
            session.add(c::CoordsMarker::new().key("shadow").scale(0.3))?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
