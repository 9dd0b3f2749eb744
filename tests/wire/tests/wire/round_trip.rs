//! Every sample of the specs, decoded by the generated types and encoded again: what is lost or changed fails.
//!
//! A codec may write a value in another way than the vendor did, `Z` for `+00:00`. Each leaf where that happens
//! is listed in `normalised.txt`, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use trunkline::serde::Exposed;
use trunkline_vendors::{denovolab, jtel, marchex, requestor};
use trunkline_wire_tests::specs;

/// Decodes one JSON text as some type and encodes it again.
pub(crate) type RoundTrip = fn(&str) -> Result<String, String>;

macro_rules! through {
    ($type:ty) => {
        |text| match <$type>::from_json(text) {
            Ok(value) => {
                let text = value.to_json().map_err(|error| error.to_string())?;
                let wire: Value = serde_json::from_str(&text).expect("what is encoded is JSON");
                let by_serde = serde_json::to_value(Exposed(&value)).expect("serde has its form");
                assert_eq!(by_serde, wire, "the form for serde is that of the wire");
                assert_eq!(serde_json::from_value::<$type>(wire).ok(), Some(value));
                Ok(text)
            }
            Err(error) => Err(error.to_string()),
        }
    };
}

/// A sample, where in it a record stands (a JSON pointer), and the record's type.
#[rustfmt::skip]
pub(crate) const SAMPLES: &[(&str, &str, RoundTrip)] = &[
    ("denovolab/examples/list_users.json", "/payload", through!(denovolab::UserPage)),
    ("denovolab/examples/no_token.json", "", through!(denovolab::Failure)),
    ("denovolab/examples/wrong_token.json", "", through!(denovolab::Failure)),
    ("denovolab/examples/validation.json", "", through!(denovolab::ValidationFailure)),
    ("jtel/examples/list_users.json", "/records/0", through!(jtel::User)),
    ("jtel/examples/get_user.json", "/records/0", through!(jtel::User)),
    ("jtel/examples/find_users_by_uid.json", "/records/0", through!(jtel::User)),
    ("marchex/examples/list_users.json", "", through!(marchex::UserPage)),
    ("marchex/examples/get_user.json", "", through!(marchex::User)),
    ("requestor/examples/get_users.request.json", "", through!(requestor::UsersFilterPost)),
    ("requestor/examples/get_users.json", "/PagedUsers", through!(requestor::UserPage)),
];

pub(crate) fn sample(name: &str, pointer: &str) -> Value {
    let text = fs::read_to_string(specs().join(name)).expect("a sample that is listed is there");
    let whole: Value = serde_json::from_str(&text).expect("a sample is JSON");
    whole
        .pointer(pointer)
        .expect("the pointer leads into the sample")
        .clone()
}

#[test]
fn nothing_is_lost_and_what_is_normalised_is_listed() {
    let mut changed = BTreeSet::new();
    for (name, pointer, round_trip) in SAMPLES {
        let before = sample(name, pointer);
        let text = round_trip(&before.to_string())
            .unwrap_or_else(|error| panic!("{name} does not decode: {error}"));
        let after: Value = serde_json::from_str(&text).expect("what is encoded is JSON");
        for (path, difference) in differences(&before, &after) {
            changed.insert(format!("{name} {pointer}{path} {difference}"));
        }
    }
    let listed: BTreeSet<String> = include_str!("normalised.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    assert_eq!(changed, listed, "left: what changed, right: what is listed");
}

#[test]
fn unknown_fields_are_kept_where_the_spec_keeps_them() {
    let mut record = sample("jtel/examples/get_user.json", "/records/0");
    let fields = record.as_object_mut().expect("a user is an object");
    fields.insert("UsersID".to_owned(), 12_345_678_901_234_567_u64.into());
    fields.insert(
        "Nested".to_owned(),
        serde_json::json!({"a": [1, null, {"b": 0.1}]}),
    );
    let user = jtel::User::from_json(&record.to_string()).expect("extra fields do no harm");
    let text = user.to_json().expect("what was read can be written");
    let again: Value = serde_json::from_str(&text).expect("what is encoded is JSON");
    assert_eq!(again, record);
}

#[test]
fn every_sample_is_listed() {
    let listed: BTreeSet<String> = SAMPLES
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    assert_eq!(examples("json"), listed);
}

/// All samples of all specs in a format, by the ending of their names.
pub(crate) fn examples(ending: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for vendor in fs::read_dir(specs()).expect("specs/ is there") {
        let vendor = vendor.expect("specs/ can be read").path();
        let Ok(examples) = fs::read_dir(vendor.join("examples")) else {
            continue;
        };
        for example in examples {
            let path = example.expect("examples/ can be read").path();
            let name = path.strip_prefix(specs()).expect("it stands in specs/");
            if name.extension().is_some_and(|own| own == ending) {
                found.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}

/// Leaves by JSON pointer where two values differ.
fn differences(before: &Value, after: &Value) -> Vec<(String, String)> {
    let (before, after) = (leaves(before), leaves(after));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let show = |leaf: Option<&String>| leaf.cloned().unwrap_or_else(|| "nothing".to_owned());
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| {
            let change = format!("{} -> {}", show(before.get(path)), show(after.get(path)));
            (path.clone(), change)
        })
        .collect()
}

/// Scalars and empty containers as JSON text, each by its pointer.
fn leaves(value: &Value) -> BTreeMap<String, String> {
    fn walk(value: &Value, path: &str, out: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                for (key, field) in fields {
                    walk(field, &format!("{path}/{key}"), out);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{path}/{index}"), out);
                }
            }
            leaf => {
                out.insert(path.to_owned(), leaf.to_string());
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(value, "", &mut out);
    out
}
