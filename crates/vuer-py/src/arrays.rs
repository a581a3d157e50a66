//! Arrays of numbers: whatever has Python's buffer protocol, numpy or not.
//!
//! The caller's array is never changed and never kept. What cannot change – a `bytes`, an array of numpy's that is not
//! writable – is read where it is; anything else is copied once, an array of numpy's while other threads of Python
//! run.

use bytes::Bytes;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMemoryView};
use vuer_protocol::{Dtype, Tensor};

use crate::encode::{LARGE, buffer_bytes};
use crate::memory;

/// The array as a tensor of its own type, or of float64 where the protocol has no such type.
pub(crate) fn tensor(object: &Bound<'_, PyAny>) -> PyResult<Tensor> {
    let raw = match memory::of(object)? {
        Some(raw) => raw,
        None => raw_of_buffer(object)?,
    };
    let Raw {
        format,
        item_size,
        shape,
        data,
    } = raw;
    let kind = format.trim_start_matches(['@', '=', '<', '|']);
    let dtype = match (kind, item_size) {
        ("B" | "?" | "u1" | "b1", 1) => Dtype::U8,
        ("H" | "u2", 2) => Dtype::U16,
        ("I" | "L" | "u4", 4) => Dtype::U32,
        ("i" | "l" | "i4", 4) => Dtype::I32,
        ("e" | "f2", 2) => Dtype::F16,
        ("f" | "f4", 4) => Dtype::F32,
        ("d" | "f8", 8) => Dtype::F64,
        ("b" | "i1", 1) => {
            return floats(&data, shape, |&[byte]: &[u8; 1]| {
                f64::from(byte.cast_signed())
            });
        }
        ("h" | "i2", 2) => {
            return floats(&data, shape, |bytes| f64::from(i16::from_le_bytes(*bytes)));
        }
        ("l" | "q" | "i8", 8) => {
            return floats(&data, shape, |bytes| i64::from_le_bytes(*bytes) as f64);
        }
        ("L" | "Q" | "u8", 8) => {
            return floats(&data, shape, |bytes| u64::from_le_bytes(*bytes) as f64);
        }
        _ => {
            return Err(PyTypeError::new_err(format!(
                "an array of elements {format:?} cannot be converted: use a little-endian type of numbers, such as float32 or uint8"
            )));
        }
    };
    Tensor::new(dtype, shape, data).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// An array as its memory has it.
pub(crate) struct Raw {
    /// The type of the elements, in the words of the buffer protocol or of numpy.
    pub(crate) format: String,
    pub(crate) item_size: usize,
    pub(crate) shape: Vec<usize>,
    /// The elements in row-major order.
    pub(crate) data: Bytes,
}

fn raw_of_buffer(object: &Bound<'_, PyAny>) -> PyResult<Raw> {
    let view = PyMemoryView::from(object).map_err(|_| {
        let kind = object.get_type();
        PyTypeError::new_err(format!(
            "{kind} is no array: give a numpy array, or a buffer with a shape"
        ))
    })?;
    let data: PyBackedBytes = buffer_bytes(&view)?.into();
    Ok(Raw {
        format: view.getattr("format")?.extract()?,
        item_size: view.getattr("itemsize")?.extract()?,
        shape: view.getattr("shape")?.extract()?,
        data: Bytes::from_owner(data),
    })
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
    bytes(py, packed.data())
}

/// As a `bytes` of Python's; a large one is copied while other threads of Python run.
pub(crate) fn bytes<'py>(py: Python<'py>, data: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
    if data.len() < LARGE {
        return Ok(PyBytes::new(py, data));
    }
    PyBytes::new_with(py, data.len(), |place| {
        py.detach(|| place.copy_from_slice(data));
        Ok(())
    })
}
