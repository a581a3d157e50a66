//! Arrays of numbers as they travel: raw little-endian bytes.
//!
//! The wire carries a tensor as a MessagePack `bin` of its data; neither type nor shape goes with
//! it, because each prop that takes one fixes them (`PointCloud.vertices` is N×3 float16). A
//! [`Tensor`] keeps both on the sending side, so that a prop can convert what it is given.

use std::sync::Arc;

use bytes::Bytes;
use half::f16;
use half::slice::HalfFloatSliceExt as _;

/// The type of a tensor's elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dtype {
    /// 8-bit unsigned.
    U8,
    /// 16-bit unsigned.
    U16,
    /// 32-bit unsigned.
    U32,
    /// 32-bit signed.
    I32,
    /// 16-bit float.
    F16,
    /// 32-bit float.
    F32,
    /// 64-bit float.
    F64,
}

impl Dtype {
    /// Bytes per element.
    pub const fn size(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 | Self::F16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

/// A number type a [`Tensor`] can hold. Implemented for the types that [`Dtype`] names.
pub trait Element: Copy + sealed::Sealed {
    /// Its name at run time.
    const DTYPE: Dtype;
    /// Appends the little-endian bytes of `values`.
    fn write(values: &[Self], out: &mut Vec<u8>);
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! element {
    ($($type:ty => $dtype:ident),* $(,)?) => {$(
        impl sealed::Sealed for $type {}
        impl Element for $type {
            const DTYPE: Dtype = Dtype::$dtype;
            fn write(values: &[Self], out: &mut Vec<u8>) {
                let begin = out.len();
                // One step for all, and not one for each with a look at the capacity: clouds have millions.
                out.resize(begin + size_of_val(values), 0);
                let (places, _) = out[begin..].as_chunks_mut::<{ size_of::<Self>() }>();
                for (value, place) in values.iter().zip(places) {
                    *place = value.to_le_bytes();
                }
            }
        }
    )*};
}

element!(u8 => U8, u16 => U16, u32 => U32, i32 => I32, f16 => F16, f32 => F32, f64 => F64);

/// A dense array: element type, shape, little-endian bytes in row-major order. Clones share the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    dtype: Dtype,
    shape: Arc<[usize]>,
    data: Bytes,
}

/// The bytes given to [`Tensor::new`] do not fill the shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a tensor of this shape and type takes {expected} bytes, {found} were given")]
pub struct ShapeError {
    /// Bytes the shape takes.
    pub expected: usize,
    /// Bytes given.
    pub found: usize,
}

impl Tensor {
    /// A tensor over bytes that are already little-endian and row-major; nothing is copied.
    ///
    /// Fails when the number of bytes is not that of the shape.
    pub fn new(
        dtype: Dtype,
        shape: impl Into<Arc<[usize]>>,
        data: impl Into<Bytes>,
    ) -> Result<Self, ShapeError> {
        let (shape, data) = (shape.into(), data.into());
        let expected = shape
            .iter()
            .try_fold(dtype.size(), |bytes, extent| bytes.checked_mul(*extent))
            .unwrap_or(usize::MAX);
        if expected == data.len() {
            Ok(Self { dtype, shape, data })
        } else {
            Err(ShapeError {
                expected,
                found: data.len(),
            })
        }
    }

    /// The type of the elements.
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// Extent of each axis, the slowest first.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The elements' bytes, little-endian, row-major.
    pub fn data(&self) -> &Bytes {
        &self.data
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.data.len() / self.dtype.size()
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// The elements as numbers, in row-major order.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        self.data
            .chunks_exact(self.dtype.size())
            .map(|bytes| read(self.dtype, bytes))
    }

    /// The same numbers in another element type. Returns `self` unchanged (and uncopied) if it has
    /// that type already; integers saturate, fractions are cut.
    #[must_use]
    pub fn to_dtype(&self, dtype: Dtype) -> Self {
        if self.dtype == dtype {
            return self.clone();
        }
        if (self.dtype, dtype) == (Dtype::F32, Dtype::F16) {
            return Self {
                dtype,
                shape: self.shape.clone(),
                data: halves(&self.data).into(),
            };
        }
        let mut data = Vec::with_capacity(self.len() * dtype.size());
        for number in self.iter() {
            match dtype {
                Dtype::U8 => u8::write(&[number as u8], &mut data),
                Dtype::U16 => u16::write(&[number as u16], &mut data),
                Dtype::U32 => u32::write(&[number as u32], &mut data),
                Dtype::I32 => i32::write(&[number as i32], &mut data),
                Dtype::F16 => f16::write(&[f16::from_f64(number)], &mut data),
                Dtype::F32 => f32::write(&[number as f32], &mut data),
                Dtype::F64 => f64::write(&[number], &mut data),
            }
        }
        Self {
            dtype,
            shape: self.shape.clone(),
            data: data.into(),
        }
    }

    /// Keeps the first `columns` of the last axis: RGBA to RGB, say. Returns `self` unchanged if the
    /// last axis has no more than that.
    #[must_use]
    pub fn with_columns(&self, columns: usize) -> Self {
        let Some((&width, rows)) = self
            .shape
            .split_last()
            .filter(|(width, _)| **width > columns)
        else {
            return self.clone();
        };
        let (from, to) = (width * self.dtype.size(), columns * self.dtype.size());
        let data: Vec<u8> = self
            .data
            .chunks_exact(from)
            .flat_map(|row| &row[..to])
            .copied()
            .collect();
        let shape = rows.iter().copied().chain([columns]).collect::<Vec<_>>();
        Self {
            dtype: self.dtype,
            shape: shape.into(),
            data: data.into(),
        }
    }
}

/// Singles as halves, by the processor's own instructions where it has them: this is what each point cloud
/// goes through.
fn halves(singles: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 512;
    let (mut from, mut to) = ([0.0_f32; BLOCK], [f16::ZERO; BLOCK]);
    let mut data = vec![0; singles.len() / 2];
    for (bytes, out) in singles.chunks(4 * BLOCK).zip(data.chunks_mut(2 * BLOCK)) {
        let len = bytes.len() / 4;
        for (number, bytes) in from.iter_mut().zip(bytes.chunks_exact(4)) {
            *number = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        to[..len].convert_from_f32_slice(&from[..len]);
        for (half, out) in to.iter().zip(out.chunks_exact_mut(2)) {
            out.copy_from_slice(&half.to_le_bytes());
        }
    }
    data
}

fn read(dtype: Dtype, bytes: &[u8]) -> f64 {
    /// `bytes` comes from `chunks_exact` with the size of the type that is read.
    fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
        bytes
            .try_into()
            .expect("a chunk has the size of its element")
    }
    match dtype {
        Dtype::U8 => f64::from(bytes[0]),
        Dtype::U16 => f64::from(u16::from_le_bytes(array(bytes))),
        Dtype::U32 => f64::from(u32::from_le_bytes(array(bytes))),
        Dtype::I32 => f64::from(i32::from_le_bytes(array(bytes))),
        Dtype::F16 => f16::from_le_bytes(array(bytes)).to_f64(),
        Dtype::F32 => f64::from(f32::from_le_bytes(array(bytes))),
        Dtype::F64 => f64::from_le_bytes(array(bytes)),
    }
}

impl<T: Element> From<&[T]> for Tensor {
    fn from(values: &[T]) -> Self {
        let mut data = Vec::with_capacity(values.len() * T::DTYPE.size());
        T::write(values, &mut data);
        Self {
            dtype: T::DTYPE,
            shape: [values.len()].into(),
            data: data.into(),
        }
    }
}

impl<T: Element, const N: usize> From<&[[T; N]]> for Tensor {
    fn from(rows: &[[T; N]]) -> Self {
        let flat = Self::from(rows.as_flattened());
        Self {
            shape: [rows.len(), N].into(),
            ..flat
        }
    }
}

impl<T: Element> From<Vec<T>> for Tensor {
    fn from(values: Vec<T>) -> Self {
        Self::from(values.as_slice())
    }
}

impl<T: Element, const N: usize> From<Vec<[T; N]>> for Tensor {
    fn from(rows: Vec<[T; N]>) -> Self {
        Self::from(rows.as_slice())
    }
}

impl<T: Element, const N: usize, const M: usize> From<[[T; N]; M]> for Tensor {
    fn from(rows: [[T; N]; M]) -> Self {
        Self::from(rows.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_shape_through_a_change_of_type() {
        let tensor = Tensor::from([[0.0_f32, 1.0, -2.0], [0.5, 1.25, 65504.0]]);
        let half = tensor.to_dtype(Dtype::F16);
        assert_eq!(half.shape(), [2, 3]);
        assert_eq!(half.data().len(), 12);
        assert_eq!(
            half.iter().collect::<Vec<_>>(),
            [0.0, 1.0, -2.0, 0.5, 1.25, 65504.0]
        );
    }

    #[test]
    fn halves_are_the_nearest_ones_beyond_the_first_block() {
        let numbers: Vec<f32> = (0..1500).map(|i| i as f32 * 0.371 - 99.9).collect();
        let nearest: Vec<f64> = numbers.iter().map(|n| f16::from_f32(*n).to_f64()).collect();
        let half = Tensor::from(numbers).to_dtype(Dtype::F16);
        assert_eq!(half.iter().collect::<Vec<_>>(), nearest);
    }

    #[test]
    fn columns_are_cut_from_the_right() {
        let rgba = Tensor::from([[1_u8, 2, 3, 4], [5, 6, 7, 8]]);
        let rgb = rgba.with_columns(3);
        assert_eq!(rgb.shape(), [2, 3]);
        assert_eq!(rgb.data().as_ref(), [1, 2, 3, 5, 6, 7]);
    }

    #[test]
    fn a_shape_must_fit_its_bytes() {
        let error = Tensor::new(Dtype::F32, [2, 3], vec![0_u8; 20]).unwrap_err();
        assert_eq!(
            error,
            ShapeError {
                expected: 24,
                found: 20
            }
        );
        assert!(Tensor::new(Dtype::F64, [usize::MAX, 8], Vec::new()).is_err());
    }
}
