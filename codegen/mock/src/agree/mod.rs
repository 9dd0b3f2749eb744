//! Types in; whether made values pass the mock's own checks out. Making and checking are written apart.

mod everything;
mod xml;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use trunkline_codegen::api::{Api, Format};
use trunkline_codegen::files;

use self::everything::{api, named};
use crate::check::Checker;
use crate::reply::wrap;
use crate::{Requests, make};

#[test]
fn what_is_made_is_what_is_taken() {
    let api = api();
    let check = Checker {
        api: &api,
        requests: Requests::Strict,
        format: Format::Json,
    };
    for index in 0..300 {
        let made = make::value(&api, &named(0), "it", index);
        assert_eq!(
            check.json(&named(0), &made, "it"),
            Ok(()),
            "item {index}: {made:#}"
        );
        assert_eq!(made, make::value(&api, &named(0), "it", index));
    }
}

#[test]
fn what_is_made_for_real_vendors_is_what_is_taken() {
    for spec in ["commpeak", "denovolab", "jtel", "marchex", "requestor"] {
        let api = compiled(&format!("../../specs/{spec}"));
        let check = Checker {
            api: &api,
            requests: Requests::Strict,
            format: Format::Json,
        };
        for (id, def) in api.types.iter().enumerate() {
            for index in 0..100 {
                let made = make::value(&api, &named(id), &def.name.wire, index);
                let taken = check.json(&named(id), &made, &def.name.wire);
                assert_eq!(taken, Ok(()), "{spec}, item {index}: {made:#}");
            }
        }
    }
}

#[test]
fn no_rule_takes_a_made_success_for_an_error() {
    for spec in ["commpeak", "denovolab", "jtel", "marchex", "requestor"] {
        let api = compiled(&format!("../../specs/{spec}"));
        for (endpoint, index) in api
            .endpoints
            .iter()
            .flat_map(|e| (0..20).map(move |i| (e, i)))
        {
            let data = endpoint
                .returns
                .as_ref()
                .map(|ty| make::value(&api, ty, "it", index));
            let draft = wrap(&api, endpoint, data, index);
            for rule in endpoint.rules.iter().map(|id| &api.rules[id.0]) {
                assert!(!draft.is_error_by(rule), "{spec}: {:#}", draft.body);
            }
        }
    }
}

/// The API of the spec at a path from this crate's folder.
pub(crate) fn compiled(path: &str) -> Api {
    let search = files::find(&[path.into()]).expect("the spec is there");
    let vendor = files::load(&search.heads[0]).expect("its files are read");
    trunkline_codegen::compile(&vendor.sources)
        .unwrap_or_else(|why| panic!("{why}"))
        .api
}

#[test]
fn items_differ_and_show_every_case() {
    let api = api();
    let all: Vec<Value> = (0..300)
        .map(|i| make::value(&api, &named(0), "it", i))
        .collect();
    let seen = |key: &str| -> BTreeSet<String> {
        all.iter()
            .map(|item| item.get(key).map_or("absent".into(), Value::to_string))
            .collect()
    };
    for unique in ["id", "guid", "name", "secret", "key"] {
        assert_eq!(seen(unique).len(), 300, "{unique}");
    }
    let kinds: BTreeSet<String> = all
        .iter()
        .flat_map(|item| item["kinds"].as_array().into_iter().flatten())
        .map(Value::to_string)
        .collect();
    assert_eq!(kinds.len(), 3);
    assert!(seen("count").contains("absent") && seen("count").len() > 100);
    assert!(seen("maybe").contains("absent") && seen("maybe").contains("null"));
    assert!(seen("is").contains("absent") && seen("is").contains("null"));
    assert!(seen("blank").contains("\"\"") && seen("blank").contains("null"));
    assert!(seen("zero").contains("\"0000-00-00\""));
    assert!(seen("map").contains("[]") && seen("empty").contains("[]"));
    assert!(all[0].get("count").is_some() && all[1].get("count").is_none());
    let lengths: BTreeSet<usize> = seen("at").iter().map(String::len).collect();
    assert_eq!(
        lengths.len(),
        5,
        "fractions of several lengths: {lengths:?}"
    );
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let api = api();
    let check = Checker {
        api: &api,
        requests: Requests::Strict,
        format: Format::Json,
    };
    let good = make::value(&api, &named(0), "it", 0);
    let cases = [
        (
            "id",
            json!("1"),
            "it.id: wanted a whole number, found a text",
        ),
        (
            "id",
            json!(1.5),
            "it.id: wanted a whole number, found `1.5`",
        ),
        (
            "count",
            json!(3),
            "it.count: wanted a whole number, found `3`",
        ),
        (
            "guid",
            json!("5eed"),
            "it.guid: wanted a UUID, found a text",
        ),
        (
            "name",
            Value::Null,
            "it.name: wanted text, which is never null, found null",
        ),
        (
            "at",
            json!("2020-01-01T00:00:00Z"),
            "it.at: wanted a date and time without a zone, found a text",
        ),
        (
            "instant",
            json!("2020-01-01T00:00:00"),
            "it.instant: wanted a point in time, found a text",
        ),
        (
            "kinds",
            json!(["a", true]),
            "it.kinds[1]: wanted a value of the enum, found `true`",
        ),
        ("nmae", json!(1), "it.nmae: the spec knows no such field"),
    ];
    for (key, value, fault) in cases {
        let mut bad = good.clone();
        bad[key] = value;
        assert_eq!(check.json(&named(0), &bad, "it"), Err(fault.into()));
    }
    let mut short = good.clone();
    short.as_object_mut().map(|map| map.shift_remove("price"));
    assert_eq!(
        check.json(&named(0), &short, "it"),
        Err("it.price: is required".into())
    );
}
