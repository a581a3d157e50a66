use proptest::prelude::*;

use super::*;
use crate::internals::read_frames;

const LIMIT: usize = 1 << 20;

/// A frame as a client sends it, with a mask.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x12, 0x34, 0x56, 0x78];
    let header = SendHeader::new(Opcode::Binary, true, payload.len());
    let mut frame = header.as_bytes().to_vec();
    frame[0] = first;
    frame[1] |= 0x80;
    frame.extend(mask);
    frame.extend(
        payload
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, key)| byte ^ key),
    );
    frame
}

/// What the reader makes of bytes that come in pieces of `step`.
fn read(bytes: &[u8], step: usize) -> Result<Vec<Incoming>, FrameError> {
    let mut reader = FrameReader::new(&[], LIMIT);
    let mut out = Vec::new();
    for piece in bytes.chunks(step) {
        reader.space().extend_from_slice(piece);
        while let Some(incoming) = reader.next()? {
            out.push(incoming);
        }
    }
    Ok(out)
}

fn check(bytes: &[u8], expected: Result<Vec<Incoming>, &str>) {
    let expected = expected.map_err(str::to_owned);
    for step in [1, 3, 1000, usize::MAX] {
        let found = read(bytes, step).map_err(|error| error.to_string());
        assert_eq!(found, expected, "in pieces of {step}");
    }
}

fn binary(payload: &[u8]) -> Incoming {
    Incoming::Binary(Bytes::copy_from_slice(payload))
}

#[test]
fn lengths_of_every_form() {
    for len in [0, 1, 125, 126, 127, 65_535, 65_536, 100_000] {
        let payload: Vec<u8> = (0..len).map(|index| index as u8).collect();
        let bytes = frame(0x82, &payload);
        assert_eq!(read(&bytes, usize::MAX), Ok(vec![binary(&payload)]));
        assert_eq!(read(&bytes, 1000), Ok(vec![binary(&payload)]));
    }
}

#[test]
fn control_frames_pass_between_fragments() {
    let bytes = [
        frame(0x02, b"one "),
        frame(0x89, b"ping"),
        frame(0x00, b"two "),
        frame(0x8a, b""),
        frame(0x80, b"three"),
        frame(0x88, &[0x03, 0xe8, b'b', b'y', b'e']),
    ];
    let expected = [
        Incoming::Ping(Bytes::from_static(b"ping")),
        Incoming::Pong,
        binary(b"one two three"),
        Incoming::Close(Some(1000), "bye".into()),
    ];
    check(&bytes.concat(), Ok(expected.into()));
}

#[cfg(feature = "client")]
#[test]
fn a_server_sends_without_masks() {
    let mut reader = FrameReader::new(&[0x82, 0x02, b'h', b'i', 0x88, 0x00], LIMIT).of_server();
    assert_eq!(reader.next(), Ok(Some(binary(b"hi"))));
    let close = Incoming::Close(None, "".into());
    assert_eq!(reader.next(), Ok(Some(close)));
    let mut reader = FrameReader::new(&frame(0x82, b"hi"), LIMIT).of_server();
    let refused = FrameError::Protocol("a server's frame is masked");
    assert_eq!(reader.next(), Err(refused));
    let long_form = [0x82, 0x7e, 0x00, 0x02, b'h', b'i'];
    let mut reader = FrameReader::new(&long_form, LIMIT).of_server();
    let refused = FrameError::Protocol("a length is not in its shortest form");
    assert_eq!(reader.next(), Err(refused));
}

#[test]
fn what_the_standard_forbids_is_refused() {
    let unmasked = [0x82, 0x01, 0x00];
    check(&unmasked, Err("a frame is not masked"));
    check(&frame(0xc2, b""), Err("a reserved bit is set"));
    check(&frame(0x83, b""), Err("a reserved opcode"));
    check(&frame(0x8b, b""), Err("a reserved opcode"));
    check(&frame(0x09, b""), Err("a control frame is fragmented"));
    check(
        &frame(0x89, &[0; 126]),
        Err("a control frame is longer than 125 bytes"),
    );
    check(&frame(0x80, b""), Err("a continuation without a start"));
    check(
        &[frame(0x02, b"a"), frame(0x82, b"b")].concat(),
        Err("a message starts within another"),
    );
    check(
        &[0x82, 0xfe, 0x00, 0x05, 0, 0, 0, 0],
        Err("a length is not in its shortest form"),
    );
    check(&frame(0x88, &[0x03]), Err("a close code of one byte"));
    check(
        &frame(0x88, &[0x03, 0xed]),
        Err("a close code that must not be sent"),
    );
    check(
        &frame(0x88, &[0x03, 0xe8, 0xff]),
        Err("a text message is not UTF-8"),
    );
}

