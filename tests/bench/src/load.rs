//! What the load does in each scenario, and that nothing it was promised is missing.
//!
//! The vocabulary between load and server: the load sends INIT, waits for a message that names
//! `ready`, sends GO (key = scenario, value = `{n, window}`) and then ACK (value = messages so far).
//! The server may be at most `window` messages ahead of the last ACK, so that neither its queue nor
//! the socket's decides what is measured. Each message of a stream carries the prop `seq`, counting
//! from 0; the last one names `done` and carries the count, and as `figure` what the server has measured itself.

use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use tokio::task::JoinSet;
use tokio::time::interval;

use crate::message::{contains, describe, event, figure, hand_move, picture, seq, text};
use crate::socket::{Socket, message_frame};

/// A stream of messages that the server sends to some clients.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stream {
    /// The server's name for it.
    pub(crate) scenario: &'static str,
    pub(crate) clients: usize,
    /// Messages to each client.
    pub(crate) messages: u64,
    /// How far the server may be ahead of the first client.
    pub(crate) window: u64,
    /// Every message is at least that long, in bytes.
    pub(crate) least: usize,
}

/// Receives a stream, every message counted and checked; the time it took.
pub(crate) async fn receive(address: SocketAddr, stream: Stream) -> Result<Duration> {
    let mut sockets = sessions(address, stream.clients).await?;
    let begin = Instant::now();
    go(
        &mut sockets[0],
        stream.scenario,
        stream.messages,
        stream.window,
    )
    .await?;
    let mut clients = JoinSet::new();
    for (index, socket) in sockets.into_iter().enumerate() {
        clients.spawn(client(socket, stream, index == 0));
    }
    while let Some(result) = clients.join_next().await {
        result??;
    }
    Ok(begin.elapsed())
}

async fn client(mut socket: Socket, stream: Stream, acknowledges: bool) -> Result<()> {
    let every = (stream.window / 2).max(1);
    for expected in 0..stream.messages {
        let message = socket
            .next()
            .await
            .with_context(|| format!("after {expected} messages"))?;
        ensure!(
            seq(&message) == Some(expected),
            "message {expected} is {}",
            describe(&message)
        );
        ensure!(
            message.len() >= stream.least,
            "message {expected} has {} bytes only",
            message.len()
        );
        if acknowledges && (expected + 1) % every == 0 {
            socket
                .send(&event("ACK", "bench", |value| value.uint(expected + 1)))
                .await?;
        }
    }
    done(&mut socket, stream.messages).await.map(drop)
}

/// Answers that many GRAB_RENDER calls, one after the other, with a picture of 30 kB.
pub(crate) async fn answer(address: SocketAddr, calls: u64) -> Result<Duration> {
    let mut socket = sessions(address, 1).await?.remove(0);
    let frame = vec![0xff; 30_000];
    let begin = Instant::now();
    go(&mut socket, "rpc", calls, 1).await?;
    for call in 0..calls {
        let message = socket.next().await?;
        let rtype = text(&message, "rtype")
            .with_context(|| format!("call {call} is {}", describe(&message)))?;
        let reply = event(rtype, "DEFAULT", |value| picture(value, &frame));
        socket.send(&reply).await?;
    }
    done(&mut socket, calls).await?;
    Ok(begin.elapsed())
}

/// How many events the load writes at once, so that it takes little of the machine that it shares with the
/// server. They arrive no differently: the system joins what a busy server has not read yet.
const BATCH: u64 = 16;

/// How many hand events may be on their way: less than a server that leaves out what its program has no time for keeps.
const HANDS_WINDOW: u64 = 2_048;

/// Sends that many HAND_MOVE events, both hands tracked, until the server's handlers have had them all. The server says
/// `seen` at each half of the window.
pub(crate) async fn hands(address: SocketAddr, events: u64) -> Result<Duration> {
    let mut socket = sessions(address, 1).await?.remove(0);
    let frame = message_frame(&hand_move(None));
    let batch = frame.repeat(BATCH as usize);
    let begin = Instant::now();
    go(&mut socket, "hands", events, HANDS_WINDOW).await?;
    let (mut sent, mut seen) = (0, 0);
    while sent < events {
        let now = (events - sent).min(BATCH);
        while sent + now > seen + HANDS_WINDOW {
            let message = socket.next().await?;
            seen += HANDS_WINDOW / 2;
            ensure!(
                contains(&message, b"\xa4seen") && seq(&message) == Some(seen),
                "instead of {seen} hands seen came {}",
                describe(&message)
            );
        }
        socket
            .write_frames(&batch[..frame.len() * now as usize])
            .await?;
        sent += now;
    }
    while seen + HANDS_WINDOW / 2 < events {
        socket.next().await?;
        seen += HANDS_WINDOW / 2;
    }
    done(&mut socket, events).await?;
    Ok(begin.elapsed())
}

