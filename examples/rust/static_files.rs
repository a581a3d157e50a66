//! Files of a folder, and one that the program makes, shown by their URLs. The client asks for the latter
//! whenever it is shown.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::{Link, Vuer, Workspace, components as c, prelude::*};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vuer-cli/assets/demo/arm");

fn main() -> Result<(), vuer::RunError> {
    let files = Workspace::new().dir(FOLDER);
    let corner = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";
    files.link("corner.obj", Link::bytes(corner).content_type("model/obj"));
    let files = files.dir_at("more", FOLDER);
    Vuer::new()
        .workspace(files)
        .spawn(async |session| {
            let part = |name: &str, x: f64| {
                c::Glb::new()
                    .key(name)
                    .src(format!("/static/{name}.glb"))
                    .position([x, 0.2, 0.0])
            };
            session.add((part("base", -0.4), part("turret", 0.0), part("wrist", 0.4)))?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
