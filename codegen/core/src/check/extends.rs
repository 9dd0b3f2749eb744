//! Records that extend others, each with its own fields, in; the same records with all of their fields, those of the
//! base first, out.

use std::collections::{HashMap, HashSet};

use super::claims::{Mend, scope, take};
use super::cx::Cx;
use super::define::Pending;
use crate::api::{Flattened, Name, Record, TypeId, TypeKind};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{Text, TypeRef};

/// The number of records that may stand one above the other.
const LONGEST_CHAIN: usize = 20;

/// A record with its own fields alone.
#[derive(Clone)]
struct Level {
    id: TypeId,
    record: Record,
    spans: Vec<Span>,
    /// Of a lenient record: the fields that are required all the same.
    lenient: Option<Vec<bool>>,
}

/// Puts the fields of what a record extends before its own.
pub(super) fn fields(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    let mut bases = HashMap::new();
    for pending in pending {
        if let Some(TypeRef::Record(record)) = pending.def
            && let Some(name) = &record.extends
            && let Some(base) = base(cx, name)
        {
            bases.insert(pending.id, (base, name.span));
        }
    }
    break_circles(cx, pending, &mut bases);
    // Every level is taken as it was written, so that the order in which records are filled in does not matter.
    let ends = bases.iter().flat_map(|(id, (base, _))| [*id, *base]);
    let own: HashMap<TypeId, Level> = ends.filter_map(|id| Some((id, level(cx, id)?))).collect();
    for pending in pending.iter().filter(|one| bases.contains_key(&one.id)) {
        merge(cx, pending.id, &levels(pending.id, &bases, &own));
    }
}

/// The record that a record extends.
fn base(cx: &mut Cx<'_>, name: &Text) -> Option<TypeId> {
    let wire = name.value.as_str();
    let Some(&id) = cx.types.get(wire) else {
        if cx.spec.generics.iter().any(|g| g.def.name.value == wire) {
            let message = format!("`{wire}` is generic, and what is extended is one record");
            cx.found
                .error(codes::EXTENDS, name.span, message)
                .help(format!(
                    "name an instance under `types:`, as in `Users: {wire}<User>`, and extend that"
                ));
            return None;
        }
        let known = cx.spec.types.iter().map(|t| t.name.value.as_str());
        let help = cx.found.near.help(wire, known.clone());
        let meant = cx.found.near.certain_name(wire, known);
        cx.found
            .error(
                codes::UNKNOWN_TYPE,
                name.span,
                format!("there is no type `{wire}`"),
            )
            .maybe_help(help)
            .respell(name.span, wire, meant);
        return None;
    };
    if matches!(cx.api.ty(id).kind, TypeKind::Record(_)) {
        return Some(id);
    }
    let written = cx.spec.types.iter().find(|t| t.name.value == wire);
    // What was wrong with it was said where it is.
    if written.is_some_and(|t| t.def.is_some()) {
        cx.found
            .error(
                codes::EXTENDS,
                name.span,
                format!("`{wire}` is no record, so that nothing can extend it"),
            )
            .help("name a record of `types:`, itself and no alias of it");
    }
    None
}

