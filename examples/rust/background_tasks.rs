//! Two things at once in one session: a ball that falls, and a clock. Both end with the session.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use tokio::time::{self, Instant};
use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let ball = c::Sphere::new().key("ball").args([0.1, 32.0, 24.0]);
            let clock = c::Text::new().key("clock").font_size(0.2).color("black");
            session.add((ball.color("tomato"), clock.position([0.0, 1.3, 0.0])))?;
            session.spawn_task(bounce(session.clone()));
            session.spawn_task(tick(session.clone()));
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}

async fn bounce(session: Session) -> vuer::Result {
    let start = Instant::now();
    let mut frames = time::interval(Duration::from_millis(16));
    loop {
        let now = frames.tick().await.duration_since(start).as_secs_f64();
        let height = 0.1 + (2.5 * now).sin().abs();
        session.update(c::Sphere::new().key("ball").position([0.0, height, 0.0]))?;
    }
}

async fn tick(session: Session) -> vuer::Result {
    let mut seconds = time::interval(Duration::from_secs(1));
    for second in 0_u32.. {
        seconds.tick().await;
        session.update(c::Text::new().key("clock").child(format!("{second} s")))?;
    }
    Ok(())
}
