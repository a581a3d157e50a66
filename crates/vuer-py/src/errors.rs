//! The exceptions that Python code sees. They are declared in `vuer.errors`, where they have their documentation and
//! their second bases.

use pyo3::import_exception;

import_exception!(vuer.errors, MalformedMessage);
