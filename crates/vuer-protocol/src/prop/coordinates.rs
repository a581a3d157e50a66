//! Coordinates in bulk: small by default, exact on request.

use bytes::Bytes;

use super::{Numbers, Prop, PropValue};
use crate::codec::Encoder;
use crate::component::PropType;
use crate::tensor::{Dtype, Tensor};
use crate::value::{Map, Value};

/// Coordinates. Whatever they are made from they are sent as 16-bit floats: about three significant
/// digits, within ±65504. [`Coordinates::exact`] sends 32-bit floats, which only our client reads.
///
/// On the wire 16-bit floats are bare bytes, as the original's clients want them; bytes say nothing of
/// what is in them, so 32-bit floats are a map of `dtype` and `data`.
///
/// ```
/// use vuer_protocol::{components as c, prop::Coordinates};
///
/// let survey = [[4_512_300.25_f32, 5_330_100.5, 12.75]];
/// let cloud = c::PointCloud::new().vertices(Coordinates::exact(survey));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Coordinates {
    exact: bool,
    data: Bytes,
}

const DTYPE: &str = "dtype";
const DATA: &str = "data";
const FLOAT32: &str = "float32";
const FLOAT16: &str = "float16";

impl Coordinates {
    /// Coordinates that are sent as 32-bit floats.
    pub fn exact(tensor: impl Into<Tensor>) -> Self {
        Self {
            exact: true,
            data: tensor.into().to_dtype(Dtype::F32).data().clone(),
        }
    }

    /// The bytes of 16-bit floats, little-endian, row by row; nothing is copied.
    pub fn from_wire(bytes: impl Into<Bytes>) -> Self {
        Self {
            exact: false,
            data: bytes.into(),
        }
    }

    /// The bytes of the numbers.
    pub fn as_bytes(&self) -> &Bytes {
        &self.data
    }
}

impl<T: Into<Tensor>> From<T> for Coordinates {
    fn from(tensor: T) -> Self {
        Self::from_wire(tensor.into().to_dtype(Dtype::F16).data().clone())
    }
}

impl Prop for Coordinates {
    fn encode(&self, out: &mut Encoder) {
        if self.exact {
            out.map(2);
            out.str(DTYPE);
            out.str(FLOAT32);
            out.str(DATA);
        }
        out.bin(&self.data);
    }
    fn to_value(&self) -> Value {
        let data = Value::Bytes(self.data.clone());
        if self.exact {
            let entries = [(DTYPE, FLOAT32.into()), (DATA, data)];
            Value::Map(entries.into_iter().collect::<Map>())
        } else {
            data
        }
    }
}

impl PropValue for Coordinates {
    const TYPE: PropType = PropType::OneOf(&[
        PropType::Binary,
        PropType::List(&PropType::Number),
        PropType::Named("Floats"),
    ]);
    fn from_value(value: Value) -> Result<Self, Value> {
        let exact = match value.get(DTYPE).and_then(Value::as_str) {
            Some(FLOAT32) => true,
            Some(FLOAT16) => false,
            _ => {
                return match value {
                    Value::Bytes(bytes) => Ok(Self::from_wire(bytes)),
                    Value::Tensor(tensor) => Ok(tensor.into()),
                    other => Numbers::from_value(other).map(|numbers| numbers.0.into()),
                };
            }
        };
        match value.get(DATA).and_then(Value::as_bytes) {
            Some(data) => Ok(Self {
                exact,
                data: data.clone(),
            }),
            None => Err(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_ones_are_bare_bytes_and_exact_ones_say_what_they_are() {
        let points = [[0.1_f32, 1.0, -2.0]];
        assert_eq!(
            Coordinates::from(points)
                .to_value()
                .as_bytes()
                .unwrap()
                .len(),
            6
        );
        let exact = Coordinates::exact(points).to_value();
        assert_eq!(exact.get(DTYPE).and_then(Value::as_str), Some(FLOAT32));
        assert_eq!(
            exact.get(DATA).unwrap().as_bytes().unwrap()[..4],
            0.1_f32.to_le_bytes()
        );
    }

    #[test]
    fn both_come_back() {
        for coordinates in [
            Coordinates::from([[1.0_f32; 3]]),
            Coordinates::exact([[0.1_f64; 3]]),
        ] {
            let value = coordinates.to_value();
            assert_eq!(Coordinates::from_value(value), Ok(coordinates));
        }
        let nonsense = Value::Map([(DTYPE, FLOAT32)].into_iter().collect());
        assert_eq!(Coordinates::from_value(nonsense.clone()), Err(nonsense));
    }
}
