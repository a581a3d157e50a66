//! What a session can do with nodes: set, add, update, upsert, remove, each a second after the other.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use tokio::time::sleep;
use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let second = Duration::from_secs(1);
            // What the client says of itself; it has come already, or comes now.
            let hello = session.wait_for("INIT", second).await?;
            println!("hello, {}", hello.key.as_deref().unwrap_or("somebody"));

            let cube = |key: &str, x: f64| {
                c::Box::new()
                    .key(key)
                    .args([0.3, 0.3, 0.3])
                    .position([x, 0.15, 0.0])
            };
            loop {
                // The whole scene; what it does not name – background, light – stays.
                session.set(c::Scene::new().child(cube("a", -0.5).color("tomato")))?;
                sleep(second).await;
                session.add((cube("b", 0.0), c::Group::new().key("group")))?;
                sleep(second).await;
                // Changes props of what is there, and does nothing if it is not.
                session.update((
                    c::Box::new().key("a").wireframe(true),
                    c::Box::new().key("nobody"),
                ))?;
                sleep(second).await;
                // Changes it or adds it, below that parent.
                session.upsert_to("group", cube("c", 0.5).color("royalblue"))?;
                sleep(second).await;
                // Moves with all that it holds.
                session.update(c::Group::new().key("group").position([0.0, 0.4, 0.0]))?;
                sleep(second).await;
                session.remove(["a", "b"])?;
                sleep(second).await;
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}
