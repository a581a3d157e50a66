//! The exceptions that Python code sees. They are declared in `vuer.errors`, where they have their documentation and
//! their second bases.

use pyo3::import_exception;

import_exception!(vuer.errors, ConnectError);
import_exception!(vuer.errors, ConnectRefused);
import_exception!(vuer.errors, ForkedServer);
import_exception!(vuer.errors, MalformedMessage);
import_exception!(vuer.errors, NotConnected);
import_exception!(vuer.errors, PortInUse);
import_exception!(vuer.errors, RpcTimeout);
import_exception!(vuer.errors, SessionClosed);
import_exception!(vuer.errors, StartError);
import_exception!(vuer.errors, VuerError);
