//! Decoding straight into types, without a [`Value`](crate::Value) in between.

use bytes::Bytes;

use super::{DecodeError, Reader, Token};
use crate::component::PropType;

/// A type that can be read from a message.
pub trait FromWire: Sized {
    /// Its description.
    const TYPE: PropType;

    /// Reads one value.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// What stands for an absent field: an error unless the type has something for it.
    fn absent(name: &'static str) -> Result<Self, DecodeError> {
        Err(DecodeError::MissingField { name })
    }
}

/// Reads a map field by field: `field` is given each name and must read or [skip](Reader::skip) the
/// value.
pub fn read_map(
    reader: &mut Reader<'_>,
    mut field: impl FnMut(&mut Reader<'_>, &str) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let len = reader.map()?;
    reader.nested(|reader| {
        for _ in 0..len {
            let name = reader.str()?;
            field(reader, name)?;
        }
        Ok(())
    })
}

/// Reads a field's value; an error says which field it was.
pub fn read_field<T: FromWire>(
    reader: &mut Reader<'_>,
    name: &'static str,
) -> Result<T, DecodeError> {
    T::read(reader).map_err(|error| error.in_field(name))
}

/// Reads a field's value; nil and `undefined` mean the default.
pub fn read_field_or_default<T: FromWire + Default>(
    reader: &mut Reader<'_>,
    name: &'static str,
) -> Result<T, DecodeError> {
    read_field::<Option<T>>(reader, name).map(Option::unwrap_or_default)
}

impl FromWire for bool {
    const TYPE: PropType = PropType::Bool;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.token()? {
            Token::Bool(value) => Ok(value),
            other => Err(other.unexpected("a boolean")),
        }
    }
}

impl FromWire for f64 {
    const TYPE: PropType = PropType::Number;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.number()
    }
}

impl FromWire for i64 {
    const TYPE: PropType = PropType::Integer;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.token()? {
            Token::Int(value) => Ok(value),
            Token::Float(value) if value.fract() == 0.0 && value.abs() < 9.0e15 => Ok(value as i64),
            other => Err(other.unexpected("an integer")),
        }
    }
}

impl FromWire for u32 {
    const TYPE: PropType = PropType::Integer;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let value = i64::read(reader)?;
        Self::try_from(value).map_err(|_| DecodeError::Invalid("an integer outside 0 … 2³²"))
    }
}

impl FromWire for String {
    const TYPE: PropType = PropType::Text;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.str().map(str::to_owned)
    }
}

impl FromWire for Bytes {
    const TYPE: PropType = PropType::Binary;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.token()? {
            Token::Bin(bytes) => Ok(reader.share(bytes)),
            other => Err(other.unexpected("bytes")),
        }
    }
}

/// Nil, `undefined` and an absent field are none.
impl<T: FromWire> FromWire for Option<T> {
    const TYPE: PropType = T::TYPE;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.nil() {
            Ok(None)
        } else {
            T::read(reader).map(Some)
        }
    }

    fn absent(_: &'static str) -> Result<Self, DecodeError> {
        Ok(None)
    }
}

impl<T: FromWire> FromWire for Vec<T> {
    const TYPE: PropType = PropType::List(&T::TYPE);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let len = reader.list()?;
        reader.nested(|reader| {
            let mut items = Self::with_capacity(reader.plausible(len));
            for _ in 0..len {
                reader.count_item()?;
                items.push(T::read(reader)?);
            }
            Ok(items)
        })
    }
}

impl<const N: usize> FromWire for [f64; N] {
    const TYPE: PropType = PropType::List(&PropType::Number);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let found = reader.list()?;
        if found != N {
            return Err(DecodeError::Length { expected: N, found });
        }
        let mut numbers = [0.0; N];
        reader.numbers(&mut numbers)?;
        Ok(numbers)
    }
}

/// A field that may hold anything: none unless it is a `T`. For what the original's clients are known
/// to send wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lenient<T>(pub Option<T>);

impl<T: FromWire> FromWire for Lenient<T> {
    const TYPE: PropType = T::TYPE;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let raw = reader.raw()?;
        Ok(Self(T::read(&mut Reader::new(&raw)).ok()))
    }

    fn absent(_: &'static str) -> Result<Self, DecodeError> {
        Ok(Self(None))
    }
}
