//! The messages of the load: those it sends, and what it looks for in those it receives.
//!
//! Received messages are searched, not decoded: the load must stay faster than the server.

use rmp::encode as pack;

/// MessagePack, piece after piece; the caller keeps the counts that it announces.
#[derive(Default)]
pub(crate) struct Packer(Vec<u8>);

/// Why the results of `rmp` can be taken for granted here.
const INFALLIBLE: &str = "writing into a vector does not fail";

impl Packer {
    pub(crate) fn map(&mut self, pairs: u32) -> &mut Self {
        pack::write_map_len(&mut self.0, pairs).expect(INFALLIBLE);
        self
    }

    pub(crate) fn string(&mut self, text: &str) -> &mut Self {
        pack::write_str(&mut self.0, text).expect(INFALLIBLE);
        self
    }

    pub(crate) fn uint(&mut self, number: u64) -> &mut Self {
        pack::write_uint(&mut self.0, number).expect(INFALLIBLE);
        self
    }

    fn float(&mut self, number: f64) -> &mut Self {
        pack::write_f64(&mut self.0, number).expect(INFALLIBLE);
        self
    }

    fn bool(&mut self, flag: bool) -> &mut Self {
        pack::write_bool(&mut self.0, flag).expect(INFALLIBLE);
        self
    }

    fn bin(&mut self, bytes: &[u8]) -> &mut Self {
        pack::write_bin(&mut self.0, bytes).expect(INFALLIBLE);
        self
    }

    fn floats(&mut self, count: u32) -> &mut Self {
        pack::write_array_len(&mut self.0, count).expect(INFALLIBLE);
        for number in 0..count {
            self.float(0.001 + f64::from(number) / 7.0);
        }
        self
    }
}

/// A client event as a browser sends it.
pub(crate) fn event(
    etype: &str,
    key: &str,
    value: impl FnOnce(&mut Packer) -> &mut Packer,
) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.map(4).string("ts").float(1_700_000_000_000.0);
    packer
        .string("etype")
        .string(etype)
        .string("key")
        .string(key)
        .string("value");
    value(&mut packer);
    packer.0
}

/// The value of an answer to GRAB_RENDER.
pub(crate) fn picture<'a>(packer: &'a mut Packer, frame: &[u8]) -> &'a mut Packer {
    packer
        .map(3)
        .string("width")
        .uint(640)
        .string("height")
        .uint(360)
        .string("frame")
        .bin(frame)
}

/// Both hands, 25 joints of 16 numbers each, and their states: 7.3 kB; and perhaps a number more, by its name.
pub(crate) fn hand_move(mark: Option<(&str, f64)>) -> Vec<u8> {
    event("HAND_MOVE", "hands", |value| {
        value.map(4 + u32::from(mark.is_some()));
        if let Some((name, number)) = mark {
            value.string(name).float(number);
        }
        for side in ["left", "right"] {
            value
                .string(side)
                .floats(400)
                .string(&format!("{side}State"));
            value
                .map(2)
                .string("pinch")
                .bool(true)
                .string("pinchValue")
                .float(0.0123);
        }
        value
    })
}

/// The prop `seq`, wherever it stands.
pub(crate) fn seq(message: &[u8]) -> Option<u64> {
    let mut rest = after(message, b"\xa3seq")?;
    rmp::decode::read_int(&mut rest).ok()
}

/// What the server has measured itself, wherever it stands: the prop `figure`.
pub(crate) fn figure(message: &[u8]) -> Option<f64> {
    let rest = after(message, b"\xa6figure")?;
    rmp::decode::read_f64(&mut &*rest)
        .or_else(|_| rmp::decode::read_f32(&mut &*rest).map(f64::from))
        .ok()
}

/// A string prop.
pub(crate) fn text<'a>(message: &'a [u8], name: &str) -> Option<&'a str> {
    let mut key = Packer::default();
    key.string(name);
    rmp::decode::read_str_from_slice(after(message, &key.0)?)
        .ok()
        .map(|(text, _)| text)
}

/// Whether the bytes occur.
pub(crate) fn contains(message: &[u8], pattern: &[u8]) -> bool {
    after(message, pattern).is_some()
}

fn after<'a>(message: &'a [u8], pattern: &[u8]) -> Option<&'a [u8]> {
    let at = memchr::memmem::find(message, pattern)?;
    Some(&message[at + pattern.len()..])
}

/// The beginning of a message, for an error.
pub(crate) fn describe(message: &[u8]) -> String {
    message[..message.len().min(200)].escape_ascii().to_string()
}