#[test]
fn text_is_checked_as_a_whole() {
    let euro = "€".as_bytes();
    let halves = [frame(0x01, &euro[..1]), frame(0x80, &euro[1..])].concat();
    check(&halves, Ok(vec![Incoming::Text]));
    check(&frame(0x81, &euro[..1]), Err("a text message is not UTF-8"));
}

#[test]
fn a_message_above_the_limit_is_refused_by_its_header_alone() {
    let head = &frame(0x82, &vec![0; LIMIT + 1])[..14];
    assert_eq!(read(head, 14), Err(FrameError::TooLarge { limit: LIMIT }));
    let parts = [frame(0x02, &vec![0; LIMIT]), frame(0x80, &[0])].concat();
    assert_eq!(
        read(&parts, usize::MAX),
        Err(FrameError::TooLarge { limit: LIMIT })
    );
    assert_eq!(FrameError::TooLarge { limit: LIMIT }.close_code(), 1009);
}

#[test]
fn the_buffer_grows_with_what_comes_not_with_what_is_announced() {
    let mut reader = FrameReader::new(&[], usize::MAX);
    let head = [0x82, 0xff, 0, 0, 0, 0x10, 0, 0, 0, 0, 1, 2, 3, 4];
    reader.space().extend_from_slice(&head);
    assert_eq!(reader.next(), Ok(None));
    let mut received = 0;
    for _ in 0..1000 {
        let space = reader.space();
        assert!(
            space.capacity() <= 2 * received + 4 * LEAST_READ_BYTES,
            "{}",
            space.capacity()
        );
        space.extend_from_slice(&[0; 1000]);
        reader.took(1000);
        received += 1000;
        assert_eq!(reader.next(), Ok(None));
    }
}

#[test]
fn a_read_takes_more_while_much_comes_and_little_when_it_is_quiet() {
    let mut reader = FrameReader::new(&[], usize::MAX);
    let event = frame(0x82, &[7; 1000]);
    let mut stream = event.iter().copied().cycle();
    let mut fed = 0;
    for _ in 0..20 {
        let space = reader.space();
        assert!(space.capacity() <= 2 * MOST_READ_BYTES);
        let free = space.capacity() - space.len();
        space.extend(stream.by_ref().take(free));
        reader.took(free);
        fed += free;
        while let Some(incoming) = reader.next().unwrap() {
            assert_eq!(incoming, binary(&[7; 1000]));
        }
    }
    let space = reader.space();
    assert!(space.capacity() - space.len() > MOST_READ_BYTES / 2);
    // To the end of the event under way, then nothing but pongs.
    let rest = event.len() - fed % event.len();
    space.extend(stream.by_ref().take(rest));
    reader.took(rest);
    while reader.next().unwrap().is_some() {}
    for _ in 0..10 {
        let pong = frame(0x8a, &[]);
        reader.space().extend_from_slice(&pong);
        reader.took(pong.len());
        assert_eq!(reader.next(), Ok(Some(Incoming::Pong)));
    }
    assert!(reader.space().capacity() <= 2 * LEAST_READ_BYTES);
}

#[test]
fn a_close_reason_is_cut_between_characters() {
    let frame = close_frame(1000, &"é".repeat(100));
    assert_eq!(frame.len(), 2 + 2 + 122);
    assert!(std::str::from_utf8(&frame[4..]).is_ok());
}

/// Frames, right ones and wrong ones, and what is none.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let payload = prop::collection::vec(any::<u8>(), 0..200);
    let first = prop_oneof![
        Just(0x82),
        Just(0x02),
        Just(0x00),
        Just(0x80),
        Just(0x89),
        Just(0x81),
        any::<u8>()
    ];
    let piece = prop_oneof![
        9 => (first, payload.clone()).prop_map(|(first, payload)| frame(first, &payload)),
        1 => payload,
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// The body of the fuzz target `frames`.
    #[test]
    fn what_is_read_does_not_depend_on_how_it_comes(bytes in noise(), piece in 1..64_usize) {
        prop_assert_eq!(read_frames(&bytes, piece, 400), read_frames(&bytes, usize::MAX, 400));
    }
}

#[test]
fn who_skims_finds_control_frames_and_holds_nothing() {
    let bytes = [
        frame(0x02, &[7; 1000]),
        frame(0x89, b"ping"),
        frame(0x80, &[7; 1000]),
        frame(0x82, &[7; 10_000]),
        frame(0x88, &[]),
    ]
    .concat();
    for step in [1, 3, 1000, usize::MAX] {
        let mut reader = FrameReader::new(&[], LIMIT);
        reader.skim();
        let mut out = Vec::new();
        for piece in bytes.chunks(step) {
            reader.space().extend_from_slice(piece);
            while let Some(incoming) = reader.next().unwrap() {
                out.push(incoming);
            }
            assert!(reader.unfinished() < 16, "no more than a header");
        }
        let ping = Incoming::Ping(Bytes::from_static(b"ping"));
        assert_eq!(out, [ping, Incoming::Close(None, "".into())]);
    }
}
