//! Python objects as MessagePack, in the dialect of the server.

use std::fmt;

use bytes::Bytes;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PyMemoryView,
    PyString, PyTuple,
};
use vuer_protocol::codec::{Encoder, MAX_DEPTH};

/// From how many bytes on a copy, at a few nanoseconds a kilobyte, costs more than letting other threads of Python run
/// meanwhile does.
pub(crate) const LARGE: usize = 64 * 1024;

/// Encodes one object. What is large in it is copied once, while other threads of Python run.
pub(crate) fn encode(object: &Bound<'_, PyAny>, float64: bool) -> PyResult<Bytes> {
    let py = object.py();
    let mut out = Encoder::new(float64);
    write(object, &mut out, 0).map_err(|error| error.into_exception(py))?;
    Ok(if out.has_later() {
        py.detach(|| out.finish())
    } else {
        out.finish()
    })
}

/// Why an object has no form, and where in it.
struct Unencodable {
    cause: Cause,
    /// From the inside to the outside.
    path: Vec<Step>,
}

enum Cause {
    /// What an object raised while it was asked for its parts.
    Raised(PyErr),
    /// An exception of ours that is to name the place.
    Type(String),
    Value(String),
}

enum Step {
    Name(String),
    Index(usize),
}

type Outcome = Result<(), Box<Unencodable>>;

impl Unencodable {
    fn boxed(cause: Cause) -> Box<Self> {
        Box::new(Self {
            cause,
            path: Vec::new(),
        })
    }

    fn into_exception(self, py: Python<'_>) -> PyErr {
        let place = Place(&self.path).to_string();
        match self.cause {
            Cause::Raised(error) => {
                if !self.path.is_empty() {
                    // A note is for whoever reads the traceback; without it the error is still whole.
                    let note = format!("at {place} of what was to be sent");
                    let _without = error.value(py).call_method1("add_note", (note,));
                }
                error
            }
            Cause::Type(what) => PyTypeError::new_err(format!("{place}: {what}")),
            Cause::Value(what) => PyValueError::new_err(format!("{place}: {what}")),
        }
    }
}

impl From<PyErr> for Box<Unencodable> {
    fn from(error: PyErr) -> Self {
        Unencodable::boxed(Cause::Raised(error))
    }
}

