use bytes::Buf as _;
use proptest::prelude::*;

use super::*;
use crate::session::frame::{FrameReader, Incoming, Opcode, control_frame};
use crate::session::outbox::{Limits, Message, Outbox};
use crate::session::writer::Writer;

const PLENTY: usize = 64 << 20;

/// A message that says which it is.
fn payload(number: u64, size: usize) -> Bytes {
    let mut bytes = number.to_be_bytes().to_vec();
    bytes.resize(8 + size, 7);
    bytes.into()
}

fn number(payload: &[u8]) -> u64 {
    u64::from_be_bytes(payload[..8].try_into().unwrap())
}

/// What a client makes of the bytes of one socket. Ours are not masked, so they are given a mask of zeros.
struct Client {
    received: Vec<u64>,
    /// Of the socket that there is now.
    bytes: Vec<u8>,
}

impl Client {
    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The socket is lost. What is not complete goes with it.
    fn lose(&mut self) {
        let mut masked = Vec::new();
        let mut rest = &self.bytes[..];
        while rest.len() >= 2 && rest.len() >= SendHeader::len_of(rest) {
            let header = SendHeader::len_of(rest);
            let end = SendHeader::frame_len(rest).min(rest.len());
            masked.extend_from_slice(&[rest[0], rest[1] | 0x80]);
            masked.extend_from_slice(&rest[2..header]);
            masked.extend_from_slice(&[0; 4]);
            masked.extend_from_slice(&rest[header..end]);
            rest = &rest[end..];
        }
        let mut reader = FrameReader::new(&masked, PLENTY);
        while let Some(incoming) = reader.next().unwrap() {
            if let Incoming::Binary(message) = incoming
                && message.len() >= 8
            {
                self.received.push(number(&message));
            }
        }
        self.bytes.clear();
    }
}

#[derive(Debug, Clone)]
enum Step {
    Send(usize),
    /// The socket takes so many bytes.
    Write(usize),
    Ping,
    First,
    Acknowledge,
    Cut,
}

fn step() -> impl Strategy<Value = Step> {
    let size = prop_oneof![
        8 => 0..200_usize,
        3 => 10_000..20_000_usize,
        1 => 260_000..530_000_usize,
    ];
    prop_oneof![
        6 => size.prop_map(Step::Send),
        6 => prop_oneof![0..50_usize, 0..300_000_usize].prop_map(Step::Write),
        1 => Just(Step::Ping),
        1 => Just(Step::First),
        1 => Just(Step::Acknowledge),
        2 => Just(Step::Cut),
    ]
}

fn write(writer: &mut Writer, client: &mut Client, mut most: usize) {
    while most > 0 && writer.has_remaining() {
        let len = writer.chunk().len().min(most);
        client.take(&writer.chunk()[..len]);
        writer.advance(len);
        most -= len;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Wherever the socket is cut, and whenever the client says what it has, every message arrives once and in order.
    #[test]
    fn nothing_is_lost_and_nothing_comes_twice(
        early in prop::collection::vec(step(), 0..10),
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let outbox = Outbox::new(Limits { queue_len: 1000, bytes: PLENTY });
        let mut writer = Writer::default();
        let mut client = Client { received: Vec::new(), bytes: Vec::new() };
        let mut sent = 0;
        // The client is greeted some time after the opening; before that nobody could come back.
        let greeting = early.len();
        for (at, step) in early.into_iter().chain(steps).enumerate() {
            if at == greeting {
                writer.keep(PLENTY);
                writer.push_first(b"hello");
                // It knows the token when it has all of this.
                while !client.bytes.ends_with(b"\x82\x05hello") {
                    write(&mut writer, &mut client, 1);
                }
            }
            match step {
                Step::Send(size) => {
                    outbox.push(&Message::new(payload(sent, size))).unwrap();
                    sent += 1;
                    if !writer.has_remaining() {
                        outbox.take(|segment| writer.push_segment(segment));
                    }
                }
                Step::Write(most) => write(&mut writer, &mut client, most),
                Step::Ping => writer.push_control(control_frame(Opcode::Ping, b"12345678")),
                Step::First => writer.push_first(b"first"),
                Step::Acknowledge | Step::Cut if at < greeting => {}
                Step::Acknowledge => writer.acknowledge(client.received.len() as u64),
                Step::Cut => {
                    client.lose();
                    prop_assert!(writer.restart(client.received.len() as u64));
                }
            }
        }
        loop {
            write(&mut writer, &mut client, usize::MAX);
            if outbox.is_empty() {
                break;
            }
            outbox.take(|segment| writer.push_segment(segment));
        }
        client.lose();
        prop_assert_eq!(client.received, (0..sent).collect::<Vec<_>>());
    }
}

/// What is kept, as `(messages, bytes)` of each run.
fn kept(limit: usize, runs: &[(u32, usize)]) -> Kept {
    let mut kept = Kept::new(0, limit);
    for &(messages, len) in runs {
        kept.push(Run {
            bytes: vec![0; len].into(),
            ends_frame: true,
            messages,
        });
    }
    kept
}

#[test]
fn what_is_kept_is_bounded_and_goes_by_whole_messages() {
    let limit = 3 * RUN_BYTES + 100;
    let kept = kept(limit, &[(0, 50), (1, 50), (1, 10)]);
    assert_eq!((kept.before, kept.bytes()), (1, RUN_BYTES + 10));
    assert!(kept.rest(0).is_none(), "it is not here any more");
    assert_eq!(kept.rest(1).unwrap().count(), 1);
    assert_eq!(kept.rest(2).unwrap().count(), 0);
    assert!(kept.rest(3).is_none(), "it was never sent");
}

#[test]
fn what_is_acknowledged_goes_but_no_piece_of_what_is_under_way() {
    let mut kept = kept(1000, &[(1, 2), (0, 100), (0, 100)]);
    kept.acknowledge(u64::MAX);
    assert_eq!((kept.before, kept.bytes()), (1, 2 * RUN_BYTES + 200));
    kept.push(Run {
        bytes: vec![0; 5].into(),
        ends_frame: true,
        messages: 1,
    });
    assert_eq!(kept.rest(1).unwrap().count(), 3);
    kept.acknowledge(2);
    assert_eq!(kept.bytes(), 0);
}
