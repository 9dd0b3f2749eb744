//! An endpoint and what a request names in; the value that a call returns, out of the made collection.

use serde_json::Value;
use trunkline_codegen::api::{Api, Endpoint, Place, Type, Use};

use crate::make;
use crate::page::plain;
use crate::place::scalar;
use crate::request::Received;
use trunkline_codegen::api::scope::{item, record, resolve};

/// What a request without paging finds.
pub(crate) enum Found {
    /// The value; none where the call returns none.
    Value(Option<Value>),
    /// Nothing is what the request names.
    Nothing,
}

/// What a parameter asks of an item: the field that it names, and the value.
struct Key<'a> {
    field: Option<&'a str>,
    place: Place,
    value: String,
}

/// The value that the call returns, out of a collection of `count` items.
pub(crate) fn find(
    api: &Api,
    endpoint: &Endpoint,
    path: &[(usize, String)],
    request: &Received,
    count: u64,
) -> Found {
    let Some(returns) = &endpoint.returns else {
        return Found::Value(None);
    };
    match item(api, returns) {
        Some(of) => {
            let keys = keys(api, endpoint, &of, path, request);
            let items: Vec<Value> = matching(api, endpoint, &of, &keys, count).collect();
            let missed = items.is_empty() && keys.iter().any(|key| names_one(key));
            match missed {
                true => Found::Nothing,
                false => Found::Value(Some(Value::Array(items))),
            }
        }
        None => {
            let keys = keys(api, endpoint, returns, path, request);
            match lookup(api, endpoint, returns, &keys, count) {
                Some(item) => Found::Value(Some(item)),
                None => Found::Nothing,
            }
        }
    }
}

/// Whether a list without this item is a miss: a query without results is not.
fn names_one(key: &Key<'_>) -> bool {
    key.place == Place::Path && key.field.is_some()
}

/// One item: by the fields that the keys name; where none is named, by number from 1; a text names the first.
fn lookup(api: &Api, endpoint: &Endpoint, of: &Use, keys: &[Key<'_>], count: u64) -> Option<Value> {
    if keys.iter().any(|key| key.field.is_some()) {
        return matching(api, endpoint, of, keys, count).next();
    }
    let make = |index| make::value(api, of, &endpoint.name.wire, index);
    match keys.first() {
        None => Some(make(0)),
        Some(key) => {
            let index = key
                .value
                .parse()
                .map_or(0, |number: u64| number.wrapping_sub(1));
            (index < count).then(|| make(index))
        }
    }
}

/// Items whose fields have the values of the keys.
fn matching<'a>(
    api: &'a Api,
    endpoint: &'a Endpoint,
    of: &'a Use,
    keys: &'a [Key<'a>],
    count: u64,
) -> impl Iterator<Item = Value> + 'a {
    let fits = |item: &Value, key: &Key<'_>| match key.field {
        Some(field) => {
            let found = item.get(field).and_then(scalar);
            // `id-4` is found by `4` too, as one would ask by hand.
            let short = found
                .as_deref()
                .and_then(|text| text.strip_prefix(field)?.strip_prefix('-'));
            found.as_deref() == Some(&key.value) || short == Some(&key.value)
        }
        None => true,
    };
    (0..count)
        .map(move |index| make::value(api, of, &endpoint.name.wire, index))
        .filter(move |item| keys.iter().all(|key| fits(item, key)))
}

/// The last parameter of the path, since those before it say in what it lies, and required ones of the query that
/// name a field.
fn keys<'a>(
    api: &'a Api,
    endpoint: &Endpoint,
    of: &Use,
    path: &[(usize, String)],
    request: &Received,
) -> Vec<Key<'a>> {
    let field = |name: &str| field_for(api, of, name);
    let in_path = path.last().map(|(at, value)| Key {
        field: field(&endpoint.params[*at].name.wire),
        place: Place::Path,
        value: value.clone(),
    });
    let required = |name: &str| {
        let mut query = endpoint
            .params
            .iter()
            .filter(|p| p.place == Place::Query && p.required);
        query.any(|param| param.name.wire == name && param.constant.is_none())
    };
    let in_query = request
        .query_pairs()
        .into_iter()
        .filter(|(name, _)| required(name));
    let in_query = in_query.filter_map(|(name, value)| {
        Some(Key {
            field: Some(field(&name)?),
            place: Place::Query,
            value,
        })
    });
    in_path.into_iter().chain(in_query).collect()
}

/// The field that a parameter names: its own name, or that with or without the record's name, in any case.
pub(crate) fn field_for<'a>(api: &'a Api, of: &Use, param: &str) -> Option<&'a str> {
    let fields = &record(api, of)?.fields;
    let owner = match resolve(api, of).ty {
        Type::Named(id) => plain(&api.ty(id).name.wire),
        _ => String::new(),
    };
    let bare = |name: &str| {
        let name = plain(name);
        let rest = name.strip_prefix(&format!("{}s", owner.trim_end_matches('s')));
        let rest = rest
            .or_else(|| name.strip_prefix(&owner))
            .filter(|rest| !rest.is_empty());
        rest.map(str::to_owned).unwrap_or(name)
    };
    let exact = fields.iter().find(|field| field.name.wire == param);
    let alike = || {
        fields
            .iter()
            .find(|field| plain(&field.name.wire) == plain(param))
    };
    let related = || {
        fields
            .iter()
            .find(|field| bare(&field.name.wire) == bare(param))
    };
    let found = exact.or_else(alike).or_else(related)?;
    Some(&found.name.wire)
}
