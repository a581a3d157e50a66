//! Streams, sides and switches by their names.

use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use vuer::{Button, DeadMan, Side, Stream, Succession};

const STREAMS: [(&str, Stream); 5] = [
    ("hands", Stream::Hands),
    ("controllers", Stream::Controllers),
    ("body", Stream::Body),
    ("head", Stream::Head),
    ("camera", Stream::Camera),
];
const SIDES: [(&str, Side); 2] = [("left", Side::Left), ("right", Side::Right)];
/// What can be held; none stands for a pinch.
const GRIPS: [(&str, Option<Button>); 7] = [
    ("pinch", None),
    ("trigger", Some(Button::Trigger)),
    ("squeeze", Some(Button::Squeeze)),
    ("touchpad", Some(Button::Touchpad)),
    ("thumbstick", Some(Button::Thumbstick)),
    ("a", Some(Button::A)),
    ("b", Some(Button::B)),
];
const SUCCESSIONS: [(&str, Succession); 2] = [
    ("first-come", Succession::FirstCome),
    ("named", Succession::Named),
];

fn named<T: Copy>(what: &str, name: &str, all: &[(&str, T)]) -> PyResult<T> {
    let found = all.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        let known = names.join(", ");
        PyValueError::new_err(format!("{what} {name:?} is not known; there are {known}"))
    })
}

pub(crate) fn stream(name: &str) -> PyResult<Stream> {
    named("the stream", name, &STREAMS)
}

pub(crate) fn side(name: &str) -> PyResult<Side> {
    named("the side", name, &SIDES)
}

pub(crate) fn succession(name: &str) -> PyResult<Succession> {
    named("one_operator", name, &SUCCESSIONS)
}

/// The switch that is held while one of these is, `right-pinch` or `left-squeeze`.
pub(crate) fn dead_man(parts: &[String], timeout: Duration) -> PyResult<Option<DeadMan>> {
    let mut switch: Option<DeadMan> = None;
    for part in parts {
        let (which, what) = part.split_once('-').ok_or_else(|| {
            let expected = "a side and what it does, as right-pinch or left-squeeze";
            PyValueError::new_err(format!("dead_man has {part:?}: {expected}"))
        })?;
        let which = side(which)?;
        let grip = named("dead_man: what a side does,", what, &GRIPS)?;
        switch = Some(match (switch, grip) {
            (None, None) => DeadMan::pinch(which),
            (None, Some(button)) => DeadMan::button(which, button),
            (Some(switch), None) => switch.or_pinch(which),
            (Some(switch), Some(button)) => switch.or_button(which, button),
        });
    }
    Ok(switch.map(|switch| switch.timeout(timeout)))
}
