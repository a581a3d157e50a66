//! Untyped data: what a prop, an event's value or a reply can hold.

mod convert;
mod map;

use bytes::Bytes;

pub use self::map::{Map, Name};
use crate::tensor::Tensor;

/// Anything the wire can carry.
///
/// Numbers are the sender's business: JavaScript has one number type, so `Int(1)` and `Float(1.0)`
/// mean the same to a browser and a peer may send either. Ask with [`Value::as_f64`], which takes
/// both.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Null, or JavaScript's `undefined`.
    #[default]
    Nil,
    /// True or false.
    Bool(bool),
    /// An integer. Outside −2³¹ … 2³² it is sent as a float: browsers read longer integers as
    /// `BigInt`, which no component understands.
    Int(i64),
    /// A float. Sent in single precision unless the sender was told otherwise.
    Float(f64),
    /// Text.
    Str(String),
    /// Raw bytes: a picture file, an array.
    Bytes(Bytes),
    /// A list.
    List(Vec<Value>),
    /// A map with text keys.
    Map(Map),
    /// An array, sent as its raw bytes. Decoding yields [`Value::Bytes`] in its place.
    Tensor(Tensor),
    /// A MessagePack extension this crate has no meaning for: its type and its bytes.
    Ext(i8, Bytes),
}

impl Value {
    /// Whether this is nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, if it is one or a float without a fraction.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 9.0e15 => {
                Some(*value as i64)
            }
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if it is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(value) => Some(value),
            _ => None,
        }
    }

    /// The bytes, if it is bytes or a tensor.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(value) => Some(value),
            Self::Tensor(value) => Some(value.data()),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(value) => Some(value),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(value) => Some(value),
            _ => None,
        }
    }

    /// What a map holds under `name`; none for anything but a map.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_map()?.get(name)
    }

    /// The kind of value, as error messages name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Nil => "nil",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Str(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Tensor(_) => "a tensor",
            Self::Ext(..) => "an extension",
        }
    }
}
