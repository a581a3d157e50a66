//! `vuer._vuer`: what the Python package `vuer` has in Rust.
//!
//! Conversions only. What a server does, the crate `vuer` does; what a name of the original does in Python, the Python
//! modules in `python/vuer` do.

mod arrays;
mod bridge;
mod client;
mod decode;
mod encode;
mod errors;
mod event;
mod guards;
mod log;
mod memory;
mod pictures;
mod process;
mod route;
mod scene;
mod server;
mod session;
mod settings;
mod wake;

use bytes::Bytes;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// encode(obj, *, float64=False)
/// --
///
/// One message as MessagePack, as servers send it: floats in single precision, or in double with `float64`. bytes,
/// bytearray and memoryview are binary, arrays and scalars of numpy are lists and numbers, and what has
/// `_serialize()` is what that gives.
#[pyfunction]
#[pyo3(name = "encode", signature = (obj, *, float64 = false))]
fn encode_message<'py>(obj: &Bound<'py, PyAny>, float64: bool) -> PyResult<Bound<'py, PyBytes>> {
    Ok(PyBytes::new(obj.py(), &encode::encode(obj, float64)?))
}

/// decode(data)
/// --
///
/// The object that a message holds. JavaScript's `undefined` is None.
#[pyfunction]
#[pyo3(name = "decode")]
fn decode_message<'py>(data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let bytes: pyo3::pybacked::PyBackedBytes = encode::buffer_bytes(data)?.into();
    decode::decode(data.py(), &Bytes::from_owner(bytes))
}

/// run_cli(args)
/// --
///
/// Runs the `vuer` command with these words, of which the first is its name, and gives the exit code.
#[pyfunction]
fn run_cli(py: Python<'_>, args: Vec<String>) -> u8 {
    py.detach(|| vuer_cli::run(args.into_iter().map(Into::into)))
}

/// The version of the package.
#[pyfunction]
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The native part of the package `vuer`. Its names are the package's own and change without notice.
#[pymodule]
mod _vuer {
    #[pymodule_export]
    use super::arrays::pack_array;
    #[pymodule_export]
    use super::client::Client;
    #[pymodule_export]
    use super::decode_message;
    #[pymodule_export]
    use super::encode_message;
    #[pymodule_export]
    use super::pictures::{encode_jpeg, encode_png};
    #[pymodule_export]
    use super::route::Visit;
    #[pymodule_export]
    use super::run_cli;
    #[pymodule_export]
    use super::scene::Scene;
    #[pymodule_export]
    use super::server::{Ending, Server};
    #[pymodule_export]
    use super::session::{Call, Session, WaitingEvents, Watch};
    #[pymodule_export]
    use super::version;
}
