//! Draws the meshes of the demo's arm: `cargo run -p vuer-cli --example demo_arm` writes a glTF
//! file a link beside the URDF that names them. Run it after a change here and commit what it
//! writes.

mod glb;
mod parts;
mod skin;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/arm");
    for (name, part) in parts::links() {
        std::fs::write(folder.join(name).with_extension("glb"), glb::write(&part))?;
    }
    Ok(())
}
