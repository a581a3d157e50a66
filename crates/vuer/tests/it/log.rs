//! What the library says in the log.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::util::SubscriberInitExt as _;

/// The log of the thread it was made on, from then on until it is dropped.
pub(crate) struct Log {
    text: Text,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Log {
    pub(crate) fn of_this_thread() -> Self {
        let text = Text::default();
        let writer = text.clone();
        let guard = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .with_ansi(false)
            .finish()
            .set_default();
        Self {
            text,
            _guard: guard,
        }
    }

    /// The lines that hold `what`.
    pub(crate) fn lines(&self, what: &str) -> Vec<String> {
        let bytes = self.text.0.lock().unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter(|line| line.contains(what));
        lines.map(str::to_owned).collect()
    }
}

#[derive(Clone, Default)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
