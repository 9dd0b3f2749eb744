//! What the spec says about XML in; the elements, forms and orders of everything that a body can hold out.
//!
//! Runs when all types, endpoints and directions are known. A vendor that speaks JSON alone keeps nothing of it.

mod fields;
mod items;
mod names;
mod roots;
mod unspoken;

use super::cx::Cx;
use super::define::Pending;
use crate::api::Format;
use names::Names;

/// Fills in how types and endpoints stand in XML, where the vendor speaks it.
pub(super) fn resolve(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    if cx.spec.lost.contains("formats") {
        return;
    }
    if !cx.spec.formats.contains(&Format::Xml) {
        unspoken::words(cx, pending);
        return;
    }
    let names = &Names::of(cx, pending);
    fields::own(cx, names, pending);
    fields::inherited(cx, names, pending);
    fields::flattened(cx, names);
    fields::unions(cx, names, pending);
    fields::mixed(cx, pending);
    fields::orders(cx, names, pending);
    items::aliases(cx, names, pending);
    items::metas(cx, names);
    roots::bodies(cx, names);
    roots::replies(cx, names);
}
