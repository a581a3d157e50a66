//! MessagePack and values of the protocol as Python objects.

use bytes::Bytes;
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFloat, PyList};
use vuer_protocol::codec::{Reader, Token};
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
    let mut reader = Reader::new(message);
    let object = read(py, &mut reader)?;
    reader.finish().map_err(|error| malformed(&error))?;
    Ok(object)
}

/// Reads a value straight into what Python has for it, as [`object`] says: a client's poses are 800 numbers and more, a
/// hundred times a second.
fn read<'py>(py: Python<'py>, reader: &mut Reader<'_>) -> PyResult<Bound<'py, PyAny>> {
    reader.count_item().map_err(|error| malformed(&error))?;
    match reader.token().map_err(|error| malformed(&error))? {
        Token::Float(value) => Ok(PyFloat::new(py, value).into_any()),
        Token::Nil => Ok(py.None().into_bound(py)),
        Token::Bool(value) => value.into_bound_py_any(py),
        Token::Int(value) => value.into_bound_py_any(py),
        Token::Str(value) => value.into_bound_py_any(py),
        Token::Bin(bytes) | Token::Ext(_, bytes) => Ok(PyBytes::new(py, bytes).into_any()),
        Token::List(len) => inside(reader, |reader| {
            let mut items = Vec::with_capacity(reader.plausible(len));
            for _ in 0..len {
                items.push(read(py, reader)?);
            }
            Ok(PyList::new(py, items)?.into_any())
        }),
        Token::Map(len) => inside(reader, |reader| {
            let dict = PyDict::new(py);
            for _ in 0..len {
                let name = reader.str().map_err(|error| malformed(&error))?;
                dict.set_item(name, read(py, reader)?)?;
            }
            Ok(dict.into_any())
        }),
    }
}

/// Reads what a list or a map holds.
fn inside<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> PyResult<T>,
) -> PyResult<T> {
    let read = reader.nested(|reader| Ok(read(reader)));
    read.map_err(|error| malformed(&error))?
}

pub(crate) fn malformed(error: &DecodeError) -> PyErr {
    MalformedMessage::new_err(error.to_string())
}
