//! `mtls` comes in; what its certificate is called goes out, and bases to which it cannot be shown are reported.

use std::collections::HashSet;

use super::claims::{Mend, scope, take};
use super::cx::Cx;
use super::sessions;
use crate::api::{Auth, BasePart, Certificate, Endpoint, SchemeId, SchemeKind};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{Scheme, Text};

/// A certificate and its key, whose names are fields of one choice in `Auth`.
pub(super) fn scheme(
    cx: &mut Cx<'_>,
    scheme: &Scheme,
    certificate: Option<&Text>,
    key: Option<&Text>,
) -> SchemeKind {
    let mut fields = scope(&[]);
    let mut field = |given: Option<&Text>, default: &str| {
        let default = Text::new(default.to_owned(), scheme.name.span);
        let written = given.unwrap_or(&default);
        let name = cx.own_name(written, Mend::Key);
        let wire = (name.wire.as_str(), written.span);
        take(cx.found, &mut fields, &name.snake, wire, Mend::Key);
        name
    };
    SchemeKind::Certificate(Certificate {
        certificate: field(certificate, "certificate"),
        key: field(key, "private_key"),
    })
}

/// Reports each base without encryption whose calls are to show a certificate.
pub(super) fn encrypted(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    let mut said = HashSet::new();
    for index in 0..cx.api.endpoints.len() {
        let endpoint = &cx.api.endpoints[index];
        let Auth::Scheme(asked) = endpoint.auth else {
            continue;
        };
        let shows =
            |leaf: &SchemeId| matches!(cx.api.schemes[leaf.0].kind, SchemeKind::Certificate(_));
        let leaves = sessions::leaves(cx, asked);
        let (Some(leaf), Some(base)) = (
            leaves.iter().find(|leaf| shows(leaf)),
            written(cx, endpoint),
        ) else {
            continue;
        };
        let scheme = &spec.schemes[leaf.0].name;
        if said.insert(base) {
            let message = format!("`{}` cannot be shown without encryption", scheme.value);
            cx.found
                .error(codes::CLEAR_CERTIFICATE, base, message)
                .label(scheme.span, "the certificate is declared here")
                .help("write `https://`, or name another scheme in `auth:` of the endpoints here");
        }
    }
}

/// Where the base of an endpoint stands, if it is one without encryption.
fn written(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Span> {
    let parts = endpoint
        .base
        .map_or(&cx.api.base, |id| &cx.api.bases[id.0].parts);
    let is_clear =
        matches!(parts.first(), Some(BasePart::Text(text)) if text.starts_with("http://"));
    // The head's first base is no other one.
    let others = usize::from(cx.spec.bases.first()?.span.file == cx.spec.head);
    let index = endpoint.base.map_or(0, |id| id.0 + others);
    cx.spec
        .bases
        .get(index)
        .filter(|_| is_clear)
        .map(|base| base.span)
}
