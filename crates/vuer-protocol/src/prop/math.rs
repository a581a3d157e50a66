//! Vectors, rotations, matrices, colours.
//!
//! Lengths are metres, angles radians, frames right-handed with y up unless the scene's `up` says
//! otherwise.

use super::{Prop, PropValue, words};
use crate::codec::{DecodeError, Encoder, FromWire, Reader};
use crate::component::PropType;
use crate::value::Value;

/// Declares a list of `N` numbers.
macro_rules! numbers {
    ($(#[$meta:meta])* $name:ident, $len:literal, $type:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name(pub [f64; $len]);

        impl<T: Into<f64>> From<[T; $len]> for $name {
            fn from(numbers: [T; $len]) -> Self {
                Self(numbers.map(Into::into))
            }
        }

        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }

        impl FromWire for $name {
            const TYPE: PropType = PropType::Named($type);

            fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                FromWire::read(reader).map(Self)
            }
        }

        impl Prop for $name {
            fn encode(&self, out: &mut Encoder) {
                out.floats(&self.0);
            }
            fn to_value(&self) -> Value {
                (*self).into()
            }
        }

        impl PropValue for $name {
            const TYPE: PropType = PropType::Named($type);
            fn from_value(value: Value) -> Result<Self, Value> {
                numbers(&value).map(Self).ok_or(value)
            }
        }
    };
}

/// The `N` numbers of a list or of a tensor of floats.
fn numbers<const N: usize>(value: &Value) -> Option<[f64; N]> {
    match value {
        Value::List(items) => {
            let numbers: Vec<f64> = items.iter().map(Value::as_f64).collect::<Option<_>>()?;
            numbers.try_into().ok()
        }
        Value::Tensor(tensor) => tensor.iter().collect::<Vec<_>>().try_into().ok(),
        _ => None,
    }
}

numbers!(
    /// Two numbers.
    Vec2,
    2,
    "Vec2"
);
numbers!(
    /// Three numbers: a position, a direction, extents.
    Vec3,
    3,
    "Vec3"
);
numbers!(
    /// A rotation as a quaternion x, y, z, w.
    Quat,
    4,
    "Quaternion"
);
numbers!(
    /// A 4×4 matrix, column-major: the translation is at 12, 13, 14.
    Mat4,
    16,
    "Matrix4"
);

/// A corner of a box. It travels as a map of `x`, `y` and `z`, the only form that the original's clients
/// read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corner(pub [f64; 3]);

impl<T: Into<f64>> From<[T; 3]> for Corner {
    fn from(numbers: [T; 3]) -> Self {
        Self(numbers.map(Into::into))
    }
}

impl Prop for Corner {
    fn encode(&self, out: &mut Encoder) {
        out.map(3);
        for (axis, number) in ["x", "y", "z"].into_iter().zip(self.0) {
            out.str(axis);
            out.float(number);
        }
    }
    fn to_value(&self) -> Value {
        let entries = ["x", "y", "z"].into_iter().zip(self.0);
        Value::Map(entries.collect())
    }
}

impl PropValue for Corner {
    const TYPE: PropType = PropType::Named("Corner");
    fn from_value(value: Value) -> Result<Self, Value> {
        let axis = |name| value.get(name).and_then(Value::as_f64);
        match (axis("x"), axis("y"), axis("z")) {
            (Some(x), Some(y), Some(z)) => Ok(Self([x, y, z])),
            _ => numbers(&value).map(Self).ok_or(value),
        }
    }
}

/// Zero along both axes.
impl Default for Vec2 {
    fn default() -> Self {
        Self([0.0; 2])
    }
}

impl Mat4 {
    /// The matrix that changes nothing.
    pub const IDENTITY: Self = Self([
        1., 0., 0., 0., 0., 1., 0., 0., 0., 0., 1., 0., 0., 0., 0., 1.,
    ]);

    /// A move by `x`, `y`, `z`.
    pub fn from_translation(by: impl Into<Vec3>) -> Self {
        let mut matrix = Self::IDENTITY;
        matrix.0[12..15].copy_from_slice(&by.into().0);
        matrix
    }

    /// Where the origin goes.
    pub fn translation(&self) -> Vec3 {
        Vec3([self.0[12], self.0[13], self.0[14]])
    }
}

/// Four rows, as matrices are written down; the wire wants columns.
impl<T: Into<f64> + Copy> From<[[T; 4]; 4]> for Mat4 {
    fn from(rows: [[T; 4]; 4]) -> Self {
        let mut matrix = [0.0; 16];
        for (row, numbers) in rows.iter().enumerate() {
            for (column, number) in numbers.iter().enumerate() {
                matrix[4 * column + row] = (*number).into();
            }
        }
        Self(matrix)
    }
}

words! {
    /// In which order the three angles of an [`Euler`] turn.
    pub enum EulerOrder {
        /// About x, then the turned y, then the turned z: three.js's own order.
        Xyz = "XYZ",
        /// About y, z, x.
        Yzx = "YZX",
        /// About z, x, y.
        Zxy = "ZXY",
        /// About x, z, y.
        Xzy = "XZY",
        /// About y, x, z.
        Yxz = "YXZ",
        /// About z, y, x: yaw, pitch, roll.
        Zyx = "ZYX",
    }
}

