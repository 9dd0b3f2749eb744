//! `location:` of endpoints in; the path parameters that a `Location` header hands over out.

use super::cx::Cx;
use super::envelopes;
use crate::api::{EndpointId, Field, FieldXml, Handed, Place, Presence, TypeKind};
use crate::diag::codes;
use crate::spec::model::{self, Text};

/// Adds what the `Location` of a reply leads to to what is handed over, now that the endpoints are made.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        if let Some(written) = &endpoint.location
            && let Some(goal) = self::endpoint(cx, written)
        {
            hand_over(cx, EndpointId(index), endpoint, goal, written);
        }
    }
}

/// The endpoint of this name; one that there is not is reported.
pub(super) fn endpoint(cx: &mut Cx<'_>, name: &Text) -> Option<EndpointId> {
    let mut made = cx.api.endpoints.iter();
    let found = made.position(|made| made.name.wire == name.value);
    if found.is_none() && !cx.spec.lost.contains("endpoints") {
        let names = cx.spec.endpoints.iter().map(|e| e.name.value.as_str());
        let meant = cx.found.near.certain_name(&name.value, names.clone());
        let help = cx.found.near.help(&name.value, names);
        cx.found
            .error(
                codes::UNKNOWN_ENDPOINT,
                name.span,
                format!("there is no endpoint `{}`", name.value),
            )
            .maybe_help(help)
            .respell(name.span, &name.value, meant);
    }
    found.map(EndpointId)
}

fn hand_over(
    cx: &mut Cx<'_>,
    id: EndpointId,
    endpoint: &model::Endpoint,
    goal: EndpointId,
    written: &Text,
) {
    let params = cx.api.endpoints[goal.0].params.iter().enumerate();
    let params = params.filter(|(_, param)| param.place == Place::Path && param.is_callers());
    let params: Vec<_> = params
        .map(|(index, param)| (index, param.clone()))
        .collect();
    if params.is_empty() || endpoint.returns.as_ref().is_some_and(is_stream) {
        let (what, help) = match params.is_empty() {
            true => (
                format!("`{}` has no parameter in its path", written.value),
                "name an endpoint that shows one thing, like `get: /users/{id}`",
            ),
            false => (
                format!(
                    "`{}` gives a stream, which hands nothing over",
                    endpoint.name.value
                ),
                "leave `location` out",
            ),
        };
        cx.found
            .error(codes::LOCATION, written.span, what)
            .help(help);
        return;
    }
    let name = cx.api.endpoints[id.0].name.clone();
    let mut meta = match cx.api.endpoints[id.0].envelope.meta.take() {
        Some(meta) => meta,
        None => envelopes::no_meta(cx, &name, endpoint.name.span),
    };
    let TypeKind::Record(record) = &mut cx.api.types[meta.record.0].kind else {
        return;
    };
    for (index, param) in params {
        let same = |field: &Field| field.name.snake == param.name.snake;
        if record.fields.iter().any(same) {
            let message = format!("`{}` is handed over by `meta` as well", param.name.wire);
            cx.found
                .error(codes::DOUBLED_NAME, written.span, message)
                .help("give it another name under `meta`");
            continue;
        }
        meta.from.push(Handed::Location(goal, index));
        record.fields.push(Field {
            xml: FieldXml::default(),
            name: param.name,
            doc: param.doc,
            deprecated: None,
            ty: param.ty,
            presence: Presence::Required,
            default: None,
            constant: None,
        });
    }
    cx.api.endpoints[id.0].envelope.meta = Some(meta);
}

fn is_stream(returns: &model::Returns) -> bool {
    matches!(returns, model::Returns::Stream(_))
}
