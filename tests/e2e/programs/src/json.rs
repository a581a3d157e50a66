//! Wire values as JSON and back. Bytes, which JSON has not, are `{"base64": …}`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use vuer::Value;

pub(crate) fn from_json(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Nil,
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(int) => Value::Int(int),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(list) => Value::List(list.iter().map(from_json).collect()),
        serde_json::Value::Object(map) if map.len() == 1 && map.contains_key("base64") => {
            let text = map["base64"].as_str().unwrap_or_default();
            Value::Bytes(STANDARD.decode(text).unwrap_or_default().into())
        }
        serde_json::Value::Object(map) => map
            .iter()
            .map(|(name, value)| (name.clone(), from_json(value)))
            .collect(),
    }
}

pub(crate) fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Nil => json!(null),
        Value::Bool(flag) => json!(flag),
        Value::Int(int) => json!(int),
        Value::Float(float) => json!(float),
        Value::Str(text) => json!(text),
        Value::Bytes(bytes) | Value::Ext(_, bytes) => json!({ "base64": STANDARD.encode(bytes) }),
        Value::Tensor(tensor) => json!({ "base64": STANDARD.encode(tensor.data()) }),
        Value::List(list) => list.iter().map(to_json).collect(),
        Value::Map(map) => map
            .iter()
            .map(|(name, value)| (name.to_string(), to_json(value)))
            .collect(),
    }
}
