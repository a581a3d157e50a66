//! Knows when a model is there: the client sends what `on_load` says, or what went wrong.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::view::{Load, LoadError};
use vuer::{Handler, Vuer, Workspace, components as c, prelude::*};

const ARM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vuer-cli/assets/demo/arm");

fn main() -> Result<(), vuer::RunError> {
    let loaded = Handler::typed(async |load: Load, _: Session| {
        println!("loaded: {load:?}");
        Ok(())
    });
    let failed = Handler::typed(async |error: LoadError, _: Session| {
        println!("failed: {error:?}");
        Ok(())
    });
    Vuer::new()
        .workspace(Workspace::new().dir(ARM))
        .handler(loaded)
        .handler(failed)
        .spawn(async |session| {
            let model =
                |key: &str, src: &str| c::Glb::new().key(key).src(src).on_load("here it is");
            session.add((
                model("turret", "/static/turret.glb"),
                model("nothing", "/static/missing.glb").position([0.5, 0.0, 0.0]),
            ))?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
