//! The types that props have.

mod arrays;
mod coordinates;
mod material;
mod math;
mod moment;
mod source;
mod words;

use std::fmt::Debug;

use bytes::Bytes;

pub use self::arrays::{Args, Colors, Columns, Halves, Indices, NumberMap, Numbers, Points, Texts};
pub use self::coordinates::Coordinates;
pub use self::material::{Material, MaterialType, Side};
pub use self::math::{Color, Corner, Euler, EulerOrder, Mat4, Quat, Scale, Vec2, Vec3};
pub use self::source::Source;
pub(crate) use self::words::words;
use crate::codec::Encoder;
use crate::component::PropType;
use crate::node::Node;
use crate::value::{Map, Value};

/// A value that can be written as a prop.
pub trait Prop: Debug {
    /// Writes the value.
    fn encode(&self, out: &mut Encoder);

    /// The same value untyped.
    fn to_value(&self) -> Value;
}

/// A type that a prop can be declared with.
pub trait PropValue: Prop + Sized {
    /// Its description.
    const TYPE: PropType;

    /// Reads the untyped value, or gives it back.
    fn from_value(value: Value) -> Result<Self, Value>;
}

macro_rules! scalar {
    ($type:ty, $description:expr, |$out:ident, $self:ident| $encode:expr, |$value:ident| $from:expr) => {
        impl Prop for $type {
            fn encode(&$self, $out: &mut Encoder) {
                $encode;
            }
            fn to_value(&self) -> Value {
                Value::from(self.clone())
            }
        }
        impl PropValue for $type {
            const TYPE: PropType = $description;
            fn from_value($value: Value) -> Result<Self, Value> {
                $from.ok_or($value)
            }
        }
    };
}

scalar!(bool, PropType::Bool, |out, self| out.bool(*self), |value| {
    value.as_bool()
});
scalar!(
    f64,
    PropType::Number,
    |out, self| out.float(*self),
    |value| value.as_f64()
);
scalar!(
    i64,
    PropType::Integer,
    |out, self| out.int(*self),
    |value| value.as_i64()
);
scalar!(
    u32,
    PropType::Integer,
    |out, self| out.int(i64::from(*self)),
    |value| value.as_i64().and_then(|value| Self::try_from(value).ok())
);
scalar!(String, PropType::Text, |out, self| out.str(self), |value| {
    value.as_str().map(str::to_owned)
});
scalar!(
    Bytes,
    PropType::Binary,
    |out, self| out.bin(self),
    |value| value.as_bytes().cloned()
);
scalar!(
    Node,
    PropType::Named("NodeData"),
    |out, self| crate::Encode::encode(self, out),
    |value| { value.as_map().cloned().map(Node::from) }
);

impl Prop for Value {
    fn encode(&self, out: &mut Encoder) {
        out.value(self);
    }
    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl PropValue for Value {
    const TYPE: PropType = PropType::Any;
    fn from_value(value: Value) -> Result<Self, Value> {
        Ok(value)
    }
}

/// A map of untyped values, such as a `material`'s props.
impl Prop for Map {
    fn encode(&self, out: &mut Encoder) {
        out.map(self.len());
        out.entries(self);
    }
    fn to_value(&self) -> Value {
        Value::Map(self.clone())
    }
}

impl PropValue for Map {
    const TYPE: PropType = PropType::Map(&PropType::Any);
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Map(map) => Ok(map),
            other => Err(other),
        }
    }
}

impl<T: Prop> Prop for Vec<T> {
    fn encode(&self, out: &mut Encoder) {
        out.list(self.len());
        for item in self {
            item.encode(out);
        }
    }
    fn to_value(&self) -> Value {
        Value::List(self.iter().map(Prop::to_value).collect())
    }
}

impl<T: PropValue> PropValue for Vec<T> {
    const TYPE: PropType = PropType::List(&T::TYPE);
    fn from_value(value: Value) -> Result<Self, Value> {
        let Value::List(items) = value else {
            return Err(value);
        };
        let parsed = items
            .iter()
            .cloned()
            .map(T::from_value)
            .collect::<Result<_, _>>();
        parsed.map_err(|_| Value::List(items))
    }
}
