//! Arrays of numbers: whatever has Python's buffer protocol, numpy or not.
//!
//! The caller's array is never changed and never kept: a `bytes` is read where it is, anything else is copied once.

use bytes::Bytes;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMemoryView};
use vuer_protocol::{Dtype, Tensor};

use crate::encode::buffer_bytes;

/// The array as a tensor of its own type, or of float64 where the protocol has no such type.
pub(crate) fn tensor(object: &Bound<'_, PyAny>) -> PyResult<Tensor> {
    let view = PyMemoryView::from(object).map_err(|_| {
        let kind = object.get_type();
        PyTypeError::new_err(format!(
            "{kind} is no array: give a numpy array, or a buffer with a shape"
        ))
    })?;
    let format: String = view.getattr("format")?.extract()?;
    let item_size: usize = view.getattr("itemsize")?.extract()?;
    let shape: Vec<usize> = view.getattr("shape")?.extract()?;
    let data: PyBackedBytes = buffer_bytes(&view)?.into();
    let data = Bytes::from_owner(data);
    let kind = format.trim_start_matches(['@', '=', '<']);
    let dtype = match (kind, item_size) {
        ("B" | "?", 1) => Dtype::U8,
        ("H", 2) => Dtype::U16,
        ("I" | "L", 4) => Dtype::U32,
        ("i" | "l", 4) => Dtype::I32,
        ("e", 2) => Dtype::F16,
        ("f", 4) => Dtype::F32,
        ("d", 8) => Dtype::F64,
        ("b", 1) => {
            return floats(&data, shape, |&[byte]: &[u8; 1]| {
                f64::from(byte.cast_signed())
            });
        }
        ("h", 2) => return floats(&data, shape, |bytes| f64::from(i16::from_le_bytes(*bytes))),
        ("l" | "q", 8) => return floats(&data, shape, |bytes| i64::from_le_bytes(*bytes) as f64),
        ("L" | "Q", 8) => return floats(&data, shape, |bytes| u64::from_le_bytes(*bytes) as f64),
        _ => {
            return Err(PyTypeError::new_err(format!(
                "an array of elements {format:?} cannot be converted: use a little-endian type of numbers, such as float32 or uint8"
            )));
        }
    };
    Tensor::new(dtype, shape, data).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn floats<const N: usize>(
    data: &[u8],
    shape: Vec<usize>,
    read: impl Fn(&[u8; N]) -> f64,
) -> PyResult<Tensor> {
    let (elements, _) = data.as_chunks::<N>();
    let data: Vec<u8> = elements
        .iter()
        .flat_map(|bytes| read(bytes).to_le_bytes())
        .collect();
    Tensor::new(Dtype::F64, shape, data).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The numbers times a factor.
pub(crate) fn scaled(tensor: &Tensor, factor: f64) -> Tensor {
    let data: Vec<u8> = tensor
        .iter()
        .flat_map(|number| (number * factor).to_le_bytes())
        .collect();
    Tensor::new(Dtype::F64, tensor.shape(), data).expect("there are as many numbers as before")
}

/// pack_array(array, dtype, *, scale=1.0, columns=None)
/// --
///
/// The little-endian, row-major bytes of an array's numbers as `dtype`: uint8, uint16, uint32, int32, float16, float32
/// or float64. Each is multiplied by `scale` before; integers saturate, fractions are cut. `columns` keeps the first
/// ones of the last axis, as in RGBA to RGB. The array is not changed.
#[pyfunction]
#[pyo3(signature = (array, dtype, *, scale = 1.0, columns = None))]
pub(crate) fn pack_array<'py>(
    py: Python<'py>,
    array: &Bound<'py, PyAny>,
    dtype: &str,
    scale: f64,
    columns: Option<usize>,
) -> PyResult<Bound<'py, PyBytes>> {
    let dtype = match dtype {
        "uint8" => Dtype::U8,
        "uint16" => Dtype::U16,
        "uint32" => Dtype::U32,
        "int32" => Dtype::I32,
        "float16" => Dtype::F16,
        "float32" => Dtype::F32,
        "float64" => Dtype::F64,
        _ => {
            return Err(PyValueError::new_err(format!(
                "dtype {dtype:?} is none of uint8, uint16, uint32, int32, float16, float32, float64"
            )));
        }
    };
    let tensor = tensor(array)?;
    let packed = py.detach(|| {
        let kept = columns.map_or_else(|| tensor.clone(), |columns| tensor.with_columns(columns));
        #[expect(
            clippy::float_cmp,
            reason = "exactly one means that nothing is asked for"
        )]
        let scaled = if scale == 1.0 {
            kept
        } else {
            scaled(&kept, scale)
        };
        scaled.to_dtype(dtype)
    });
    Ok(PyBytes::new(py, packed.data()))
}
