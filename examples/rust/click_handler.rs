//! Click a box and it changes its colour. The handler hears all sessions; it answers the one that the
//! click came from.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::sync::atomic::{AtomicUsize, Ordering};

use vuer::event::view::Click;
use vuer::{Handler, Vuer, components as c, prelude::*};

const COLORS: [&str; 4] = ["tomato", "gold", "mediumseagreen", "royalblue"];

fn main() -> Result<(), vuer::RunError> {
    let clicks = AtomicUsize::new(0);
    let repaint = Handler::typed(move |click: Click, session: Session| {
        let color = COLORS[clicks.fetch_add(1, Ordering::Relaxed) % COLORS.len()];
        async move { Ok(session.update(c::Box::new().key(click.key).color(color))?) }
    });
    Vuer::new()
        .handler(repaint)
        .spawn(async |session| {
            let cube = |index: i32| {
                let position = [0.4 * f64::from(index), 0.15, 0.0];
                c::Box::new()
                    .key(format!("cube-{index}"))
                    .args([0.3, 0.3, 0.3])
                    .position(position)
            };
            session.add([cube(-1), cube(0), cube(1)])?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
