//! Routes of HTTP whose functions are Python's.

use std::path::PathBuf;
use std::sync::Mutex;

use bytes::Bytes;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use tokio::sync::oneshot;
use vuer::route::{HeaderValue, Method, Request, Response, StatusCode, header};
use vuer::{Link, Route};

use crate::bridge::{Bridge, Item};

/// A route as Python gives it; its function stays there and is known by its place.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct RouteSettings {
    pub(crate) path: String,
    method: String,
}

impl RouteSettings {
    /// The route whose requests go to the loop.
    pub(crate) fn route(&self, place: usize, bridge: &Bridge) -> PyResult<Route> {
        let method =
            Method::from_bytes(self.method.to_ascii_uppercase().as_bytes()).map_err(|_| {
                PyValueError::new_err(format!("{:?} is no method of HTTP", self.method))
            })?;
        let bridge = bridge.clone();
        Ok(Route::new(method, move |request| {
            ask(&bridge, place, request)
        }))
    }
}

/// Hands a request to the loop, for the function of this place.
fn ask(
    bridge: &Bridge,
    route: usize,
    request: Request<Bytes>,
) -> impl Future<Output = Response<Bytes>> + Send + use<> {
    let (answer, answered) = oneshot::channel();
    let visit = Visit {
        request,
        answer: Mutex::new(Some(answer)),
    };
    bridge.push(Item::Visited { route, visit });
    async move { answered.await.unwrap_or_else(|_| unanswered()) }
}

/// What a path of the workspace leads to.
#[derive(FromPyObject)]
pub(crate) enum LinkTarget {
    /// The function of this place among the routes.
    Function(usize),
    Bytes(Vec<u8>),
    File(PathBuf),
}

impl LinkTarget {
    pub(crate) fn link(self, content_type: &str, bridge: &Bridge) -> PyResult<Link> {
        HeaderValue::from_str(content_type).map_err(|_| no_content_type(content_type))?;
        let link = match self {
            Self::Function(place) => {
                let bridge = bridge.clone();
                // Its answer says of what type it is.
                return Ok(Link::call(move |request| ask(&bridge, place, request)));
            }
            Self::Bytes(bytes) => Link::bytes(bytes),
            Self::File(path) => Link::file(path),
        };
        Ok(link.content_type(content_type))
    }
}

fn no_content_type(text: &str) -> PyErr {
    PyValueError::new_err(format!("{text:?} is no content type"))
}

/// The loop has gone away in between.
fn unanswered() -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(b"the server is shutting down"));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

/// One request that waits for its answer. Dropping it answers that the server is shutting down.
#[pyclass(frozen)]
pub(crate) struct Visit {
    request: Request<Bytes>,
    answer: Mutex<Option<oneshot::Sender<Response<Bytes>>>>,
}

#[pymethods]
impl Visit {
    /// The method, in capitals.
    #[getter]
    fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The path, as it was sent.
    #[getter]
    fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// What stands behind the question mark.
    #[getter]
    fn query_string(&self) -> &str {
        self.request.uri().query().unwrap_or_default()
    }

    /// The headers, with names in small letters. Of several with one name the last counts.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let headers = PyDict::new(py);
        for (name, value) in self.request.headers() {
            headers.set_item(name.as_str(), String::from_utf8_lossy(value.as_bytes()))?;
        }
        Ok(headers)
    }

    /// The body.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.request.body())
    }

    /// Answers; only the first answer counts.
    fn answer(&self, status: u16, body: Vec<u8>, content_type: &str) -> PyResult<()> {
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = StatusCode::from_u16(status)
            .map_err(|_| PyValueError::new_err(format!("{status} is no status of HTTP")))?;
        let content_type =
            HeaderValue::from_str(content_type).map_err(|_| no_content_type(content_type))?;
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        let mut answer = self
            .answer
            .lock()
            .map_err(|_| PyRuntimeError::new_err("an earlier answer failed"))?;
        if let Some(answer) = answer.take() {
            // Whoever asked may have gone.
            let _gone = answer.send(response);
        }
        Ok(())
    }
}
