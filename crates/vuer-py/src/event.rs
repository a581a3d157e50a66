//! A client's events as the fields of `vuer.events.ClientEvent`.

use std::ops::RangeInclusive;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use vuer::{ClientEvent, Timestamp};

use crate::decode::{decode, dict};

/// The milliseconds since 1970 that a `datetime` can hold in any time zone, from the year 5 to the year 9999.
const DATETIMES: RangeInclusive<f64> = -6.2e13..=2.534e14;

/// The fields of an event: `etype`, `ts` in milliseconds, `key` and `value` where there are any, and what else
/// came. A time that no calendar has is left out as if the client had sent none.
pub(crate) fn fields<'py>(py: Python<'py>, event: &ClientEvent) -> PyResult<Bound<'py, PyDict>> {
    let fields = dict(py, &event.extra)?;
    fields.set_item("etype", &event.etype)?;
    if let Some(ts) = event.ts.map(Timestamp::as_millis)
        && DATETIMES.contains(&ts)
    {
        fields.set_item("ts", ts)?;
    }
    if let Some(key) = &event.key {
        fields.set_item("key", key)?;
    }
    if !event.raw_value.is_empty() {
        fields.set_item("value", decode(py, &event.raw_value)?)?;
    }
    Ok(fields)
}
