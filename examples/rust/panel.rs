//! A panel of the program's own beside the scene: a slider and two buttons. What stands in `htmlChildren` is
//! shown there; the key of an event says which element it comes from.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use vuer::event::EventView as _;
use vuer::event::view::{ImageClick, SliderSet};
use vuer::{ClientEvent, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .on(
            SliderSet::ETYPE,
            async |event: ClientEvent, session: Session| {
                let SliderSet(size) = event.parse()?;
                Ok(session.update(c::Box::new().key("box").scale(size))?)
            },
        )
        .on(
            ImageClick::ETYPE,
            async |event: ClientEvent, session: Session| {
                let color = match event.key.as_deref() {
                    Some("warm") => "orange",
                    Some("cool") => "steelblue",
                    _ => return Ok(()),
                };
                Ok(session.update(c::Box::new().key("box").color(color))?)
            },
        )
        .spawn(async |session| {
            let scene = c::Scene::new()
                .child(c::Box::new().key("box").color("orange"))
                .html_child(c::Header3::new().key("title").text("A box"))
                .html_child(
                    c::Slider::new()
                        .key("size")
                        .label("Size")
                        .min(0.2)
                        .max(2)
                        .step(0.1)
                        .value(1),
                )
                .html_child(c::Button::new().key("warm").value("Warm"))
                .html_child(c::Button::new().key("cool").value("Cool"));
            session.set(scene)?;
            session.forever().await
        })
        .start_blocking(|server| println!("{}", server.url()))
}
