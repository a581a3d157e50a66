//! MessagePack and values of the protocol as Python objects.

use bytes::Bytes;
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use vuer_protocol::{DecodeError, Map, Value};

use crate::errors::MalformedMessage;

/// A value as what Python has for it. JavaScript's `undefined` is None, as null is; other extensions are their bytes.
pub(crate) fn object<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Nil => Ok(py.None().into_bound(py)),
        Value::Bool(value) => value.into_bound_py_any(py),
        Value::Int(value) => value.into_bound_py_any(py),
        Value::Float(value) => value.into_bound_py_any(py),
        Value::Str(value) => value.into_bound_py_any(py),
        Value::Bytes(value) | Value::Ext(_, value) => Ok(PyBytes::new(py, value).into_any()),
        Value::Tensor(value) => Ok(PyBytes::new(py, value.data()).into_any()),
        Value::List(items) => {
            let items: PyResult<Vec<_>> = items.iter().map(|item| object(py, item)).collect();
            Ok(PyList::new(py, items?)?.into_any())
        }
        Value::Map(map) => Ok(dict(py, map)?.into_any()),
    }
}

/// A map as a dict.
pub(crate) fn dict<'py>(py: Python<'py>, map: &Map) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, value) in map.iter() {
        dict.set_item(name.as_ref(), object(py, value)?)?;
    }
    Ok(dict)
}

/// Decodes one message.
pub(crate) fn decode<'py>(py: Python<'py>, message: &Bytes) -> PyResult<Bound<'py, PyAny>> {
    let value = py
        .detach(|| vuer_protocol::decode(message))
        .map_err(|error| malformed(&error))?;
    object(py, &value)
}

pub(crate) fn malformed(error: &DecodeError) -> PyErr {
    MalformedMessage::new_err(error.to_string())
}
