//! One scene for everybody: open the page twice and drag the ball in one of them.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::view::ObjectMove;
use vuer::{Handler, Scene, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let scene = Scene::new();
    let ball = c::Sphere::new().args([0.1, 32.0, 24.0]).color("tomato");
    scene.add(
        c::Movable::new()
            .key("handle")
            .position([0.0, 0.5, 0.0])
            .child(ball),
    );

    let moves = scene.clone();
    let follow = Handler::typed(move |moved: ObjectMove, _: Session| {
        if let Some(matrix) = moved.matrix {
            moves.update(c::Movable::new().key("handle").matrix(matrix));
        }
        async { Ok(()) }
    });
    Vuer::new()
        .handler(follow)
        .spawn(move |session| {
            let scene = scene.clone();
            async move {
                scene.join(&session)?;
                session.forever().await
            }
        })
        .start_blocking(|server| println!("{}", server.url()))
}