/// Cuts records off that extend themselves, and chains that are too long.
fn break_circles(
    cx: &mut Cx<'_>,
    pending: &[Pending<'_>],
    bases: &mut HashMap<TypeId, (TypeId, Span)>,
) {
    for start in pending.iter().map(|pending| pending.id) {
        let Some(&(_, span)) = bases.get(&start) else {
            continue;
        };
        let (mut at, mut passed) = (start, Vec::new());
        while let Some(&(next, _)) = bases.get(&at) {
            // A circle further up is reported where it is.
            if passed.contains(&next) {
                break;
            }
            if next != start && passed.len() < LONGEST_CHAIN {
                passed.push(next);
                at = next;
                continue;
            }
            let name = &cx.api.ty(start).name.wire;
            let (message, help) = match next == start {
                true => (
                    format!("`{name}` extends itself"),
                    "let the last of them stand without `extends`",
                ),
                false => (
                    format!(
                        "`{name}` extends more than {LONGEST_CHAIN} records, one above the other"
                    ),
                    "put their fields into fewer records",
                ),
            };
            cx.found
                .error(codes::ENDLESS_TYPE, span, message)
                .help(help);
            bases.remove(&start);
            break;
        }
    }
}

/// A record as it was written.
fn level(cx: &Cx<'_>, id: TypeId) -> Option<Level> {
    let TypeKind::Record(record) = &cx.api.ty(id).kind else {
        return None;
    };
    Some(Level {
        id,
        record: record.clone(),
        spans: cx.field_spans.get(&id).cloned().unwrap_or_default(),
        lenient: cx.lenient.get(&id).cloned(),
    })
}

/// The record's levels, the topmost base first.
fn levels<'a>(
    id: TypeId,
    bases: &HashMap<TypeId, (TypeId, Span)>,
    own: &'a HashMap<TypeId, Level>,
) -> Vec<&'a Level> {
    let above = |id: &TypeId| bases.get(id).map(|&(base, _)| base);
    let chain = std::iter::successors(Some(id), above);
    let mut levels: Vec<&Level> = chain.filter_map(|id| own.get(&id)).collect();
    levels.reverse();
    levels
}

fn merge(cx: &mut Cx<'_>, id: TypeId, levels: &[&Level]) {
    clashes(cx, levels);
    let mut whole = Record {
        xml: None,
        fields: Vec::new(),
        flattened: Vec::new(),
        extra: false,
    };
    let is_lenient = levels.iter().any(|level| level.lenient.is_some());
    let (mut spans, mut declared, mut required) = (Vec::new(), Vec::new(), Vec::new());
    for level in levels {
        let count = level.record.fields.len();
        whole.extra |= level.record.extra;
        let above = whole.fields.len();
        let flattened = level.record.flattened.iter().cloned();
        whole.flattened.extend(flattened.map(|flat| Flattened {
            start: above + flat.start,
            ..flat
        }));
        whole.fields.extend_from_slice(&level.record.fields);
        spans.extend_from_slice(&level.spans);
        declared.extend(std::iter::repeat_n(level.id, count));
        match &level.lenient {
            Some(own) => required.extend_from_slice(own),
            None => required.extend(std::iter::repeat_n(true, count)),
        }
    }
    cx.api.types[id.0].kind = TypeKind::Record(whole);
    cx.field_spans.insert(id, spans);
    cx.declared.insert(id, declared);
    if is_lenient {
        cx.lenient.insert(id, required);
    }
}

/// Reports fields of the lowest level that an upper one has too; those within a level have been reported.
fn clashes<'a>(cx: &mut Cx<'_>, levels: &[&'a Level]) {
    let Some((own, upper)) = levels.split_last() else {
        return;
    };
    let keeps_extra = upper.iter().any(|level| level.record.extra) && !own.record.extra;
    let mut names = scope(if keeps_extra { &["extra"] } else { &[] });
    let each = |level: &&'a Level| {
        let names = level.record.fields.iter().map(|field| &field.name);
        names.zip(level.spans.iter().copied())
    };
    let taken: HashSet<&str> = own
        .record
        .fields
        .iter()
        .map(|f| f.name.snake.as_str())
        .collect();
    let wanted = |(name, _): &(&Name, Span)| taken.contains(name.snake.as_str());
    for (name, span) in upper.iter().flat_map(each).filter(wanted) {
        let holder = super::claims::Holder {
            wire: name.wire.clone(),
            span,
        };
        // A clash between two upper levels was reported at the lower of them.
        let _ = names.take(&name.snake, holder);
    }
    let mut seen = HashSet::new();
    for (name, span) in each(own) {
        if seen.insert(&name.snake) {
            let wire = (name.wire.as_str(), span);
            take(cx.found, &mut names, &name.snake, wire, Mend::Rename);
        }
    }
}
