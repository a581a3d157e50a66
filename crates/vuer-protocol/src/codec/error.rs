//! What can be wrong with bytes from outside.

/// Why bytes could not be decoded.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The input ends inside a value.
    #[error("the message ends in the middle of a value")]
    UnexpectedEnd,
    /// Bytes follow the value.
    #[error("{bytes} bytes follow the end of the message")]
    TrailingBytes {
        /// How many.
        bytes: usize,
    },
    /// A byte that begins no MessagePack value.
    #[error("byte 0xc1 begins no MessagePack value")]
    InvalidMarker,
    /// Text that is not UTF-8.
    #[error("text is not UTF-8")]
    InvalidUtf8,
    /// Lists and maps are nested too deeply.
    #[error("values are nested more than {limit} deep")]
    TooDeep {
        /// The depth that is permitted.
        limit: usize,
    },
    /// The message holds more values than are permitted.
    #[error("the message holds more than {limit} values")]
    TooManyItems {
        /// The number that is permitted.
        limit: usize,
    },
    /// A value of another kind stands where one was expected.
    #[error("expected {expected}, found {found}")]
    Type {
        /// What belongs there.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A list of numbers has the wrong length.
    #[error("expected {expected} items, found {found}")]
    Length {
        /// The length that belongs there.
        expected: usize,
        /// The length that is there.
        found: usize,
    },
    /// A field that must be there is missing.
    #[error("field `{name}` is missing")]
    MissingField {
        /// Its wire name.
        name: &'static str,
    },
    /// A field holds something undecodable.
    #[error("field `{name}`: {source}")]
    Field {
        /// Its wire name.
        name: &'static str,
        /// What is wrong with it.
        source: Box<DecodeError>,
    },
    /// An event of another type was parsed.
    #[error("expected an event of type {expected}, found {found}")]
    EventType {
        /// The type that was asked for.
        expected: &'static str,
        /// The type of the event.
        found: String,
    },
    /// The value is of the right kind, but means nothing.
    #[error("{0}")]
    Invalid(&'static str),
}

impl DecodeError {
    /// Says in which field this happened.
    #[must_use]
    pub fn in_field(self, name: &'static str) -> Self {
        Self::Field {
            name,
            source: Box::new(self),
        }
    }
}