/// A path as one would write it in Python: `data.nodes[0].color`.
struct Place<'a>(&'a [Step]);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("the object itself");
        }
        for (place, step) in self.0.iter().rev().enumerate() {
            match step {
                Step::Name(name) if place == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Names what an error is behind.
fn within(step: impl FnOnce() -> Step) -> impl FnOnce(Box<Unencodable>) -> Box<Unencodable> {
    move |mut error| {
        error.path.push(step());
        error
    }
}

/// The most frequent kinds come first; a boolean is an int, too, so it comes before.
fn write(object: &Bound<'_, PyAny>, out: &mut Encoder, depth: usize) -> Outcome {
    if let Ok(float) = object.cast::<PyFloat>() {
        out.float(float.value());
    } else if let Ok(text) = object.cast::<PyString>() {
        let text = text.to_str()?;
        check_len(text.len())?;
        out.str(text);
    } else if let Ok(boolean) = object.cast::<PyBool>() {
        out.bool(boolean.is_true());
    } else if let Ok(int) = object.cast::<PyInt>() {
        match int.extract::<i64>() {
            Ok(value) => out.int(value),
            // Too long for 64 bits, so a float anyway; one that is too long for that, too, raises.
            Err(_) => out.float(int.extract()?),
        }
    } else if let Ok(dict) = object.cast::<PyDict>() {
        write_dict(dict, out, depth)?;
    } else if let Ok(list) = object.cast::<PyList>() {
        write_items(list.len(), list.iter(), out, depth)?;
    } else if let Ok(tuple) = object.cast::<PyTuple>() {
        write_items(tuple.len(), tuple.iter(), out, depth)?;
    } else if object.is_none() {
        out.nil();
    } else if let Ok(bytes) = object.cast::<PyBytes>() {
        write_bytes(bytes, out)?;
    } else {
        write_other(object, out, depth)?;
    }
    Ok(())
}

fn write_dict(dict: &Bound<'_, PyDict>, out: &mut Encoder, depth: usize) -> Outcome {
    check_depth(depth)?;
    check_len(dict.len())?;
    let announced = dict.len();
    out.map(announced);
    let mut written = 0;
    for (name, value) in dict.iter() {
        let Ok(text) = name.cast::<PyString>() else {
            return Err(Unencodable::boxed(Cause::Type(format!(
                "the key {} of a dict is {}; names on the wire are str",
                name.repr()?,
                kind(&name)
            ))));
        };
        let text = text.to_str()?;
        out.str(text);
        written += 1;
        write(&value, out, depth + 1).map_err(within(|| Step::Name(text.to_owned())))?;
    }
    check_count(announced, written)
}

fn write_items<'py>(
    len: usize,
    items: impl Iterator<Item = Bound<'py, PyAny>>,
    out: &mut Encoder,
    depth: usize,
) -> Outcome {
    check_depth(depth)?;
    check_len(len)?;
    out.list(len);
    let mut written = 0;
    for (index, item) in items.enumerate() {
        write(&item, out, depth + 1).map_err(within(|| Step::Index(index)))?;
        written += 1;
    }
    check_count(len, written)
}

/// How an element of `vuer.element` makes itself a map.
struct Forms {
    /// All attributes whose names do not begin with an underscore.
    element: Py<PyAny>,
    /// The same, and its children as one list.
    block: Py<PyAny>,
    flat: Py<PyAny>,
    /// Whether empty children are sent, too.
    is_0_0_71: bool,
}

impl Forms {
    fn get(py: Python<'_>) -> PyResult<&Self> {
        static FORMS: PyOnceLock<Forms> = PyOnceLock::new();
        FORMS.get_or_try_init(py, || {
            let module = py.import("vuer.element")?;
            let serialize = |class| module.getattr(class)?.getattr("_serialize");
            Ok(Self {
                element: serialize("Element")?.unbind(),
                block: serialize("BlockElement")?.unbind(),
                flat: module.getattr("flat")?.unbind(),
                is_0_0_71: module.getattr("IS_0_0_71")?.is_truthy()?,
            })
        })
    }
}

/// Writes an element whose class leaves `_serialize` as it is: the same is done here, without the dicts in between. False
/// for any other, of which nothing is written.
fn write_element(
    object: &Bound<'_, PyAny>,
    out: &mut Encoder,
    depth: usize,
) -> Result<bool, Box<Unencodable>> {
    let py = object.py();
    let forms = Forms::get(py)?;
    let serialize = object.get_type().getattr(intern!(py, "_serialize"))?;
    let is_block = serialize.is(&forms.block);
    if !is_block && !serialize.is(&forms.element) {
        return Ok(false);
    }
    check_depth(depth)?;
    let fields = object.getattr(intern!(py, "__dict__"))?;
    let fields = fields.cast::<PyDict>().map_err(PyErr::from)?;
    let mut children = None;
    if is_block {
        let given = object.getattr(intern!(py, "children"))?;
        if forms.is_0_0_71 || given.is_truthy()? {
            children = Some(forms.flat.bind(py).call1((given,))?);
        }
    }
    let mut announced = 0;
    for (name, _) in fields.iter() {
        announced += usize::from(!is_private(&name)?);
    }
    if children.is_some() && !fields.contains(intern!(py, "children"))? {
        announced += 1;
    }
    out.map(announced);
    let mut written = 0;
    let mut pair = |name: &str, value: &Bound<'_, PyAny>, out: &mut Encoder| {
        out.str(name);
        written += 1;
        write(value, out, depth + 1).map_err(within(|| Step::Name(name.to_owned())))
    };
    for (name, value) in fields.iter() {
        if is_private(&name)? {
            continue;
        }
        let name = name.cast::<PyString>().map_err(PyErr::from)?.to_str()?;
        let value = if name == "children" {
            children.take().unwrap_or(value)
        } else {
            value
        };
        pair(name, &value, out)?;
    }
    if let Some(children) = children {
        pair("children", &children, out)?;
    }
    check_count(announced, written)?;
    Ok(true)
}

