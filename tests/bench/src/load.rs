//! What the load does in each scenario, and that nothing it was promised is missing.
//!
//! The vocabulary between load and server: the load sends INIT, waits for a message that names
//! `ready`, sends GO (key = scenario, value = `{n, window}`) and then ACK (value = messages so far).
//! The server may be at most `window` messages ahead of the last ACK, so that neither its queue nor
//! the socket's decides what is measured. Each message of a stream carries the prop `seq`, counting
//! from 0; the last one names `done` and carries the count.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

use crate::message::{contains, describe, event, hand_move, picture, seq, text};
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
    done(&mut socket, stream.messages).await
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

/// Sends that many HAND_MOVE events, both hands tracked, until the server says it has had them all.
pub(crate) async fn hands(address: SocketAddr, events: u64) -> Result<Duration> {
    let mut socket = sessions(address, 1).await?.remove(0);
    let frame = message_frame(&hand_move());
    let batch = frame.repeat(BATCH as usize);
    let begin = Instant::now();
    go(&mut socket, "hands", events, 0).await?;
    let mut left = events;
    while left > 0 {
        let now = left.min(BATCH);
        socket
            .write_frames(&batch[..frame.len() * now as usize])
            .await?;
        left -= now;
    }
    done(&mut socket, events).await?;
    Ok(begin.elapsed())
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

async fn done(socket: &mut Socket, count: u64) -> Result<()> {
    let message = socket.next().await?;
    ensure!(
        contains(&message, b"\xa4done") && seq(&message) == Some(count),
        "instead of the end after {count} came {}",
        describe(&message)
    );
    Ok(())
}
