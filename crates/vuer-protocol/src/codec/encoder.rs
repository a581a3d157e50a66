//! Writes messages.

use std::convert::Infallible;

use bytes::Bytes;
use rmp::encode::{self, ByteBuf, ValueWriteError};

use crate::component::Encode;
use crate::key::Key;
use crate::node::{Child, Containers};
use crate::value::{Map, Value};

/// Writes one message into memory. Writing cannot fail.
///
/// # Panics
/// Text, bytes and lists of 2³² bytes or items and more, which MessagePack cannot express.
#[derive(Debug, Default)]
pub struct Encoder {
    out: ByteBuf,
    /// Bytes that go in at these places of `out`, in order.
    later: Vec<(usize, Bytes)>,
    float64: bool,
    /// From which depth on nodes without a key get a fresh one.
    fresh_keys_from: Option<usize>,
    node_depth: usize,
}

impl Encoder {
    /// An empty message. Floats go in single precision, or in double with `float64`.
    pub fn new(float64: bool) -> Self {
        Self {
            float64,
            ..Self::default()
        }
    }

    /// Gives nodes without a key a fresh one: all of them with `from` 0, those inside other nodes
    /// with 1.
    #[must_use]
    pub(crate) fn with_fresh_keys(self, from: usize) -> Self {
        Self {
            fresh_keys_from: Some(from),
            ..self
        }
    }

    /// The message.
    pub fn finish(self) -> Bytes {
        let written = self.out.into_vec();
        if self.later.is_empty() {
            return written.into();
        }
        let len = self
            .later
            .iter()
            .map(|(_, bytes)| bytes.len())
            .sum::<usize>();
        let mut message = Vec::with_capacity(written.len() + len);
        let mut done = 0;
        for (place, bytes) in self.later {
            message.extend_from_slice(&written[done..place]);
            message.extend_from_slice(&bytes);
            done = place;
        }
        message.extend_from_slice(&written[done..]);
        message.into()
    }

    /// Null.
    pub fn nil(&mut self) {
        infallible(encode::write_nil(&mut self.out).map_err(ValueWriteError::InvalidMarkerWrite));
    }

    /// A boolean.
    pub fn bool(&mut self, value: bool) {
        infallible(
            encode::write_bool(&mut self.out, value).map_err(ValueWriteError::InvalidMarkerWrite),
        );
    }

    /// An integer in its shortest form, or as a float where browsers would make a `BigInt` of it.
    pub fn int(&mut self, value: i64) {
        if (i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&value) {
            infallible(encode::write_sint(&mut self.out, value));
        } else {
            infallible(encode::write_f64(&mut self.out, value as f64));
        }
    }

    /// An unsigned integer of up to 64 bits: only for `ts`, which browsers do not calculate with.
    pub(crate) fn uint64(&mut self, value: u64) {
        infallible(encode::write_uint(&mut self.out, value));
    }

    /// A float, in the precision of this message.
    pub fn float(&mut self, value: f64) {
        if self.float64 {
            infallible(encode::write_f64(&mut self.out, value));
        } else {
            infallible(encode::write_f32(&mut self.out, value as f32));
        }
    }

    /// Text.
    pub fn str(&mut self, value: &str) {
        length(value.len());
        infallible(encode::write_str(&mut self.out, value));
    }

    /// Bytes.
    pub fn bin(&mut self, value: &[u8]) {
        length(value.len());
        infallible(encode::write_bin(&mut self.out, value));
    }

    /// Bytes that are only copied by [`finish`](Self::finish), for who can call that where it holds nobody up.
    pub fn bin_later(&mut self, value: Bytes) {
        infallible(encode::write_bin_len(&mut self.out, length(value.len())));
        self.later.push((self.out.as_vec().len(), value));
    }

    /// Whether [`finish`](Self::finish) has bytes to copy.
    pub fn has_later(&self) -> bool {
        !self.later.is_empty()
    }

    /// An extension type.
    pub fn ext(&mut self, kind: i8, value: &[u8]) {
        infallible(encode::write_ext_meta(
            &mut self.out,
            length(value.len()),
            kind,
        ));
        self.out.as_mut_vec().extend_from_slice(value);
    }

    /// The head of a list; its items follow.
    pub fn list(&mut self, len: usize) {
        infallible(encode::write_array_len(&mut self.out, length(len)));
    }

    /// The head of a map; its names and values follow in turn.
    pub fn map(&mut self, len: usize) {
        infallible(encode::write_map_len(&mut self.out, length(len)));
    }

    /// A list of floats.
    pub fn floats(&mut self, values: &[f64]) {
        self.list(values.len());
        for value in values {
            self.float(*value);
        }
    }

    /// A value with all it holds.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Nil => self.nil(),
            Value::Bool(value) => self.bool(*value),
            Value::Int(value) => self.int(*value),
            Value::Float(value) => self.float(*value),
            Value::Str(value) => self.str(value),
            Value::Bytes(value) => self.bin(value),
            Value::List(items) => {
                self.list(items.len());
                for item in items {
                    self.value(item);
                }
            }
            Value::Map(map) => {
                self.map(map.len());
                self.entries(map);
            }
            Value::Tensor(tensor) => self.bin(tensor.data()),
            Value::Ext(kind, value) => self.ext(*kind, value),
        }
    }

    /// A value that is MessagePack already.
    pub(crate) fn raw(&mut self, value: &[u8]) {
        self.out.as_mut_vec().extend_from_slice(value);
    }

    /// The pairs of a map, without its head.
    pub fn entries(&mut self, map: &Map) {
        for (name, value) in map.iter() {
            self.str(name);
            self.value(value);
        }
    }

    /// A bare node, or one of the things beside nodes that a container holds.
    pub(crate) fn child(&mut self, child: &Child) {
        match child {
            Child::Node(node) => node.encode(self),
            Child::Text(text) => self.str(text),
            Child::Nil => self.nil(),
        }
    }

    /// A node: its frame here, its `len` props by `props`.
    pub(crate) fn node(
        &mut self,
        tag: Option<&str>,
        key: Option<&str>,
        len: usize,
        props: impl FnOnce(&mut Self),
        containers: &Containers,
    ) {
        let fresh = match key {
            None if self
                .fresh_keys_from
                .is_some_and(|from| self.node_depth >= from) =>
            {
                Some(Key::fresh())
            }
            _ => None,
        };
        let key = key.or(fresh.as_deref());
        let frame = usize::from(tag.is_some()) + usize::from(key.is_some());
        self.map(len + frame + containers.iter().count());
        if let Some(tag) = tag {
            self.str("tag");
            self.str(tag);
        }
        if let Some(key) = key {
            self.str("key");
            self.str(key);
        }
        props(self);
        self.node_depth += 1;
        for (container, children) in containers.iter() {
            self.str(container.wire_name());
            self.list(children.len());
            for child in children {
                self.child(child);
            }
        }
        self.node_depth -= 1;
    }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).expect("MessagePack counts up to 2³² bytes or items")
}

/// `ByteBuf` grows, so nothing written to it fails.
fn infallible<T>(result: Result<T, ValueWriteError<Infallible>>) -> T {
    match result {
        Ok(value) => value,
        Err(
            ValueWriteError::InvalidMarkerWrite(never) | ValueWriteError::InvalidDataWrite(never),
        ) => match never {},
    }
}
