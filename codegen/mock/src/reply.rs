//! An endpoint and the value it returns in; the whole reply, with envelope, handed-over values and flags, out.

use serde_json::Value;
use trunkline_codegen::api::{
    Api, Condition, Endpoint, ErrorRule, Handed, Literal, Path, Source, Step, Test, TypeKind,
};

use crate::make;
use crate::place::{first, put, scalar};
use crate::predicate::Draft;

/// A reply of success that holds `data` where the spec says, and that no error rule takes for an error.
pub(crate) fn wrap(api: &Api, endpoint: &Endpoint, data: Option<Value>, seed: u64) -> Draft {
    let mut draft = Draft {
        status: 200,
        headers: Vec::new(),
        body: Value::Null,
    };
    if let Some(data) = data {
        put(&mut draft.body, &endpoint.envelope.data.steps, data);
    }
    put_meta(api, endpoint, &mut draft, seed);
    if endpoint.returns.is_some() {
        raise_flags(api, endpoint, &mut draft);
    }
    settle(api, endpoint, &mut draft);
    if draft.body.is_null() && endpoint.returns.is_none() {
        draft.status = 204;
    }
    draft
}

/// Makes `ok` hold and every error rule fail.
pub(crate) fn settle(api: &Api, endpoint: &Endpoint, draft: &mut Draft) {
    let rules = || endpoint.rules.iter().map(|id| &api.rules[id.0]);
    // Mending one rule may trip another; a spec whose rules leave no room for success ends the loop.
    for _ in 0..4 {
        if let Some(ok) = &endpoint.envelope.ok
            && !draft.holds(ok)
            && let Some(all) = ok.0.first()
        {
            draft.satisfy(all);
        }
        rules().for_each(|rule| draft.contradict(&rule.when));
        let wrong = rules().any(|rule| draft.is_error_by(rule));
        if !wrong
            && endpoint
                .envelope
                .ok
                .as_ref()
                .is_none_or(|ok| draft.holds(ok))
        {
            break;
        }
    }
}

/// What a number of this name says of a reply, by custom: vendors count what they list and repeat the status.
fn spoken(name: &str, made: &Value, draft: &Draft, data: &Path) -> Option<Value> {
    let listed = || first(&draft.body, data)?.as_array().map(Vec::len);
    match (name, made.is_number()) {
        ("count", true) => listed().or(Some(1)).map(Value::from),
        ("status", true) => Some(Value::from(draft.status)),
        _ => None,
    }
}

fn put_meta(api: &Api, endpoint: &Endpoint, draft: &mut Draft, seed: u64) {
    let Some(meta) = &endpoint.envelope.meta else {
        return;
    };
    let TypeKind::Record(record) = &api.ty(meta.record).kind else {
        return;
    };
    let data = &endpoint.envelope.data;
    for (field, from) in record.fields.iter().zip(&meta.from) {
        let made = make::value(api, &field.ty, &field.name.wire, seed);
        let value = spoken(&field.name.wire, &made, draft, data).unwrap_or(made);
        match from {
            Handed::Reply(Source::Body(path)) => {
                if first(&draft.body, path).is_none() {
                    put(&mut draft.body, &path.steps, value);
                }
            }
            Handed::Reply(Source::Header(name)) => {
                if let Some(text) = scalar(&value).filter(|text| text.is_ascii()) {
                    draft.headers.push((name.clone(), text));
                }
            }
            // It is the same for all of them, and stands in documented replies too.
            Handed::Location(..) => {}
        }
    }
}

/// Where a rule asks whether a flag is `false`, a vendor says `true` on success.
fn raise_flags(api: &Api, endpoint: &Endpoint, draft: &mut Draft) {
    let data = &endpoint.envelope.data.steps;
    let beside = |path: &Path| !data.is_empty() && !path.steps.starts_with(&data[..1]);
    for rule in endpoint.rules.iter().map(|id| &api.rules[id.0]) {
        for (path, flag) in flags(rule) {
            if beside(path)
                && !path.steps.contains(&Step::Any)
                && first(&draft.body, path).is_none()
            {
                put(&mut draft.body, &path.steps, Value::Bool(!flag));
            }
        }
    }
}

fn flags(rule: &ErrorRule) -> impl Iterator<Item = (&Path, bool)> {
    rule.when
        .0
        .iter()
        .flatten()
        .filter_map(|condition| match condition {
            Condition::Body(path, Test::In(values)) => match values.as_slice() {
                [Literal::Bool(flag)] => Some((path, *flag)),
                _ => None,
            },
            _ => None,
        })
}
