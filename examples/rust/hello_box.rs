//! One box. `cargo run --example hello_box`, then open the URL that it prints.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::{Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let cube = c::Box::new()
                .key("cube")
                .args([0.5, 0.5, 0.5])
                .position([0.0, 0.25, 0.0]);
            session.add(cube.color("tomato"))?;
            // The session ends when this closure does; so wait until the page is closed.
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
