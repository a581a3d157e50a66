//! Files that travel inside a prop, or are fetched by the client.

use bytes::Bytes;

use super::{Prop, PropValue};
use crate::codec::Encoder;
use crate::component::PropType;
use crate::value::Value;

/// Where a picture or model comes from: a URL, or the file's bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A URL: absolute, relative to the server, or `data:`.
    Url(String),
    /// The content of a file (PNG, JPEG, …).
    Bytes(Bytes),
}

impl From<&str> for Source {
    fn from(url: &str) -> Self {
        Self::Url(url.to_owned())
    }
}

impl From<String> for Source {
    fn from(url: String) -> Self {
        Self::Url(url)
    }
}

impl From<Bytes> for Source {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl Prop for Source {
    fn encode(&self, out: &mut Encoder) {
        match self {
            Self::Url(url) => out.str(url),
            Self::Bytes(bytes) => out.bin(bytes),
        }
    }
    fn to_value(&self) -> Value {
        match self {
            Self::Url(url) => url.into(),
            Self::Bytes(bytes) => bytes.clone().into(),
        }
    }
}

impl PropValue for Source {
    const TYPE: PropType = PropType::OneOf(&[PropType::Text, PropType::Binary]);
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Str(url) => Ok(Self::Url(url)),
            Value::Bytes(bytes) => Ok(Self::Bytes(bytes)),
            other => Err(other),
        }
    }
}
