//! The memory of numpy's arrays, read where it is.
//!
//! The stable interface of Python before 3.11 gives a buffer's address to nobody, but numpy tells that of its arrays.
//! This is the one place with `unsafe` code.

use std::ptr::NonNull;
use std::slice;

use bytes::Bytes;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::arrays::Raw;
use crate::encode::LARGE;

/// The elements of an array of numpy's; nothing if it is none, or if they do not stand one behind the other in
/// row-major order.
pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Option<Raw>> {
    let py = object.py();
    let Some(class) = array_class(py)? else {
        return Ok(None);
    };
    if !object.is_instance(class)? {
        return Ok(None);
    }
    // As numpy itself tells it: a subclass could tell anything.
    let interface = class
        .getattr("__array_interface__")?
        .call_method1("__get__", (object,))?
        .cast_into::<PyDict>()?;
    let item = |name: &str| interface.as_any().get_item(name);
    if !item("strides")?.is_none() {
        return Ok(None);
    }
    let format: String = item("typestr")?.extract()?;
    let shape: Vec<usize> = item("shape")?.extract()?;
    let (address, is_constant): (usize, bool) = item("data")?.extract()?;
    let item_size: usize = object.getattr("itemsize")?.extract()?;
    let len: usize = object.getattr("nbytes")?.extract()?;
    let data = match NonNull::new(address as *mut u8) {
        Some(start) if len > 0 => {
            let elements = Elements {
                _array: object.clone().unbind(),
                start,
                len,
            };
            if is_constant {
                Bytes::from_owner(elements)
            } else if len < LARGE {
                elements.copy()
            } else {
                py.detach(|| elements.copy())
            }
        }
        _ => Bytes::new(),
    };
    Ok(Some(Raw {
        format,
        item_size,
        shape,
        data,
    }))
}

/// `numpy.ndarray`, if the program has imported it. An array that is passed can only come from there.
fn array_class(py: Python<'_>) -> PyResult<Option<&Bound<'_, PyType>>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    if CLASS.get(py).is_none() {
        let modules = py.import("sys")?.getattr("modules")?;
        let numpy = modules.call_method1("get", ("numpy",))?;
        // While it is being imported it has no arrays yet.
        let Some(class) = numpy.getattr_opt("ndarray")? else {
            return Ok(None);
        };
        let _set = CLASS.set(py, class.cast_into::<PyType>()?.unbind());
    }
    Ok(CLASS.get(py).map(|class| class.bind(py)))
}

/// The elements of an array that is kept alive meanwhile.
struct Elements {
    _array: Py<PyAny>,
    start: NonNull<u8>,
    len: usize,
}

#[expect(
    unsafe_code,
    reason = "the address is good in every thread while the array lives, which is held here"
)]
// SAFETY: it is an address of the process, and `Py` can be sent.
unsafe impl Send for Elements {}

#[expect(unsafe_code, reason = "see `Send`; nothing is written through it")]
// SAFETY: it is only read.
unsafe impl Sync for Elements {}

impl Elements {
    /// As they are now. Another thread that writes to the array meanwhile makes a mixture of old and new numbers, as it
    /// does with numpy's own copies.
    #[expect(unsafe_code, reason = "numpy says where the elements are")]
    fn copy(&self) -> Bytes {
        let mut copy = Vec::<u8>::with_capacity(self.len);
        // SAFETY: numpy owns `len` bytes from `start` on while the array lives, and does not move them while it is
        // referred to; the new memory has room for as many, and bytes are good whatever their value.
        unsafe {
            self.start
                .as_ptr()
                .copy_to_nonoverlapping(copy.as_mut_ptr(), self.len);
            copy.set_len(self.len);
        }
        copy.into()
    }
}

impl AsRef<[u8]> for Elements {
    /// Only for arrays that nobody writes to.
    #[expect(unsafe_code, reason = "numpy says where the elements are")]
    fn as_ref(&self) -> &[u8] {
        // SAFETY: as in `copy`; the array is not writable, by which the program says that nobody writes to it.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}
