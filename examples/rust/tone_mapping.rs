//! How bright light is brought into the range of a screen: the same scene by each of the curves.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use std::time::Duration;

use vuer::prop::Material;
use vuer::{Node, Vuer, components as c, prelude::*};

const CURVES: [&str; 7] = [
    "none",
    "linear",
    "reinhard",
    "cineon",
    "acesFilmic",
    "agx",
    "neutral",
];

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .spawn(async |session| {
            let lamp = |step: u32| {
                let glow = Material::new()
                    .color("black")
                    .emissive("orange")
                    .emissive_intensity(f64::from(2_u32.pow(step)));
                c::Sphere::new()
                    .args([0.15, 48.0, 32.0])
                    .position([0.4 * (f64::from(step) - 2.5), 0.4, 0.0])
                    .material(glow)
            };
            let name = c::Text::new().key("name").font_size(0.2).color("black");
            session.add((0..6).map(lamp).collect::<Vec<_>>())?;
            session.add(name.position([0.0, 0.9, 0.0]))?;
            for curve in CURVES.iter().cycle() {
                // A node without a key is the scene.
                let scene = Node::default().prop("toneMapping", *curve);
                let name = c::Text::new().key("name").child(*curve);
                session.update((scene, name))?;
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
            Ok(())
        })
        .start_blocking(|server| println!("{}", server.url()))
}
