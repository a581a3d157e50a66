//! Bytes on the wire: what the standard demands of a server, from a client that is written by hand.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use vuer::{Server, components as c, prelude::*};

use crate::client::{PATIENCE, eventually, received, session, vuer};
use crate::log::Log;

pub(crate) const HANDSHAKE: &str = "Connection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// Sends a request and `more`; gives the head of the answer.
pub(crate) async fn request(server: &Server, head: &str, more: &[u8]) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(server.local_addr()).await.unwrap();
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\n{head}\r\n",
        server.local_addr()
    );
    stream
        .write_all(&[request.as_bytes(), more].concat())
        .await
        .unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(timeout(PATIENCE, stream.read_u8()).await.unwrap().unwrap());
    }
    (stream, String::from_utf8(answer).unwrap())
}

/// A frame with the mask of four zeros, which changes nothing.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let len = u8::try_from(payload.len()).unwrap();
    [&[first, 0x80 | len, 0, 0, 0, 0], payload].concat()
}

/// The next frame: first byte and payload.
async fn read(stream: &mut TcpStream) -> (u8, Vec<u8>) {
    let (first, len) = (
        stream.read_u8().await.unwrap(),
        stream.read_u8().await.unwrap(),
    );
    let len = match len {
        126 => stream.read_u16().await.unwrap() as usize,
        127 => stream.read_u64().await.unwrap() as usize,
        len => len as usize,
    };
    let mut payload = vec![0; len];
    stream.read_exact(&mut payload).await.unwrap();
    (first, payload)
}

