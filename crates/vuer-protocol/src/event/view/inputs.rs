//! Keyboard, gamepad, and elements the user fills in.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use vuer_macros::{EventView, FromWire};

use crate::codec::{DecodeError, FromWire, Reader, Token};
use crate::component::PropType;
use crate::prop::{Numbers, PropValue as _};
use crate::value::Value;

/// A key of the keyboard.
#[derive(Debug, Clone, PartialEq, Eq, FromWire)]
#[allow(clippy::struct_excessive_bools, reason = "modifiers are independent")]
pub struct Keyboard {
    /// What the key means with the modifiers held: `a`, `A`, `Enter`.
    pub key: String,
    /// Which key it is on the keyboard: `KeyA`, `Enter`.
    pub code: String,
    /// Whether shift is held.
    #[wire(default)]
    pub shift_key: bool,
    /// Whether control is held.
    #[wire(default)]
    pub ctrl_key: bool,
    /// Whether alt is held.
    #[wire(default)]
    pub alt_key: bool,
    /// Whether the meta key is held: command, Windows.
    #[wire(default)]
    pub meta_key: bool,
    /// Whether it repeats because the key is held.
    #[wire(default)]
    pub repeat: bool,
    /// Whether it is part of a character that takes several keys.
    #[wire(default)]
    pub is_composing: bool,
}

/// A key goes down.
#[derive(Debug, Clone, PartialEq, Eq, FromWire, EventView)]
#[event(etype = "KeyDown")]
pub struct KeyDown(pub Keyboard);

/// A key goes up.
#[derive(Debug, Clone, PartialEq, Eq, FromWire, EventView)]
#[event(etype = "KeyUp")]
pub struct KeyUp(pub Keyboard);

/// A key goes down that makes a character.
#[derive(Debug, Clone, PartialEq, Eq, FromWire, EventView)]
#[event(etype = "KeyPress")]
pub struct KeyPress(pub Keyboard);

/// The state of a gamepad. The original's clients send none in today's browsers.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "GAMEPAD")]
pub struct Gamepad {
    /// The gamepad's name.
    pub id: String,
    /// Each axis, from −1 to 1.
    pub axes: Vec<f64>,
    /// How far each button is pressed, from 0 to 1.
    pub buttons: Vec<f64>,
}

/// The timeline has moved. The original's clients send each step twice.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "TIMELINE_STEP")]
pub struct TimelineStep {
    /// The step.
    pub step: f64,
    /// Seconds since the timeline was shown.
    pub elapsed_time: f64,
    /// Seconds since the event before.
    pub delta: f64,
}

/// The user has filled in a part of the panel.
///
/// A value that is wanted as one type is had by [`ClientEvent::read`](crate::event::ClientEvent::read),
/// as in `event.read::<bool>()`.
#[derive(Debug, Clone, PartialEq, EventView)]
#[event(etype = "INPUT")]
#[non_exhaustive]
pub enum Input {
    /// Of an `Input`, a `Dropdown`, or a `ColorInput` (`#rrggbb`). The original's clients leave the
    /// line end of the key Enter in an `Input`'s.
    Text(String),
    /// Of a `Checkbox`, or a `Folder` that was opened or closed.
    Bool(bool),
    /// Of a `NumberInput`.
    Number(f64),
    /// Of a `VectorInput`.
    Numbers(Vec<f64>),
}

impl Input {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl FromWire for Input {
    const TYPE: PropType = PropType::OneOf(&[
        PropType::Text,
        PropType::Bool,
        PropType::Number,
        PropType::List(&PropType::Number),
    ]);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match Value::read(reader)? {
            Value::Str(text) => Ok(Self::Text(text)),
            Value::Bool(value) => Ok(Self::Bool(value)),
            value @ (Value::Int(_) | Value::Float(_)) => {
                Ok(Self::Number(value.as_f64().unwrap_or_default()))
            }
            value => Numbers::from_value(value)
                .map(|numbers| Self::Numbers(numbers.0))
                .map_err(|_| DecodeError::Invalid("neither text, truth nor numbers")),
        }
    }
}

/// A `Slider` was set. The original's clients send the number as text.
#[derive(Debug, Clone, Copy, PartialEq, EventView)]
#[event(etype = "SET")]
pub struct SliderSet(pub f64);

impl FromWire for SliderSet {
    const TYPE: PropType = PropType::OneOf(&[PropType::Number, PropType::Text]);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.token()? {
            Token::Int(value) => Ok(Self(value as f64)),
            Token::Float(value) => Ok(Self(value)),
            Token::Str(text) => text
                .trim()
                .parse()
                .map(Self)
                .map_err(|_| DecodeError::Invalid("text that is no number")),
            other => Err(other.unexpected("a number")),
        }
    }
}

/// A picture was uploaded: the content of its file.
///
/// The original's clients send it in base64, without the head of a data URL if it is a PNG file and
/// with a piece of that head otherwise; it is decoded here.
#[derive(Debug, Clone, PartialEq, Eq, EventView)]
#[event(etype = "UPLOAD")]
pub struct Upload(pub Bytes);

impl FromWire for Upload {
    const TYPE: PropType = PropType::OneOf(&[PropType::Binary, PropType::Text]);

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.token()? {
            Token::Bin(bytes) => Ok(Self(reader.share(bytes))),
            Token::Str(text) => from_base64(text).map(Self),
            other => Err(other.unexpected("bytes or base64")),
        }
    }
}

/// The bytes of base64, or of a data URL.
pub(super) fn from_base64(text: &str) -> Result<Bytes, DecodeError> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let base64 = text.rsplit_once(',').map_or(text, |(_, base64)| base64);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT);
    engine
        .decode(base64)
        .map(Bytes::from)
        .map_err(|_| DecodeError::Invalid("text that is no base64"))
}