/// Sends that many HAND_MOVE events at their rate; the milliseconds after which the handler has had all but a hundredth.
pub(crate) async fn paced_hands(address: SocketAddr, events: u64, rate: u32) -> Result<f64> {
    let mut socket = sessions(address, 1).await?.remove(0);
    go(&mut socket, "hands", events, 0).await?;
    let mut clock = interval(Duration::from_secs(1) / rate);
    for _ in 0..events {
        clock.tick().await;
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        socket
            .send(&hand_move(Some(("sent", now.as_secs_f64()))))
            .await?;
    }
    let last = done(&mut socket, events).await?;
    figure(&last).context("the server has not said how long it took")
}

/// Sends that many poses at their rate, each of which the server answers with an update, while it sends a video for both
/// eyes; the milliseconds after which all but a hundredth were answered.
pub(crate) async fn round_trips(address: SocketAddr, poses: usize, rate: u32) -> Result<f64> {
    let mut socket = sessions(address, 1).await?.remove(0);
    go(&mut socket, "teleop", poses as u64, 0).await?;
    let mut clock = interval(Duration::from_secs(1) / rate);
    let mut sent: Vec<Instant> = Vec::with_capacity(poses);
    let mut trips: Vec<Duration> = Vec::with_capacity(poses);
    let mut pairs = 0;
    while trips.len() < poses {
        let message = tokio::select! {
            message = socket.next() => message?,
            _ = clock.tick(), if sent.len() < poses => {
                sent.push(Instant::now());
                let mark = ("pose", (sent.len() - 1) as f64);
                socket.send(&hand_move(Some(mark))).await?;
                continue;
            }
        };
        if contains(&message, b"\xa4pose") {
            ensure!(
                seq(&message) == Some(trips.len() as u64),
                "instead of the answer to pose {} came {}",
                trips.len(),
                describe(&message)
            );
            trips.push(sent[trips.len()].elapsed());
        } else {
            pairs += u64::from(jpegs(&message) == 2);
        }
    }
    // A tenth less than there should be, for the first one and for the last.
    let expected = poses as u64 * VIDEO_RATE / u64::from(rate) * 9 / 10;
    ensure!(
        pairs >= expected,
        "{pairs} pairs of pictures came beside {poses} poses, not {expected}"
    );
    trips.sort();
    let slow = trips[(trips.len() * 99).div_ceil(100) - 1];
    Ok(slow.as_secs_f64() * 1e3)
}

/// Pairs of pictures a second beside the poses.
const VIDEO_RATE: u64 = 30;

/// How many JPEGs a message holds.
fn jpegs(message: &[u8]) -> usize {
    memchr::memmem::find_iter(message, b"\xff\xd8\xff").count()
}

/// What came of a video, pairs of JPEGs.
pub(crate) struct Video {
    /// Pairs in a second.
    pub(crate) rate: f64,
    /// Milliseconds for which each pair kept the server's event loop.
    pub(crate) blocked: f64,
}

/// Has that many pairs taken, and receives those that are sent.
pub(crate) async fn video(address: SocketAddr, pairs: u64) -> Result<Video> {
    let mut socket = sessions(address, 1).await?.remove(0);
    go(&mut socket, "video", pairs, 0).await?;
    let mut shown = 0;
    let mut arrivals = None;
    loop {
        let message = socket.next().await?;
        if contains(&message, b"\xa4done") {
            ensure!(
                seq(&message) == Some(shown),
                "{shown} pairs have come, and then {}",
                describe(&message)
            );
            let (first, last): (Instant, Instant) = arrivals.context("no pair has come")?;
            return Ok(Video {
                rate: (shown - 1) as f64 / (last - first).as_secs_f64(),
                blocked: figure(&message).context("the server has not said how long it took")?,
            });
        }
        let jpegs = jpegs(&message);
        ensure!(
            jpegs == 2 && seq(&message) == Some(shown),
            "pair {shown} is {jpegs} JPEGs, {}",
            describe(&message)
        );
        shown += 1;
        let now = Instant::now();
        arrivals = Some((arrivals.map_or(now, |(first, _)| first), now));
    }
}

/// That many sessions, each open and known to the program.
pub(crate) async fn sessions(address: SocketAddr, count: usize) -> Result<Vec<Socket>> {
    let init = event("INIT", "bench", |value| {
        value.map(1).string("client").string("browser")
    });
    let mut sockets = Vec::with_capacity(count);
    for _ in 0..count {
        let mut socket = Socket::connect(address).await?;
        socket.send(&init).await?;
        while !contains(&socket.next().await?, b"\xa5ready") {}
        sockets.push(socket);
    }
    Ok(sockets)
}

async fn go(socket: &mut Socket, scenario: &str, n: u64, window: u64) -> Result<()> {
    let message = event("GO", scenario, |value| {
        value
            .map(2)
            .string("n")
            .uint(n)
            .string("window")
            .uint(window)
    });
    socket.send(&message).await
}

/// The last message of a scenario.
async fn done(socket: &mut Socket, count: u64) -> Result<Bytes> {
    let message = socket.next().await?;
    ensure!(
        contains(&message, b"\xa4done") && seq(&message) == Some(count),
        "instead of the end after {count} came {}",
        describe(&message)
    );
    Ok(message)
}
