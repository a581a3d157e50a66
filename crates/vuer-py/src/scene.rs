//! The shared scene, as Python holds it.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::decode::dict;
use crate::encode::encode;
use crate::errors;
use crate::session::{Session, server_event};

/// A scene that any number of sessions join. It needs no server.
#[pyclass(frozen)]
pub(crate) struct Scene {
    scene: vuer::Scene,
}

#[pymethods]
impl Scene {
    #[new]
    #[pyo3(signature = (*, float64 = false))]
    fn new(float64: bool) -> Self {
        Self {
            scene: vuer::Scene::new().float64(float64),
        }
    }

    /// Changes the scene as an event says, for everybody.
    fn send(&self, py: Python<'_>, event: &Bound<'_, PyDict>) -> PyResult<()> {
        // In double precision, so that what is asked for is what was given; what is sent is the scene's to decide.
        let message = encode(event, true)?;
        py.detach(|| {
            let event = server_event(&message)?;
            self.scene.send(&event);
            Ok(())
        })
    }

    /// Shows the scene to a session from now on.
    fn join(&self, py: Python<'_>, session: &Bound<'_, Session>) -> PyResult<()> {
        let session = &session.get().inner;
        py.detach(|| self.scene.join(session))
            .map_err(|error| match error {
                vuer::JoinError::Joined => errors::VuerError::new_err(error.to_string()),
                _ => errors::SessionClosed::new_err(error.to_string()),
            })
    }

    /// Sends a session no more changes. Says whether it had joined.
    fn leave(&self, py: Python<'_>, session: &Bound<'_, Session>) -> bool {
        let session = &session.get().inner;
        py.detach(|| self.scene.leave(session))
    }

    /// The scene as a dict; None while there is nothing in it.
    fn data<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let scene = py.detach(|| self.scene.to_node());
        if scene.props.is_empty() && scene.containers.is_empty() {
            return Ok(None);
        }
        dict(py, &scene.into()).map(Some)
    }

    /// The node of a key as a dict.
    fn get<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Option<Bound<'py, PyDict>>> {
        let node = py.detach(|| self.scene.get(key));
        node.map(|node| dict(py, &node.into())).transpose()
    }

    /// How many sessions have joined and are still there.
    #[getter]
    fn session_count(&self) -> usize {
        self.scene.sessions().len()
    }
}
