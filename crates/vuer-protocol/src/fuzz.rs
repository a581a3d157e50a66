//! What a fuzzer runs, and the tests with it: any bytes may be refused, none may break anything.

use bytes::Bytes;

use crate::codec::{Encoder, decode as decode_value};
use crate::event::{ClientEvent, Downlink, EVENTS, ServerEvent, Timestamp};

/// Decoding, and encoding what came of it: the second message decodes to the same again.
///
/// # Panics
/// If it does not.
pub fn decode(data: &[u8]) {
    let Ok(value) = decode_value(&Bytes::copy_from_slice(data)) else {
        return;
    };
    let encoded = |value| {
        let mut encoder = Encoder::new(true);
        encoder.value(value);
        encoder.finish()
    };
    let first = encoded(&value);
    let again = decode_value(&first).expect("what was encoded here decodes");
    // Compared as bytes, since NaN is not equal to itself.
    assert_eq!(encoded(&again), first);
}

/// An event from a client, in every view.
pub fn client_event(data: &[u8]) {
    let Ok(mut event) = ClientEvent::decode(&Bytes::copy_from_slice(data)) else {
        return;
    };
    drop(event.value());
    for def in EVENTS {
        def.etype.clone_into(&mut event.etype);
        drop((def.parse)(&event));
    }
}

/// An event from a server, encoded again.
///
/// # Panics
/// If what was encoded again does not decode.
pub fn server_event(data: &[u8]) {
    let Ok((event, ts)) = ServerEvent::decode(&Bytes::copy_from_slice(data)) else {
        return;
    };
    let frame = Downlink::new(ts.unwrap_or(Timestamp::default())).event(&event);
    ServerEvent::decode(&frame).expect("what was encoded here decodes");
}
