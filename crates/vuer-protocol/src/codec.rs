//! MessagePack, in the two dialects that Vuer speaks.
//!
//! *Down*, from server to client: maps and integers in their shortest form, floats in single
//! precision unless float64 is asked for, no integer of 64 bits except the envelope's `ts`.
//! *Up*, from client to server: every map with a 16-bit length, fractions in double precision,
//! JavaScript's `undefined` as extension 0, and from clients of ours typed arrays of floats as extension
//! 0x74. [`decode`] and [`Reader`] read both dialects.
//!
//! Decoding trusts nothing: nesting ends at [`MAX_DEPTH`], and buffers grow with the bytes that were
//! received, never with a length that was only announced.

mod depth;
mod encoder;
mod error;
mod floats;
mod from_wire;
mod reader;

use bytes::Bytes;

pub use self::depth::{Step, TooDeep, check_depth, map_levels, node_levels};
pub use self::encoder::Encoder;
pub use self::error::DecodeError;
pub use self::from_wire::{FromWire, Lenient, read_field, read_field_or_default, read_map};
pub use self::reader::{Reader, Token};
use crate::component::PropType;
use crate::value::{Map, Value};

/// Containers (lists and maps) that may stand inside each other. Deeper input is refused, so that
/// neither decoding nor dropping a value can exhaust the stack.
pub const MAX_DEPTH: usize = 64;

/// Values that one [`decode`] makes at most. A byte of input can become a [`Value`] some fifty times
/// its size; this bounds what a message of the permitted length can be blown up to.
pub const MAX_ITEMS: usize = 4 << 20;

/// Decodes one value that fills `data`. Byte strings share its memory.
pub fn decode(data: &Bytes) -> Result<Value, DecodeError> {
    let mut reader = Reader::new(data);
    let value = Value::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Encodes one value in the dialect of the server: single precision.
pub fn encode(value: &Value) -> Bytes {
    let mut encoder = Encoder::new(false);
    encoder.value(value);
    encoder.finish()
}

impl FromWire for Value {
    const TYPE: PropType = PropType::Any;

    fn absent(_: &'static str) -> Result<Self, DecodeError> {
        Ok(Self::Nil)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.count_item()?;
        Ok(match reader.token()? {
            Token::Nil => Self::Nil,
            Token::Bool(value) => Self::Bool(value),
            Token::Int(value) => Self::Int(value),
            Token::Float(value) => Self::Float(value),
            Token::Str(value) => Self::Str(value.to_owned()),
            Token::Bin(value) => Self::Bytes(reader.share(value)),
            Token::Ext(kind, value) => Self::Ext(kind, reader.share(value)),
            Token::List(len) => Self::List(reader.nested(|reader| {
                let mut items = Vec::with_capacity(reader.plausible(len));
                for _ in 0..len {
                    items.push(Self::read(reader)?);
                }
                Ok(items)
            })?),
            Token::Map(len) => Self::Map(reader.nested(|reader| read_entries(reader, len))?),
        })
    }
}

impl FromWire for Map {
    const TYPE: PropType = PropType::Map(&PropType::Any);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let len = reader.map()?;
        reader.nested(|reader| read_entries(reader, len))
    }
}

fn read_entries(reader: &mut Reader<'_>, len: usize) -> Result<Map, DecodeError> {
    let mut entries = Vec::with_capacity(reader.plausible(len));
    for _ in 0..len {
        let name = reader.str()?.to_owned();
        entries.push((name, Value::read(reader)?));
    }
    Ok(entries.into_iter().collect())
}

#[cfg(test)]
mod tests;