/// A rotation as three angles about the axes, in radians.
#[derive(Debug, Clone, PartialEq)]
pub struct Euler {
    /// The angles about x, y and z.
    pub angles: [f64; 3],
    /// Their order; absent means XYZ.
    pub order: Option<EulerOrder>,
}

impl Euler {
    /// Angles about x, y and z in an order of one's choice.
    pub fn with_order(angles: [f64; 3], order: EulerOrder) -> Self {
        Self {
            angles,
            order: Some(order),
        }
    }
}

impl<T: Into<f64>> From<[T; 3]> for Euler {
    fn from(angles: [T; 3]) -> Self {
        Self {
            angles: angles.map(Into::into),
            order: None,
        }
    }
}

impl Prop for Euler {
    fn encode(&self, out: &mut Encoder) {
        out.list(3 + usize::from(self.order.is_some()));
        for angle in &self.angles {
            out.float(*angle);
        }
        if let Some(order) = &self.order {
            order.encode(out);
        }
    }
    fn to_value(&self) -> Value {
        let angles = self.angles.into_iter().map(Value::from);
        Value::List(
            angles
                .chain(self.order.as_ref().map(Prop::to_value))
                .collect(),
        )
    }
}

impl PropValue for Euler {
    const TYPE: PropType = PropType::Named("Euler");
    fn from_value(value: Value) -> Result<Self, Value> {
        let (angles, order) = match value.as_list() {
            Some([angles @ .., Value::Str(order)]) => {
                (Value::from(angles), Some(order.as_str().into()))
            }
            _ => (value.clone(), None),
        };
        let angles = numbers(&angles).ok_or(value)?;
        Ok(Self { angles, order })
    }
}

impl FromWire for Euler {
    const TYPE: PropType = <Self as PropValue>::TYPE;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let value = Value::read(reader)?;
        Self::from_value(value).map_err(|value| DecodeError::Type {
            expected: "three angles and, if need be, their order",
            found: value.kind(),
        })
    }
}

/// A factor of size: one for all axes, or one for each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// The same along all axes.
    Uniform(f64),
    /// Along x, y and z.
    PerAxis([f64; 3]),
}

impl From<f64> for Scale {
    fn from(factor: f64) -> Self {
        Self::Uniform(factor)
    }
}

impl From<f32> for Scale {
    fn from(factor: f32) -> Self {
        Self::Uniform(f64::from(factor))
    }
}

impl From<i32> for Scale {
    fn from(factor: i32) -> Self {
        Self::Uniform(f64::from(factor))
    }
}

impl<T: Into<f64>> From<[T; 3]> for Scale {
    fn from(factors: [T; 3]) -> Self {
        Self::PerAxis(factors.map(Into::into))
    }
}

impl Prop for Scale {
    fn encode(&self, out: &mut Encoder) {
        match self {
            Self::Uniform(factor) => out.float(*factor),
            Self::PerAxis(factors) => out.floats(factors),
        }
    }
    fn to_value(&self) -> Value {
        match self {
            Self::Uniform(factor) => (*factor).into(),
            Self::PerAxis(factors) => (*factors).into(),
        }
    }
}

impl PropValue for Scale {
    const TYPE: PropType = PropType::Named("Scale");
    fn from_value(value: Value) -> Result<Self, Value> {
        match value.as_f64() {
            Some(factor) => Ok(Self::Uniform(factor)),
            None => numbers(&value).map(Self::PerAxis).ok_or(value),
        }
    }
}

/// A colour: CSS text (`"red"`, `"#23aaff"`, `"rgb(35, 170, 255)"`), a number `0xrrggbb`, or red, green
/// and blue from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Color {
    /// CSS text.
    Css(String),
    /// `0xrrggbb`.
    Rgb(u32),
    /// Red, green and blue from 0 to 1.
    Components([f64; 3]),
}

impl From<&str> for Color {
    fn from(css: &str) -> Self {
        Self::Css(css.to_owned())
    }
}

impl From<String> for Color {
    fn from(css: String) -> Self {
        Self::Css(css)
    }
}

impl From<u32> for Color {
    fn from(rgb: u32) -> Self {
        Self::Rgb(rgb)
    }
}

/// Red, green and blue from 0 to 1.
impl From<[f64; 3]> for Color {
    fn from(components: [f64; 3]) -> Self {
        Self::Components(components)
    }
}

/// Red, green and blue from 0 to 255.
impl From<[u8; 3]> for Color {
    fn from([red, green, blue]: [u8; 3]) -> Self {
        Self::Rgb(u32::from_be_bytes([0, red, green, blue]))
    }
}

impl Prop for Color {
    fn encode(&self, out: &mut Encoder) {
        match self {
            Self::Css(css) => out.str(css),
            Self::Rgb(rgb) => out.int(i64::from(*rgb)),
            Self::Components(components) => out.floats(components),
        }
    }
    fn to_value(&self) -> Value {
        match self {
            Self::Css(css) => css.into(),
            Self::Rgb(rgb) => (*rgb).into(),
            Self::Components(components) => (*components).into(),
        }
    }
}

impl PropValue for Color {
    const TYPE: PropType = PropType::Named("Color");
    fn from_value(value: Value) -> Result<Self, Value> {
        match &value {
            Value::Str(css) => Ok(Self::Css(css.clone())),
            Value::Int(rgb) => u32::try_from(*rgb).map(Self::Rgb).map_err(|_| value),
            _ => numbers(&value).map(Self::Components).ok_or(value),
        }
    }
}
