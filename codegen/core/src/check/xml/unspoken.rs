//! Words about XML of a vendor that does not speak it.

use crate::check::cx::Cx;
use crate::check::define::Pending;
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{Record, TypeRef, Xml};

/// Reports the first of them: the others are not wrong, the format is missing.
pub(super) fn words(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    let spec = cx.spec;
    let of = |xml: &Option<Xml>| xml.as_ref().map(|xml| xml.span);
    let of_envelopes = spec.envelopes.iter().filter_map(|e| of(&e.xml));
    let of_bodies = spec.endpoints.iter().filter_map(|e| of(&e.body_xml));
    let of_types = pending.iter().filter_map(|pending| match pending.def? {
        TypeRef::Record(record) => of(&record.xml).or_else(|| of_fields(record)),
        TypeRef::Enum(values) => of(&values.xml),
        TypeRef::Union(union) => of(&union.xml),
        TypeRef::Expr(_) | TypeRef::Newtype(_) => None,
    });
    let all = of(&spec.xml).into_iter().chain(of_envelopes);
    let Some(first) = all.chain(of_types).chain(of_bodies).next() else {
        return;
    };
    cx.found
        .error(
            codes::XML_UNSPOKEN,
            first,
            "this is about XML, which the vendor does not speak",
        )
        .help("say so at the head: `formats: [json, xml]`");
}

fn of_fields(record: &Record) -> Option<Span> {
    let mut fields = record.fields.iter().filter_map(|f| f.xml.as_ref());
    fields.next().map(|xml| xml.span)
}
