//! A JSON value in, the tree that the XML of `trunkline-codegen` works on out; and back.

use serde_json::{Map, Value};
use trunkline_codegen::source::{FileId, Span};
use trunkline_codegen::tree::{Entry, Kind, Node, Scalar, Style};

/// The tree of a value; it stands in no file.
pub(crate) fn node(value: &Value) -> Node {
    let span = Span::new(FileId(0), 0, 0);
    let scalar = |text: String, style| Kind::Scalar(Scalar { text, style });
    let kind = match value {
        Value::Null => scalar("null".into(), Style::Plain),
        Value::Bool(flag) => scalar(flag.to_string(), Style::Plain),
        Value::Number(number) => scalar(number.to_string(), Style::Plain),
        Value::String(text) => scalar(text.clone(), Style::Quoted),
        Value::Array(items) => Kind::List(items.iter().map(node).collect()),
        Value::Object(map) => {
            let entry = |(key, value): (&String, &Value)| Entry {
                key: key.clone(),
                span,
                value: node(value),
            };
            Kind::Map(map.iter().map(entry).collect())
        }
    };
    Node { span, kind }
}

/// The value of a tree; of several entries with one key, the first.
pub(crate) fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Scalar(scalar) if scalar.style == Style::Plain => {
            serde_json::from_str(&scalar.text).unwrap_or_else(|_| Value::from(scalar.text.as_str()))
        }
        Kind::Scalar(scalar) => Value::from(scalar.text.as_str()),
        Kind::List(items) => items.iter().map(value).collect(),
        Kind::Map(entries) => {
            let mut map = Map::new();
            for entry in entries {
                map.entry(entry.key.as_str())
                    .or_insert_with(|| value(&entry.value));
            }
            Value::Object(map)
        }
        Kind::Bad => Value::Null,
    }
}
