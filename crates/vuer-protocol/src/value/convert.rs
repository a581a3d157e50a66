//! What converts into a [`Value`].

use bytes::Bytes;

use super::{Map, Name, Value};
use crate::key::Key;
use crate::tensor::Tensor;

macro_rules! from {
    ($($type:ty => $make:expr),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                ($make)(value)
            }
        }
    )*};
}

from! {
    bool => Self::Bool,
    i8 => |value| Self::Int(i64::from(value)),
    i16 => |value| Self::Int(i64::from(value)),
    i32 => |value| Self::Int(i64::from(value)),
    i64 => Self::Int,
    u16 => |value| Self::Int(i64::from(value)),
    u32 => |value| Self::Int(i64::from(value)),
    // Beyond 2³² an integer travels as a float anyhow.
    u64 => |value| i64::try_from(value).map_or(Self::Float(value as f64), Self::Int),
    usize => |value| Self::from(value as u64),
    f32 => |value| Self::Float(f64::from(value)),
    f64 => Self::Float,
    &str => |value: &str| Self::Str(value.to_owned()),
    String => Self::Str,
    &String => |value: &String| Self::Str(value.clone()),
    Key => |value: Key| Self::Str(value.as_str().to_owned()),
    Bytes => Self::Bytes,
    Vec<u8> => |value: Vec<u8>| Self::Bytes(value.into()),
    Map => Self::Map,
    Tensor => Self::Tensor,
    () => |()| Self::Nil,
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nil, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(values: &[T]) -> Self {
        Self::List(values.iter().cloned().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(values: [T; N]) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<N: Into<Name>, V: Into<Value>> FromIterator<(N, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        Self::Map(entries.into_iter().collect())
    }
}
