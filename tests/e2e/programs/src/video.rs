//! Stereo video as a robot's two cameras would send it: a pair of pictures as JPEG, thirty times a second, each for one
//! eye. On a page without a headset both are seen, side by side.
//!
//! Their size is 1280 × 720 unless it is given. The pictures are numbered: of a block in the upper left corner of each,
//! the brightness tells which one it is, so whoever looks at the page knows what it shows. With `--echo` hands are
//! tracked, and of each pose the page's own time goes back at once, to the node `echo`. `{sent}` reports that a session has got all of them, `{shown, frames, age}`
//! what the page says about once a second: how many pictures of that key it has drawn since it said so last, and the age
//! of the newest in milliseconds.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use bytes::Bytes;
use clap::Args as ClapArgs;
use jpeg_encoder::{ColorType, Encoder};
use serde_json::json;
use tokio::time::{MissedTickBehavior, interval};
use vuer::components::{Group, Hands, ImageBackground, Scene};
use vuer::event::view::FrameAge;
use vuer::prelude::*;
use vuer::{ClientEvent, Node, Vuer};

use crate::report;

const PERIOD: Duration = Duration::from_nanos(1_000_000_000 / 30);

/// So many pairs are different, then they come again.
const PAIRS: u32 = 30;

/// The brightness of the block in the first picture, and how much brighter it is in each that follows.
const FIRST: u32 = 8;
const STEP: u32 = 8;

/// The block's part of the picture's width and height.
const BLOCK: u16 = 4;

const EYES: [&str; 2] = ["left", "right"];

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// How many pairs each session gets
    #[arg(long)]
    pairs: u32,
    #[arg(long, default_value_t = 1280)]
    columns: u16,
    #[arg(long, default_value_t = 720)]
    rows: u16,
    /// Have hands tracked, and send the time of each pose back
    #[arg(long)]
    echo: bool,
}

/// A picture for each eye, as the bytes of JPEG files.
type Pair = [Bytes; 2];

pub(crate) async fn run(args: Args) -> Result<()> {
    let pairs = (0..PAIRS.min(args.pairs)).map(|number| {
        let [left, right] =
            EYES.map(|eye| picture(number, eye, args.columns, args.rows).map(Bytes::from));
        Ok([left?, right?])
    });
    let pairs: Arc<[Pair]> = pairs.collect::<Result<Vec<_>>>()?.into();
    let server = Vuer::new()
        .host("127.0.0.1")
        .port(0)
        // The page's times are compared with its clock.
        .float64(true)
        .on("HAND_MOVE", async |event: ClientEvent, session: Session| {
            if let Some(time) = event.extra.get("frameTime") {
                session.update(Node::update("echo").prop("poseTime", time.clone()))?;
            }
            Ok(())
        })
        .on("FRAME_AGE", async |event: ClientEvent, _: Session| {
            let FrameAge { frames, age, .. } = event.parse()?;
            report(&json!({ "shown": event.key, "frames": frames, "age": age }));
            Ok(())
        })
        .spawn(move |session| {
            let aspect = f64::from(args.columns) / f64::from(args.rows);
            let pairs = Arc::clone(&pairs);
            async move {
                if args.echo {
                    let hands = Hands::new().key("hands").stream(true).fps(1000);
                    // Nothing else that would have to be drawn.
                    let scene = Scene::new().bg_child(hands);
                    session.set(scene.child(Group::new().key("echo")))?;
                }
                play(session, pairs, args.pairs, aspect).await
            }
        })
        .start()
        .await?;
    report(&json!({ "url": server.url() }));
    server.until_ctrl_c().await?;
    Ok(())
}

async fn play(session: Session, pairs: Arc<[Pair]>, count: u32, aspect: f64) -> vuer::Result {
    for (eye, layer, x) in [("left", 1, -0.9), ("right", 2, 0.9)] {
        let screen = ImageBackground::new()
            .key(eye)
            .layers(layer)
            .distance_to_camera(2.0)
            .aspect(aspect)
            .height(1.0)
            .position([x, 0.0, 0.0]);
        session.upsert_to("bgChildren", screen)?;
    }
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for (_, pair) in (0..count).zip(pairs.iter().cycle()) {
        ticks.tick().await;
        let taken = SystemTime::now();
        let [left, right] = [0, 1].map(|at| {
            ImageBackground::new()
                .key(EYES[at])
                .src(pair[at].clone())
                .captured_at(taken)
        });
        session.update((left, right))?;
    }
    report(&json!({ "sent": count }));
    session.forever().await
}

/// A disc that goes round before a room of stripes, with the noise of a camera.
fn picture(number: u32, eye: &str, columns: u16, rows: u16) -> Result<Vec<u8>> {
    let turn = std::f32::consts::TAU * number as f32 / PAIRS as f32;
    let unit = f32::from(columns);
    let shift = if eye == "left" { 0.01 } else { -0.01 };
    let centre = (
        (0.5 + 0.25 * turn.cos() + shift) * unit,
        0.5 * f32::from(rows) + 0.15 * turn.sin() * unit,
    );
    let radius = 0.1 * unit;
    let stripe = (columns / 32).max(1);
    let block = (FIRST + STEP * number) as u8;
    let mut noise = Noise(number + 1);
    let mut pixels = Vec::with_capacity(3 * usize::from(columns) * usize::from(rows));
    for row in 0..rows {
        for column in 0..columns {
            if row < rows / BLOCK && column < columns / BLOCK {
                pixels.extend([block; 3]);
                continue;
            }
            let (x, y) = (f32::from(column) - centre.0, f32::from(row) - centre.1);
            let color = if x * x + y * y < radius * radius {
                [220, 60, 40]
            } else if (column / stripe + row / stripe).is_multiple_of(2) {
                [210, 212, 220]
            } else {
                [120, 140, 170]
            };
            let grain = noise.next();
            pixels.extend(color.map(|channel: u8| channel.saturating_add(grain)));
        }
    }
    let mut file = Vec::new();
    Encoder::new(&mut file, 80).encode(&pixels, columns, rows, ColorType::Rgb)?;
    Ok(file)
}

/// Small numbers that look like chance, the same in every run.
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> u8 {
        // Xorshift, by George Marsaglia.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 % 32) as u8
    }
}
