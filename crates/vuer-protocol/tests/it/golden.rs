//! Reading the recordings in `tests/golden`.

use std::fs;

use bytes::Bytes;
use serde_json::Value as Json;
use vuer_protocol::{Dtype, Map, Tensor, Value};

pub(crate) const VERSIONS: [&str; 2] = ["0.0.71", "0.1.6"];

pub(crate) fn load(name: &str) -> Json {
    let path = format!("{}/tests/golden/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

pub(crate) fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    json[name].as_array().unwrap()
}

pub(crate) fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    json[name].as_str().unwrap()
}

pub(crate) fn wire(case: &Json) -> Bytes {
    bytes(text(case, "msgpack_hex"))
}

fn bytes(hex: &str) -> Bytes {
    let digits = |i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap();
    (0..hex.len())
        .step_by(2)
        .map(digits)
        .collect::<Vec<_>>()
        .into()
}

/// A value as the recordings show it; `undefined` is nil.
pub(crate) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(value) => (*value).into(),
        Json::Number(number) => match number.as_i64() {
            Some(int) => int.into(),
            None => number.as_f64().unwrap().into(),
        },
        Json::String(text) => text.into(),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(fields) => {
            if let Some(hex) = fields.get("$bin") {
                return Value::Bytes(bytes(hex.as_str().unwrap()));
            }
            if let Some(ext) = fields.get("$ext") {
                assert_eq!(
                    ext,
                    &serde_json::json!([0, "00"]),
                    "no other extension is sent"
                );
                return Value::Nil;
            }
            if let Some(items) = fields.get("ndarray") {
                return tensor(items, text(json, "dtype"), list(json, "shape")).into();
            }
            fields
                .iter()
                .map(|(name, field)| (name.clone(), value(field)))
                .collect()
        }
    }
}

fn tensor(items: &Json, dtype: &str, shape: &[Json]) -> Tensor {
    fn flat(items: &Json, out: &mut Vec<f64>) {
        match items {
            Json::Array(items) => items.iter().for_each(|item| flat(item, out)),
            number => out.push(number.as_f64().unwrap()),
        }
    }
    let mut numbers = Vec::new();
    flat(items, &mut numbers);
    let shape: Vec<_> = shape
        .iter()
        .map(|extent| extent.as_u64().unwrap() as usize)
        .collect();
    let floats = Tensor::from(numbers);
    let typed = floats.to_dtype(match dtype {
        "uint8" => Dtype::U8,
        "int64" => Dtype::I32,
        "float64" => Dtype::F64,
        other => panic!("the recordings have no {other}"),
    });
    Tensor::new(typed.dtype(), shape, typed.data().clone()).unwrap()
}

/// Whether two values mean the same to a client: the order of maps and the kind of numbers are free.
/// The recordings show numbers to 15 digits; the tolerance is a hundredth of single precision.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Map(left), Value::Map(right)) => {
            let field = |name: &str, left| right.get(name).is_some_and(|right| same(left, right));
            left.len() == right.len() && left.iter().all(|(name, left)| field(name, left))
        }
        (Value::Int(_) | Value::Float(_), _) => {
            let numbers = left.as_f64().zip(right.as_f64());
            numbers.is_some_and(|(left, right)| (left - right).abs() <= 1e-9 * left.abs().max(1.0))
        }
        _ => left == right,
    }
}

/// The value without the empty `children` that 0.0.71 puts into every node by accident.
pub(crate) fn without_empty_children(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(without_empty_children).collect()),
        Value::Map(map) => {
            let is_accident = |name: &str, value: &Value| {
                name == "children" && value.as_list().is_some_and(<[_]>::is_empty)
            };
            let fields = map
                .into_iter()
                .filter(|(name, value)| !is_accident(name, value));
            Value::Map(
                fields
                    .map(|(name, value)| (name, without_empty_children(value)))
                    .collect::<Map>(),
            )
        }
        other => other,
    }
}
