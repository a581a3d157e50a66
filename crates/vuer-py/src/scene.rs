//! The shared scene, as Python holds it.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::encode::encode;
use crate::errors;
use crate::session::{Session, server_event};

/// A scene that any number of sessions join. It needs no server.
#[pyclass(frozen)]
pub(crate) struct Scene {
    scene: vuer::Scene,
    float64: bool,
}

#[pymethods]
impl Scene {
    #[new]
    #[pyo3(signature = (*, float64 = false))]
    fn new(float64: bool) -> Self {
        Self {
            scene: vuer::Scene::new().float64(float64),
            float64,
        }
    }

    /// Changes the scene as an event says, for everybody.
    fn send(&self, py: Python<'_>, event: &Bound<'_, PyDict>) -> PyResult<()> {
        let message = encode(event, self.float64)?;
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

    /// How many sessions have joined and are still there.
    #[getter]
    fn session_count(&self) -> usize {
        self.scene.sessions().len()
    }
}
