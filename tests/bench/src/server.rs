//! Our side of the scenarios, written as a user's program would be; `load.rs` says what load and
//! server say to each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::watch;
use vuer::event::view::HandMove;
use vuer::prelude::*;
use vuer::{ClientEvent, GrabRender, Handler, Scene, Tensor, components as c};

const POINTS: usize = 1_000_000;

/// What moves; the last one only says that it is over.
const BOXES: [&str; 8] = [
    "box-0", "box-1", "box-2", "box-3", "box-4", "box-5", "box-6", "done",
];

/// What the handlers share.
#[derive(Default)]
struct Bench {
    /// How many messages the load has had.
    acknowledged: watch::Sender<u64>,
    scene: Scene,
    hands_seen: AtomicU64,
    hands_expected: AtomicU64,
    /// After how many the load is told.
    hands_told: AtomicU64,
    /// Whether each pose is answered.
    answers_poses: AtomicBool,
}

// One worker: load and server share few cores, and nothing here blocks. See `Vuer::start`.
#[tokio::main(worker_threads = 1)]
async fn main() -> vuer::Result {
    let mut arguments = std::env::args().skip(1);
    let port = arguments
        .next()
        .ok_or("usage: bench-server PORT [QUEUE_LEN]")?
        .parse()?;
    let bench = Arc::new(Bench::default());
    bench.scene.add(BOXES.map(|key| c::Box::new().key(key)));
    let (opened, acknowledging, going) =
        (Arc::clone(&bench), Arc::clone(&bench), Arc::clone(&bench));
    let mut server = Vuer::new().host("127.0.0.1").port(port);
    if let Some(queue_len) = arguments.next() {
        server = server.queue_len(queue_len.parse()?);
    }
    let server = server
        .spawn(move |session| {
            let joined = opened.scene.join(&session);
            async move {
                joined?;
                session.update(c::Box::new().key("ready"))?;
                session.forever().await
            }
        })
        .on("GO", move |event, session| {
            go(Arc::clone(&going), event, session)
        })
        .handler(Handler::sync("ACK", move |event, _| {
            let count = event
                .value()
                .ok()
                .and_then(|value| value.as_i64())
                .unwrap_or(0);
            acknowledging.acknowledged.send_replace(count as u64);
        }))
        .handler(Handler::sync("HAND_MOVE", move |event, session| {
            bench.hand_move(&event, &session);
        }))
        .start()
        .await?;
    server.until_ctrl_c().await?;
    Ok(())
}

async fn go(bench: Arc<Bench>, event: ClientEvent, session: Session) -> vuer::Result {
    let value = event.value()?;
    let number = |name| value.get(name).and_then(vuer::Value::as_i64).unwrap_or(0) as u64;
    let (n, window) = (number("n"), number("window"));
    match event.key.as_deref() {
        Some("updates") => {
            bench
                .updates(n, window, |node| Ok(session.update(node)?))
                .await
        }
        Some("fanout") => {
            bench
                .updates(n, window, |node| {
                    bench.scene.update(node);
                    Ok(())
                })
                .await
        }
        Some("clouds") => bench.clouds(&session, n, window).await,
        Some("rpc") => rpc(&session, n).await,
        Some("hands") => {
            bench.hands_expected.store(n, Ordering::Relaxed);
            bench.hands_told.store(window / 2, Ordering::Relaxed);
            Ok(())
        }
        Some("teleop") => {
            bench.answers_poses.store(true, Ordering::Relaxed);
            video(&session).await
        }
        other => Err(format!("no scenario {other:?}").into()),
    }
}

impl Bench {
    async fn updates(
        &self,
        n: u64,
        window: u64,
        send: impl Fn(&c::Box) -> vuer::Result,
    ) -> vuer::Result {
        for seq in 0..n {
            if seq % (window / 2) == 0 {
                self.room(seq, window).await?;
            }
            let key = BOXES[seq as usize % (BOXES.len() - 1)];
            send(
                &c::Box::new()
                    .key(key)
                    .position([0., 1., 2.])
                    .prop("seq", seq as u32),
            )?;
        }
        send(&c::Box::new().key("done").prop("seq", n as u32))
    }

    async fn clouds(&self, session: &Session, n: u64, window: u64) -> vuer::Result {
        let vertices: Vec<[f32; 3]> = (0..POINTS)
            .map(|i| [i, i + 1, i + 2].map(|i| (i % 1000) as f32 / 1000.))
            .collect();
        let colors = Tensor::from(vec![[0_u8; 3]; POINTS]);
        for seq in 0..n {
            self.room(seq, window).await?;
            let cloud = c::PointCloud::new()
                .key("cloud")
                .vertices(&vertices[..])
                .colors(colors.clone());
            session.upsert(cloud.prop("seq", seq as u32))?;
        }
        done(session, n)
    }

    /// Waits until the load is less than `window` messages behind.
    async fn room(&self, sent: u64, window: u64) -> vuer::Result {
        self.acknowledged
            .subscribe()
            .wait_for(|seen| sent - seen < window)
            .await?;
        Ok(())
    }

    fn hand_move(&self, event: &ClientEvent, session: &Session) {
        if self.answers_poses.load(Ordering::Relaxed) {
            answer_pose(event, session).expect("the load sends what can be read");
            return;
        }
        let hands: HandMove = event.parse().expect("the load sends what can be read");
        assert!(hands.left.is_some() && hands.right.is_some());
        let seen = self.hands_seen.fetch_add(1, Ordering::Relaxed) + 1;
        if seen == self.hands_expected.load(Ordering::Relaxed) {
            // Fails only if the load has gone, which then knows.
            done(session, seen).ok();
        } else if seen.is_multiple_of(self.hands_told.load(Ordering::Relaxed).max(1)) {
            let seen = c::Box::new().key("seen").prop("seq", seen as u32);
            session.update(seen).ok();
        }
    }
}

async fn rpc(session: &Session, n: u64) -> vuer::Result {
    for _ in 0..n {
        session
            .grab_render(GrabRender::default())
            .ttl(Duration::from_secs(10))
            .await?;
    }
    done(session, n)
}

/// Moves a box by a pose.
fn answer_pose(event: &ClientEvent, session: &Session) -> vuer::Result {
    let value = event.value()?;
    let pose = value.get("pose").and_then(vuer::Value::as_f64);
    let pose = pose.ok_or("a pose without its number")?;
    let moved = c::Box::new().key("pose").position([0., 1., 2.]);
    Ok(session.update(moved.prop("seq", pose as u32))?)
}

/// Pictures for both eyes, thirty times a second, for as long as the session lasts.
async fn video(session: &Session) -> vuer::Result {
    let picture = jpeg_like();
    let mut clock = tokio::time::interval(Duration::from_secs(1) / 30);
    loop {
        clock.tick().await;
        let eye = |key: &str| c::ImageBackground::new().key(key).src(picture.clone());
        session.update([eye("left"), eye("right")])?;
    }
}

/// What begins like a JPEG, and is as long and as random as one of 1280 × 720 pixels.
fn jpeg_like() -> Bytes {
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8 & 0x7f
    });
    let start = [0xff, 0xd8, 0xff];
    start.into_iter().chain(noise.take(180_000)).collect()
}

fn done(session: &Session, n: u64) -> vuer::Result {
    Ok(session.update(c::Box::new().key("done").prop("seq", n as u32))?)
}
