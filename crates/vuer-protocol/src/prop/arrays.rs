//! Numbers and texts in bulk.

use bytes::Bytes;

use super::{Prop, PropValue};
use crate::codec::{DecodeError, Encoder, FromWire, Reader, read_map};
use crate::component::PropType;
use crate::tensor::{Dtype, Tensor};
use crate::value::{Map, Value};

/// A list of numbers, such as a geometry's `args`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers(pub Vec<f64>);

impl<T: Into<f64>, const N: usize> From<[T; N]> for Numbers {
    fn from(numbers: [T; N]) -> Self {
        Self(numbers.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<f64>> From<Vec<T>> for Numbers {
    fn from(numbers: Vec<T>) -> Self {
        Self(numbers.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<f64> + Copy> From<&[T]> for Numbers {
    fn from(numbers: &[T]) -> Self {
        Self(numbers.iter().map(|number| (*number).into()).collect())
    }
}

impl Prop for Numbers {
    fn encode(&self, out: &mut Encoder) {
        out.floats(&self.0);
    }
    fn to_value(&self) -> Value {
        Value::from(self.0.as_slice())
    }
}

impl PropValue for Numbers {
    const TYPE: PropType = PropType::List(&PropType::Number);
    fn from_value(value: Value) -> Result<Self, Value> {
        match &value {
            Value::List(items) => items
                .iter()
                .map(Value::as_f64)
                .collect::<Option<_>>()
                .map(Self)
                .ok_or(value),
            Value::Tensor(tensor) => Ok(Self(tensor.iter().collect())),
            _ => Err(value),
        }
    }
}

/// A list of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<String>);

impl<T: Into<String>, const N: usize> From<[T; N]> for Texts {
    fn from(texts: [T; N]) -> Self {
        Self(texts.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<String>> From<Vec<T>> for Texts {
    fn from(texts: Vec<T>) -> Self {
        Self(texts.into_iter().map(Into::into).collect())
    }
}

impl Prop for Texts {
    fn encode(&self, out: &mut Encoder) {
        self.to_value().encode(out);
    }
    fn to_value(&self) -> Value {
        Value::List(self.0.iter().map(|text| text.as_str().into()).collect())
    }
}

impl PropValue for Texts {
    const TYPE: PropType = PropType::List(&PropType::Text);
    fn from_value(value: Value) -> Result<Self, Value> {
        let texts = value.as_list().and_then(|items| {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>()
        });
        texts.map(Self).ok_or(value)
    }
}

/// The arguments of a geometry that takes more than numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Args(pub Vec<Value>);

impl<T: Into<Value>, const N: usize> From<[T; N]> for Args {
    fn from(args: [T; N]) -> Self {
        Self(args.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Args {
    fn from(args: Vec<T>) -> Self {
        Self(args.into_iter().map(Into::into).collect())
    }
}

macro_rules! args_from_tuples {
    ($($name:ident)+) => {
        impl<$($name: Into<Value>),+> From<($($name,)+)> for Args {
            fn from(args: ($($name,)+)) -> Self {
                #[allow(non_snake_case, reason = "the type parameters name the fields")]
                let ($($name,)+) = args;
                Self(vec![$($name.into()),+])
            }
        }
    };
}

args_from_tuples!(A);
args_from_tuples!(A B);
args_from_tuples!(A B C);
args_from_tuples!(A B C D);
args_from_tuples!(A B C D E);
args_from_tuples!(A B C D E F);
args_from_tuples!(A B C D E F G);
args_from_tuples!(A B C D E F G H);

impl Prop for Args {
    fn encode(&self, out: &mut Encoder) {
        self.0.encode(out);
    }
    fn to_value(&self) -> Value {
        Value::List(self.0.clone())
    }
}

impl PropValue for Args {
    const TYPE: PropType = PropType::List(&PropType::Any);
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::List(args) => Ok(Self(args)),
            Value::Tensor(tensor) => Ok(Self(tensor.iter().map(Value::from).collect())),
            other => Err(other),
        }
    }
}

/// A list of points in space, sent as a list of lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points(pub Vec<[f64; 3]>);

impl<T: Into<f64>, const N: usize> From<[[T; 3]; N]> for Points {
    fn from(points: [[T; 3]; N]) -> Self {
        Self(
            points
                .into_iter()
                .map(|point| point.map(Into::into))
                .collect(),
        )
    }
}

impl<T: Into<f64>> From<Vec<[T; 3]>> for Points {
    fn from(points: Vec<[T; 3]>) -> Self {
        Self(
            points
                .into_iter()
                .map(|point| point.map(Into::into))
                .collect(),
        )
    }
}

impl<T: Into<f64> + Copy> From<&[[T; 3]]> for Points {
    fn from(points: &[[T; 3]]) -> Self {
        Self(points.iter().map(|point| point.map(Into::into)).collect())
    }
}

impl Prop for Points {
    fn encode(&self, out: &mut Encoder) {
        out.list(self.0.len());
        for point in &self.0 {
            out.floats(point);
        }
    }
    fn to_value(&self) -> Value {
        Value::from(self.0.as_slice())
    }
}

impl PropValue for Points {
    const TYPE: PropType = PropType::List(&PropType::Named("Vec3"));
    fn from_value(value: Value) -> Result<Self, Value> {
        Vec::<super::Vec3>::from_value(value)
            .map(|points| Self(points.into_iter().map(|point| point.0).collect()))
    }
}

/// Declares an array of one element type that travels as bytes.
macro_rules! array {
    ($(#[$meta:meta])* $name:ident, |$tensor:ident| $convert:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(Bytes);

        impl $name {
            /// Bytes that are in the wire's form already; nothing is copied.
            pub fn from_wire(bytes: impl Into<Bytes>) -> Self {
                Self(bytes.into())
            }

            /// The bytes in the wire's form.
            pub fn as_bytes(&self) -> &Bytes {
                &self.0
            }
        }

        impl From<Tensor> for $name {
            fn from($tensor: Tensor) -> Self {
                Self($convert.data().clone())
            }
        }

        impl<T: crate::tensor::Element, const N: usize> From<Vec<[T; N]>> for $name {
            fn from(rows: Vec<[T; N]>) -> Self {
                Tensor::from(rows).into()
            }
        }

        impl<T: crate::tensor::Element, const N: usize> From<&[[T; N]]> for $name {
            fn from(rows: &[[T; N]]) -> Self {
                Tensor::from(rows).into()
            }
        }

        impl<T: crate::tensor::Element, const N: usize, const M: usize> From<[[T; N]; M]> for $name {
            fn from(rows: [[T; N]; M]) -> Self {
                Tensor::from(rows).into()
            }
        }

        impl Prop for $name {
            fn encode(&self, out: &mut Encoder) {
                out.bin(&self.0);
            }
            fn to_value(&self) -> Value {
                Value::Bytes(self.0.clone())
            }
        }

        impl PropValue for $name {
            const TYPE: PropType =
                PropType::OneOf(&[PropType::Binary, PropType::List(&PropType::Number)]);
            fn from_value(value: Value) -> Result<Self, Value> {
                match value {
                    Value::Bytes(bytes) => Ok(Self(bytes)),
                    Value::Tensor(tensor) => Ok(tensor.into()),
                    other => Numbers::from_value(other).map(|numbers| Tensor::from(numbers.0).into()),
                }
            }
        }
    };
}

array!(
    /// Coordinates, sent as 16-bit floats: about three significant digits, within ±65504.
    Halves,
    |tensor| tensor.to_dtype(Dtype::F16)
);
array!(
    /// Indices into vertices, sent as 32-bit unsigned integers.
    Indices,
    |tensor| tensor.to_dtype(Dtype::U32)
);
array!(
    /// Colours, sent as bytes red, green, blue. Floats count from 0 to 1; a fourth column (alpha) is
    /// left out.
    Colors,
    |tensor| bytes_of_colors(&tensor)
);

impl Colors {
    /// Colours with opacity, as bytes red, green, blue, alpha: N × 4. Floats count from 0 to 1.
    pub fn with_alpha(tensor: impl Into<Tensor>) -> Self {
        Self(channels(&tensor.into()).data().clone())
    }
}

fn bytes_of_colors(tensor: &Tensor) -> Tensor {
    channels(&tensor.with_columns(3))
}

fn channels(tensor: &Tensor) -> Tensor {
    match tensor.dtype() {
        Dtype::F16 | Dtype::F32 | Dtype::F64 => {
            let bytes: Vec<u8> = tensor
                .iter()
                .map(|channel| (channel * 255.0) as u8)
                .collect();
            Tensor::from(bytes)
        }
        _ => tensor.to_dtype(Dtype::U8),
    }
}

/// Columns of numbers, such as the curves of a plot. Each is sent as bytes: doubles, little-endian, so
/// that times since 1970 keep their fractions of a second.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns(pub Vec<Vec<f64>>);

impl From<Vec<Vec<f64>>> for Columns {
    fn from(columns: Vec<Vec<f64>>) -> Self {
        Self(columns)
    }
}

impl<const N: usize> From<[Vec<f64>; N]> for Columns {
    fn from(columns: [Vec<f64>; N]) -> Self {
        Self(columns.into())
    }
}

impl Columns {
    fn bytes(column: &[f64]) -> Vec<u8> {
        column
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect()
    }
}

impl Prop for Columns {
    fn encode(&self, out: &mut Encoder) {
        out.list(self.0.len());
        for column in &self.0 {
            out.bin(&Self::bytes(column));
        }
    }
    fn to_value(&self) -> Value {
        let columns = self.0.iter();
        Value::List(
            columns
                .map(|column| Value::Bytes(Self::bytes(column).into()))
                .collect(),
        )
    }
}

impl PropValue for Columns {
    const TYPE: PropType = PropType::List(&PropType::OneOf(&[
        PropType::Binary,
        PropType::List(&PropType::Number),
    ]));
    fn from_value(value: Value) -> Result<Self, Value> {
        let Value::List(columns) = &value else {
            return Err(value);
        };
        let parsed = columns.iter().map(|column| match column {
            Value::Bytes(bytes) => {
                let (numbers, rest) = bytes.as_chunks::<8>();
                let numbers = numbers.iter().map(|number| f64::from_le_bytes(*number));
                rest.is_empty().then(|| numbers.collect())
            }
            other => Numbers::from_value(other.clone())
                .ok()
                .map(|numbers| numbers.0),
        });
        match parsed.collect() {
            Some(columns) => Ok(Self(columns)),
            None => Err(value),
        }
    }
}

/// Numbers by name, such as the values of a robot's joints.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberMap(pub Vec<(String, f64)>);

impl<N: Into<String>, V: Into<f64>, const LEN: usize> From<[(N, V); LEN]> for NumberMap {
    fn from(entries: [(N, V); LEN]) -> Self {
        entries.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<f64>> From<Vec<(N, V)>> for NumberMap {
    fn from(entries: Vec<(N, V)>) -> Self {
        entries.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<f64>> FromIterator<(N, V)> for NumberMap {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        Self(
            entries
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

impl Prop for NumberMap {
    fn encode(&self, out: &mut Encoder) {
        out.map(self.0.len());
        for (name, value) in &self.0 {
            out.str(name);
            out.float(*value);
        }
    }
    fn to_value(&self) -> Value {
        Value::Map(
            self.0
                .iter()
                .map(|(name, value)| (name.clone(), *value))
                .collect::<Map>(),
        )
    }
}

impl FromWire for NumberMap {
    const TYPE: PropType = PropType::Map(&PropType::Number);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut entries = Vec::new();
        read_map(reader, |reader, name| {
            entries.push((name.to_owned(), f64::read(reader)?));
            Ok(())
        })?;
        Ok(Self(entries))
    }
}

impl PropValue for NumberMap {
    const TYPE: PropType = PropType::Map(&PropType::Number);
    fn from_value(value: Value) -> Result<Self, Value> {
        let entries = value.as_map().and_then(|map| {
            let entries = map
                .iter()
                .map(|(name, value)| Some((name.to_string(), value.as_f64()?)));
            entries.collect::<Option<Vec<_>>>()
        });
        entries.map(Self).ok_or(value)
    }
}
