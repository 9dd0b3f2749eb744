//! A JSON value and a path in; what stands there, or the value changed there, out.

use serde_json::{Map, Value};
use trunkline_codegen::api::{Path, Step};

/// Everything that stands at `steps`; more than one place only where a step is `*`.
pub(crate) fn find<'a>(root: &'a Value, steps: &[Step]) -> Vec<&'a Value> {
    let Some((step, rest)) = steps.split_first() else {
        return vec![root];
    };
    match (step, root) {
        (Step::Key(key), Value::Object(map)) => {
            map.get(key).map(|v| find(v, rest)).unwrap_or_default()
        }
        (Step::Index(index), Value::Array(items)) => {
            items.get(*index).map(|v| find(v, rest)).unwrap_or_default()
        }
        (Step::Any, Value::Array(items)) => items.iter().flat_map(|v| find(v, rest)).collect(),
        (Step::Any, Value::Object(map)) => map.values().flat_map(|v| find(v, rest)).collect(),
        _ => Vec::new(),
    }
}

/// The first value that stands at `path`.
pub(crate) fn first<'a>(root: &'a Value, path: &Path) -> Option<&'a Value> {
    find(root, &path.steps).into_iter().next()
}

/// Puts `value` at `steps` and makes what is missing on the way: objects for names, lists for indices.
/// `*` stands for the first item of a list, the first value of an object.
pub(crate) fn put(root: &mut Value, steps: &[Step], value: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *root = value;
        return;
    };
    match step {
        Step::Key(key) => {
            if !root.is_object() {
                *root = Value::Object(Map::new());
            }
            if let Value::Object(map) = root {
                put(map.entry(key.clone()).or_insert(Value::Null), rest, value);
            }
        }
        Step::Index(_) | Step::Any => put_item(root, step, rest, value),
    }
}

fn put_item(root: &mut Value, step: &Step, rest: &[Step], value: Value) {
    let index = match step {
        Step::Index(index) => *index,
        Step::Key(_) | Step::Any => 0,
    };
    if let (Step::Any, Value::Object(map)) = (step, &mut *root)
        && let Some(first) = map.values_mut().next()
    {
        return put(first, rest, value);
    }
    if !root.is_array() {
        *root = Value::Array(Vec::new());
    }
    if let Value::Array(items) = root {
        while items.len() <= index {
            items.push(Value::Null);
        }
        put(&mut items[index], rest, value);
    }
}

/// Takes away what stands at `steps`.
pub(crate) fn remove(root: &mut Value, steps: &[Step]) {
    match (steps, root) {
        ([Step::Key(key)], Value::Object(map)) => {
            map.shift_remove(key);
        }
        ([Step::Key(key), rest @ ..], Value::Object(map)) => {
            if let Some(inner) = map.get_mut(key) {
                remove(inner, rest);
            }
        }
        ([Step::Any], Value::Array(items)) => items.clear(),
        ([Step::Any], Value::Object(map)) => map.clear(),
        ([Step::Any, rest @ ..], Value::Array(items)) => {
            items.iter_mut().for_each(|item| remove(item, rest));
        }
        ([Step::Any, rest @ ..], Value::Object(map)) => {
            map.values_mut().for_each(|item| remove(item, rest));
        }
        ([Step::Index(index)], Value::Array(items)) => items.truncate(*index),
        ([Step::Index(index), rest @ ..], Value::Array(items)) => {
            if let Some(inner) = items.get_mut(*index) {
                remove(inner, rest);
            }
        }
        _ => {}
    }
}

/// The text of a scalar, as it would stand in a query; nothing for null, lists and objects.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(name: &str) -> Step {
        Step::Key(name.into())
    }

    #[test]
    fn puts_make_their_way_and_removals_undo_them() {
        let mut body = Value::Null;
        put(
            &mut body,
            &[key("records"), Step::Index(0), key("id")],
            json!(7),
        );
        assert_eq!(body, json!({"records": [{"id": 7}]}));
        assert_eq!(
            find(&body, &[key("records"), Step::Any, key("id")]),
            [&json!(7)]
        );
        remove(&mut body, &[key("records"), Step::Index(0), key("id")]);
        assert_eq!(body, json!({"records": [{}]}));
    }
}
