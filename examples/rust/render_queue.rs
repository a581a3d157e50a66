//! A queue of views that any number of open pages draw: open it in two tabs, and each takes its share.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use vuer::{GrabRender, Vuer, components as c, prelude::*};

const VIEWS: u32 = 24;

fn main() -> Result<(), vuer::RunError> {
    let queue = Arc::new(Mutex::new((0..VIEWS).collect::<Vec<_>>()));
    Vuer::new()
        .spawn(move |session| work(session, Arc::clone(&queue)))
        .start_blocking(|server| println!("{}", server.url()))
}

/// Draws views until there are no more.
async fn work(session: Session, queue: Arc<Mutex<Vec<u32>>>) -> vuer::Result {
    let take = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
    session.add(
        c::TorusKnot::new()
            .args([0.3, 0.1, 200.0, 24.0])
            .position([0.0, 0.6, 0.0])
            .color("seagreen"),
    )?;
    while let Some(view) = take() {
        let (sin, cos) = (f64::from(view) / f64::from(VIEWS) * std::f64::consts::TAU).sin_cos();
        let camera = c::PerspectiveCamera::new()
            .key("perspective-camera")
            .position([2.0 * cos, 1.5, 2.0 * sin])
            .look_at([0.0, 0.6, 0.0]);
        session.update(camera)?;
        let render = session
            .grab_render(GrabRender::default())
            .ttl(Duration::from_secs(10));
        match render.await {
            Ok(render) => println!(
                "view {view}: {} bytes by {}",
                render.frame.len(),
                session.id()
            ),
            Err(error) => {
                // Somebody else draws it.
                queue
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(view);
                return Err(error.into());
            }
        }
    }
    session.forever().await
}