/// Whether an attribute is the element's own affair.
fn is_private(name: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(name.cast::<PyString>()?.to_str()?.starts_with('_'))
}

/// What is not one of Python's own kinds: elements, arrays, other buffers.
fn write_other(object: &Bound<'_, PyAny>, out: &mut Encoder, depth: usize) -> Outcome {
    let py = object.py();
    if let Some(serialize) = object.getattr_opt(intern!(py, "_serialize"))? {
        if write_element(object, out, depth)? {
            return Ok(());
        }
        check_depth(depth)?;
        // It counts, for an element that gives itself would never end.
        return write(&serialize.call0()?, out, depth + 1);
    }
    if object.cast::<PyByteArray>().is_ok() || object.cast::<PyMemoryView>().is_ok() {
        return write_bytes(&buffer_bytes(object)?, out);
    }
    // Arrays and scalars of numpy, tensors of torch and the like: lists, as the original sends them.
    if let Some(tolist) = object.getattr_opt("tolist")? {
        check_depth(depth)?;
        return write(&tolist.call0()?, out, depth + 1);
    }
    if let Ok(view) = PyMemoryView::from(object) {
        return write_bytes(&buffer_bytes(&view)?, out);
    }
    if let Ok(mapping) = object.cast::<PyMapping>() {
        let dict = PyDict::new(py);
        dict.update(mapping)?;
        return write_dict(&dict, out, depth);
    }
    if object.is_instance(path_like(py)?)? {
        return write(&object.call_method0("__fspath__")?, out, depth + 1);
    }
    Err(Unencodable::boxed(Cause::Type(format!(
        "{} cannot be sent; send None, bool, int, float, str, bytes, a list, tuple or dict of them, an array, or an element",
        kind(object)
    ))))
}

fn write_bytes(bytes: &Bound<'_, PyBytes>, out: &mut Encoder) -> Outcome {
    let content = bytes.as_bytes();
    check_len(content.len())?;
    if content.len() < LARGE {
        out.bin(content);
    } else {
        out.bin_later(Bytes::from_owner(PyBackedBytes::from(bytes.clone())));
    }
    Ok(())
}

/// The bytes of a buffer, in row-major order, as immutable ones: those of a `bytes`, or of a view of all of one, are its
/// own, others a copy.
pub(crate) fn buffer_bytes<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    if let Ok(bytes) = object.cast::<PyBytes>() {
        return Ok(bytes.clone());
    }
    let view = PyMemoryView::from(object)?;
    if let Ok(whole) = view.getattr("obj")?.cast_into::<PyBytes>()
        && view.getattr("nbytes")?.extract::<usize>()? == whole.as_bytes().len()
        && view.getattr("c_contiguous")?.is_truthy()?
    {
        return Ok(whole);
    }
    Ok(view.call_method0("tobytes")?.cast_into()?)
}

fn path_like(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static PATH_LIKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = PATH_LIKE.get_or_try_init(py, || -> PyResult<_> {
        Ok(py.import("os")?.getattr("PathLike")?.unbind())
    })?;
    Ok(class.bind(py))
}

fn kind(object: &Bound<'_, PyAny>) -> String {
    let name = object.get_type().fully_qualified_name();
    name.map_or_else(|_| "this object".to_owned(), |name| format!("a {name}"))
}

fn check_depth(depth: usize) -> Outcome {
    if depth < MAX_DEPTH {
        return Ok(());
    }
    let what = format!("nested more than {MAX_DEPTH} deep, which no client reads");
    Err(Unencodable::boxed(Cause::Value(what)))
}

/// MessagePack counts up to 2³².
fn check_len(len: usize) -> Outcome {
    if u32::try_from(len).is_ok() {
        return Ok(());
    }
    let what = format!("{len} bytes or items are more than a message can hold");
    Err(Unencodable::boxed(Cause::Value(what)))
}

/// An object that is asked for its parts can run anything, a change of what is being written included.
fn check_count(announced: usize, written: usize) -> Outcome {
    if announced == written {
        return Ok(());
    }
    let what = format!("changed from {announced} to {written} items while it was sent");
    Err(Unencodable::boxed(Cause::Value(what)))
}
