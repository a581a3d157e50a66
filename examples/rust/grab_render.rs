//! Asks the page for a picture of what it shows and writes it to `render.jpg`.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use vuer::{GrabRender, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let knot = c::TorusKnot::new()
                .args([0.4, 0.12, 200.0, 24.0])
                .position([0.0, 0.8, 0.0]);
            session.add((knot.color("royalblue"), c::GrabRender::new()))?;
            // Until it is drawn.
            tokio::time::sleep(Duration::from_secs(1)).await;
            let render = session.grab_render(GrabRender::default()).await?;
            std::fs::write("render.jpg", &render.frame)?;
            println!("render.jpg: {} × {} pixels", render.width, render.height);
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
