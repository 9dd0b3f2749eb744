//! Lists of base URLs in; those behind the first out, as bases of their own that stand in for it.

use super::bases::parts;
use super::claims::{Holder, Mend, take};
use super::cx::Cx;
use super::names::Scope;
use crate::api::{BaseId, BasePart, Fallbacks, NamedBase};
use crate::diag::codes;
use crate::spec::model::Text;

/// Makes a base of each fallback, with a setter among `setters`; the bases that endpoints choose are made.
pub(super) fn bases(cx: &mut Cx<'_>, setters: &mut Scope<Holder>) {
    let spec = cx.spec;
    let has_default = spec
        .bases
        .first()
        .is_some_and(|base| base.span.file == spec.head);
    for (index, base) in spec.bases.iter().enumerate() {
        if base.fallbacks.is_empty() {
            continue;
        }
        let of = index.checked_sub(usize::from(has_default)).map(BaseId);
        let (first, owner) = match of {
            Some(id) => (
                &cx.api.bases[id.0].parts,
                Some(cx.api.bases[id.0].name.wire.clone()),
            ),
            None => (&cx.api.base, None),
        };
        let is_encrypted = starts(first, "https://");
        let mut made = Vec::new();
        for (number, url) in base.fallbacks.iter().enumerate() {
            let parts = parts(cx, &url.value);
            if is_encrypted && starts(&parts, "http://") {
                cx.found
                    .error(
                        codes::CLEAR_FALLBACK,
                        url.span,
                        "this URL is without encryption, and the first one is not",
                    )
                    .label(
                        base.span,
                        "whoever keeps calls from the first one would read them here",
                    )
                    .help("write `https://`, or leave it out");
            }
            let own = match number {
                0 => "fallback".to_owned(),
                more => format!("fallback_{}", more + 1),
            };
            let wire = owner
                .iter()
                .cloned()
                .chain([own])
                .collect::<Vec<_>>()
                .join("_");
            let name = cx.own_name(&Text::new(wire, url.span), Mend::Key);
            let setter = cx.placed(&name, "base_url");
            take(
                cx.found,
                setters,
                &setter.snake,
                (&name.wire, url.span),
                Mend::Key,
            );
            made.push(BaseId(cx.api.bases.len()));
            cx.api.bases.push(NamedBase {
                name,
                setter,
                parts,
            });
        }
        cx.api.fallbacks.push(Fallbacks { of, bases: made });
    }
}

fn starts(parts: &[BasePart], scheme: &str) -> bool {
    matches!(parts.first(), Some(BasePart::Text(text)) if text.starts_with(scheme))
}
