//! Events from the client.

use std::fmt::Debug;

use bytes::Bytes;

use super::Timestamp;
use crate::codec::{DecodeError, Encoder, FromWire, Reader, decode, read_field};
use crate::component::EventDef;
use crate::value::{Map, Value};

/// An event from the client. Decoding one reads its envelope; the value stays bytes until somebody
/// asks for it, as [anything](ClientEvent::value) or [as a type](ClientEvent::parse).
#[derive(Debug, Clone, PartialEq)]
pub struct ClientEvent {
    /// The event's type. The 0.0.71 client sends clicks under another name of this field; they are
    /// read all the same.
    pub etype: String,
    /// The key of the component that sent it.
    pub key: Option<String>,
    /// When, by the client's clock; none where the client did not say.
    pub ts: Option<Timestamp>,
    /// The value as MessagePack; empty if there is none. It shares the frame's memory.
    pub raw_value: Bytes,
    /// Other fields of the envelope.
    pub extra: Map,
}

/// The type of an event's value. Derived.
pub trait EventView: FromWire + Debug {
    /// The event's type on the wire.
    const ETYPE: &'static str;
    /// The event's description.
    const DEF: &'static EventDef;
}

impl ClientEvent {
    /// An event of this type without a value.
    pub fn new(etype: impl Into<String>) -> Self {
        Self {
            etype: etype.into(),
            key: None,
            ts: None,
            raw_value: Bytes::new(),
            extra: Map::new(),
        }
    }

    /// The same event with this value.
    #[must_use]
    pub fn with_value(self, value: &Value) -> Self {
        let mut out = Encoder::new(true);
        out.value(value);
        Self {
            raw_value: out.finish(),
            ..self
        }
    }

    /// The same event from the component of this key.
    #[must_use]
    pub fn with_key(self, key: impl Into<String>) -> Self {
        Self {
            key: Some(key.into()),
            ..self
        }
    }

    /// The frame of the event, with floats in double precision as clients send them.
    pub fn encode(&self) -> Bytes {
        let ts = self.ts.map(|ts| ("ts", Value::Float(ts.as_millis())));
        let key = self.key.as_ref().map(|key| ("key", key.into()));
        let has_value = !self.raw_value.is_empty();
        let mut out = Encoder::new(true);
        let fields = [ts, key].into_iter().flatten();
        out.map(1 + fields.clone().count() + self.extra.len() + usize::from(has_value));
        out.str("etype");
        out.str(&self.etype);
        for (name, value) in fields {
            out.str(name);
            out.value(&value);
        }
        out.entries(&self.extra);
        if has_value {
            out.str("value");
            out.raw(&self.raw_value);
        }
        out.finish()
    }

    /// Reads a frame.
    pub fn decode(frame: &Bytes) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(frame);
        let (mut etype, mut dtype, mut key, mut ts) = (None, None, None, None);
        let (mut raw_value, mut extra) = (Bytes::new(), Vec::new());
        crate::codec::read_map(&mut reader, |reader, name| {
            match name {
                "etype" => etype = read_field(reader, "etype")?,
                "dtype" => dtype = read_field(reader, "dtype")?,
                "key" => key = read_field(reader, "key")?,
                "ts" => {
                    let number = read_field::<Option<f64>>(reader, "ts")?;
                    ts = number.map(Timestamp::from_wire).transpose()?;
                }
                "value" => raw_value = reader.raw()?,
                other => {
                    extra.push((other.to_owned(), Value::read(reader)?));
                }
            }
            Ok(())
        })?;
        reader.finish()?;
        let etype = etype
            .or(dtype)
            .ok_or(DecodeError::MissingField { name: "etype" })?;
        Ok(Self {
            etype,
            key,
            ts,
            raw_value,
            extra: extra.into_iter().collect(),
        })
    }

    /// The value, untyped; nil if there is none.
    pub fn value(&self) -> Result<Value, DecodeError> {
        if self.raw_value.is_empty() {
            Ok(Value::Nil)
        } else {
            decode(&self.raw_value)
        }
    }

    /// The value as the type that belongs to this event's type. Fails if the event is of another
    /// type.
    ///
    /// ```
    /// # use vuer_protocol::event::{ClientEvent, view::HeadMove};
    /// # fn show(event: &ClientEvent) -> Result<(), vuer_protocol::DecodeError> {
    /// let head: HeadMove = event.parse()?;
    /// println!("the viewer is at {:?}", head.matrix.translation());
    /// # Ok(())
    /// # }
    /// ```
    pub fn parse<T: EventView>(&self) -> Result<T, DecodeError> {
        if self.etype != T::ETYPE {
            return Err(DecodeError::EventType {
                expected: T::ETYPE,
                found: self.etype.clone(),
            });
        }
        self.read()
    }

    /// The value as a type of one's choice, whatever the event's type. The answer to a
    /// [request](super::Rpc) is read so.
    pub fn read<T: FromWire>(&self) -> Result<T, DecodeError> {
        if self.raw_value.is_empty() {
            return T::absent("value");
        }
        let mut reader = Reader::new(&self.raw_value);
        let value = T::read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }
}