#[tokio::test]
async fn the_handshake_is_answered_as_the_standard_says() {
    let server = vuer().start().await.unwrap();
    let (_, answer) = request(&server, HANDSHAKE, &[]).await;
    assert!(answer.starts_with("HTTP/1.1 101 "), "{answer}");
    assert!(
        answer
            .to_lowercase()
            .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="),
        "{answer}"
    );
    assert!(
        !answer.to_lowercase().contains("sec-websocket-protocol"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_handshake_that_is_none_is_refused() {
    let server = vuer().start().await.unwrap();
    let status = async |head: &str| {
        request(&server, head, &[])
            .await
            .1
            .split(' ')
            .nth(1)
            .unwrap()
            .to_owned()
    };
    let old = HANDSHAKE.replace("13", "8");
    assert_eq!(status(&old).await, "426");
    let keyless = HANDSHAKE
        .split_inclusive("\r\n")
        .take(3)
        .collect::<String>();
    assert_eq!(status(&keyless).await, "400");
    let foreign = format!("{HANDSHAKE}Origin: https://evil.example\r\n");
    assert_eq!(status(&foreign).await, "403");
    assert_eq!(
        status(&format!("X-Long: {}\r\n", "x".repeat(20_000))).await,
        "431"
    );
}

#[tokio::test]
async fn bytes_behind_the_handshake_and_fragments_around_a_ping_are_read() {
    let server = vuer().start().await.unwrap();
    let event = b"\x82\xa5etype\xa4PART\xa5value\x07";
    let frames = [
        frame(0x02, &event[..5]),
        frame(0x89, b"hello"),
        frame(0x80, &event[5..]),
    ]
    .concat();
    let (mut stream, _) = request(&server, HANDSHAKE, &frames).await;
    assert_eq!(
        timeout(PATIENCE, read(&mut stream)).await.unwrap(),
        (0x8a, b"hello".to_vec())
    );
    let event = received(&session(&server).await).await;
    assert_eq!(
        (event.etype.as_str(), &event.raw_value[..]),
        ("PART", &[7][..])
    );
}

#[tokio::test]
async fn violations_close_with_1002_and_oversized_messages_with_1009() {
    let log = Log::of_this_thread();
    let server = vuer().websocket_max_size(1000).start().await.unwrap();
    let closes = async |bytes: &[u8]| {
        let (mut stream, _) = request(&server, HANDSHAKE, bytes).await;
        let (first, payload) = timeout(PATIENCE, read(&mut stream)).await.unwrap();
        assert_eq!(first, 0x88);
        let code = u16::from_be_bytes([payload[0], payload[1]]);
        (code, String::from_utf8(payload[2..].to_vec()).unwrap())
    };
    assert_eq!(
        closes(&[0x82, 0x01, 0x00]).await,
        (1002, "a frame is not masked".to_owned())
    );
    assert_eq!(
        closes(&frame(0xc2, b"")).await,
        (1002, "a reserved bit is set".to_owned())
    );
    assert_eq!(
        closes(&frame(0x81, b"\xff")).await,
        (1007, "a text message is not UTF-8".to_owned())
    );
    let oversized = [0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    let (code, reason) = closes(&oversized).await;
    assert_eq!(code, 1009);
    assert!(reason.contains("WEBSOCKET_MAX_SIZE"), "{reason}");
    server.shutdown().await;
    assert_eq!(log.lines("WEBSOCKET_MAX_SIZE").len(), 1);
}

/// Bytes of one message that never ends, and of two that do.
#[tokio::test]
async fn unfinished_messages_have_one_bound_for_all_sockets() {
    let log = Log::of_this_thread();
    let server = vuer().unfinished_max_size(1 << 20);
    let server = server.start().await.unwrap();
    let start = b"\x82\xa5etype\xa4PART\xa5value\xc6";
    let begin = async |held: usize, total: u32| {
        let message = u32::try_from(start.len()).unwrap() + 4 + total;
        let header = [0x82, 0xff, 0, 0, 0, 0]
            .into_iter()
            .chain(message.to_be_bytes())
            .chain([0; 4]);
        let (mut stream, _) = request(&server, HANDSHAKE, &header.collect::<Vec<_>>()).await;
        let held = [&start[..], &total.to_be_bytes(), &vec![7; held]].concat();
        stream.write_all(&held).await.unwrap();
        stream
    };
    let mut small = begin(300_000, 310_000).await;
    let mut endless = begin(600_000, 10_000_000).await;
    let mut late = begin(300_000, 310_000).await;
    let (first, payload) = timeout(PATIENCE, read(&mut endless)).await.unwrap();
    let reason = String::from_utf8_lossy(&payload[2..]);
    assert_eq!((first, &payload[..2]), (0x88, &1009_u16.to_be_bytes()[..]));
    assert!(
        reason.contains("unfinished_max_size (1048576 bytes)"),
        "{reason}"
    );
    for stream in [&mut small, &mut late] {
        stream.write_all(&[7; 10_000]).await.unwrap();
    }
    let mut arrived = 0;
    eventually(|| {
        let sessions = server.sessions();
        let came = sessions.iter().filter_map(vuer::Session::popleft).count();
        arrived += came;
        arrived == 2
    })
    .await;
    assert_eq!(log.lines("unfinished_max_size").len(), 1);
}

#[tokio::test]
async fn a_large_message_leaves_as_fragments_and_a_pong_passes_between_them() {
    let server = vuer().start().await.unwrap();
    let (mut stream, _) = request(&server, HANDSHAKE, &[]).await;
    let session = session(&server).await;
    session
        .add(c::Box::new().prop("data", vec![7_u8; 20 << 20]))
        .unwrap();
    let first = read(&mut stream).await;
    assert_eq!((first.0, first.1.len()), (0x02, 256 * 1024));
    stream.write_all(&frame(0x89, b"now")).await.unwrap();
    let (mut total, mut pong_at) = (first.1.len(), None);
    loop {
        match timeout(PATIENCE, read(&mut stream)).await.unwrap() {
            (0x8a, payload) => {
                assert_eq!(payload, b"now");
                pong_at = Some(total);
            }
            (0x00, payload) => total += payload.len(),
            (0x80, payload) => {
                total += payload.len();
                break;
            }
            (first, _) => panic!("unexpected frame {first:#x}"),
        }
    }
    assert!(total > 20 << 20);
    assert!(pong_at.expect("a pong came before the end") < total);
}
