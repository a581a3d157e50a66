//! A page and a call of one's own beside the scene: a button at `/remote` turns the box.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::sync::atomic::{AtomicU32, Ordering};

use vuer::route::{Bytes, Request};
use vuer::{Route, Scene, Vuer, components as c, prelude::*};

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>Remote</title>
<button onclick="fetch('/turn', { method: 'POST' })">Turn</button>"#;

fn main() -> Result<(), vuer::RunError> {
    let scene = Scene::new();
    scene.add(c::Box::new().key("box").args([0.5, 0.5, 0.5]).color("gold"));

    let (turned, turns) = (scene.clone(), AtomicU32::new(0));
    let turn = Route::post(move |_: Request<Bytes>| {
        let turns = turns.fetch_add(1, Ordering::Relaxed) + 1;
        let angle = 0.3 * f64::from(turns);
        turned.update(c::Box::new().key("box").rotation([0.0, angle, 0.0]));
        async move { format!("{turns} turns") }
    });
    Vuer::new()
        .route("/remote", Route::get(|| PAGE))
        .route("/turn", turn.content_type("text/plain"))
        .spawn(move |session| {
            let scene = scene.clone();
            async move {
                scene.join(&session)?;
                session.forever().await
            }
        })
        .start_blocking(|server| println!("{0}\n{0}/remote", server.url().trim_end_matches('/')))
}
