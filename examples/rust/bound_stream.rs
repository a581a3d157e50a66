//! A program as a stream: what it yields is sent, a frame at a time, at a rate of its choice.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

use futures_util::{StreamExt as _, stream};
use vuer::{Frame, ServerEvent, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    Vuer::new()
        .bind(|_events| {
            stream::iter(0_u32..).map(|step| {
                let knot = c::TorusKnot::new()
                    .key("knot")
                    .args([0.3, 0.1, 128.0, 24.0])
                    .rotation([0.0, 0.05 * f64::from(step), 0.0])
                    .position([0.0, 0.6, 0.0]);
                let event = ServerEvent::Upsert {
                    nodes: vec![knot.into()],
                    to: None,
                };
                Frame::new(event).rate(30.0)
            })
        })
        .start_blocking(|server| println!("{}", server.url()))
}
