//! A client's events as the fields of `vuer.events.ClientEvent`.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use vuer::ClientEvent;

use crate::decode::{self, malformed};

/// The fields of an event: `etype`, `ts` in milliseconds, `key` and `value` where there are any, and what else came.
pub(crate) fn fields<'py>(py: Python<'py>, event: &ClientEvent) -> PyResult<Bound<'py, PyDict>> {
    let fields = decode::dict(py, &event.extra)?;
    fields.set_item("etype", &event.etype)?;
    if let Some(ts) = event.ts {
        fields.set_item("ts", ts.as_millis())?;
    }
    if let Some(key) = &event.key {
        fields.set_item("key", key)?;
    }
    if !event.raw_value.is_empty() {
        let value = event.value().map_err(|error| malformed(&error))?;
        fields.set_item("value", decode::object(py, &value)?)?;
    }
    Ok(fields)
}
