//! The built web client of Vuer, embedded.
