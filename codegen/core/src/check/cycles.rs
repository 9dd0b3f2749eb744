//! Types that hold themselves: aliases that name nothing, records whose values would have no end.

use std::collections::HashMap;

use super::cx::{Cx, poison};
use crate::api::{Presence, Type, TypeDef, TypeId, TypeKind};
use crate::diag::{codes, near};
use crate::source::Span;

/// The number of names that may stand between an alias and what it names.
const LONGEST_CHAIN: usize = 100;

/// Breaks aliases and newtypes that lead to themselves, so that whoever follows them arrives somewhere.
pub(super) fn aliases(cx: &mut Cx<'_>) {
    let spans = spans(cx);
    for index in 0..cx.api.types.len() {
        let mut at = TypeId(index);
        let mut passed = Vec::new();
        while let Some(next) = behind(&cx.api.types[at.0]) {
            if next.0 == index {
                report_alias(cx, TypeId(index), &spans, Some(&passed));
                cx.api.types[index].kind = TypeKind::Alias(poison());
                break;
            }
            if passed.len() == LONGEST_CHAIN {
                report_alias(cx, TypeId(index), &spans, None);
                // It ends here, so that not each of its names is reported.
                cx.api.types[at.0].kind = TypeKind::Alias(poison());
                break;
            }
            // A cycle further on is reported where it is.
            if passed.contains(&next) {
                break;
            }
            passed.push(next);
            at = next;
        }
    }
}

/// The one named type that an alias or newtype is made of.
fn behind(def: &TypeDef) -> Option<TypeId> {
    let (mut ty, through_lists) = match &def.kind {
        // In Rust, an alias may not name itself at any depth.
        TypeKind::Alias(inner) => (&inner.ty, true),
        TypeKind::Newtype(inner) => (&inner.ty, false),
        TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) => return None,
    };
    loop {
        match ty {
            Type::Named(id) => return Some(*id),
            Type::List(item) | Type::Map(item) if through_lists => ty = &item.ty,
            _ => return None,
        }
    }
}

/// Reports an alias that leads to itself over `others`, or that leads too far.
fn report_alias(cx: &mut Cx<'_>, id: TypeId, spans: &Spans, others: Option<&[TypeId]>) {
    let name = cx.api.ty(id).name.wire.clone();
    if let Some(&span) = spans.get(&id) {
        let message = match others {
            Some([]) => format!("`{name}` is nothing but itself"),
            Some(others) => {
                let over = others.iter().map(|id| cx.api.ty(*id).name.wire.as_str());
                let over = near::list(over);
                format!("`{name}` is nothing but itself, by way of {over}")
            }
            None => format!("`{name}` is more than {LONGEST_CHAIN} names away from a type"),
        };
        cx.found
            .error(codes::ENDLESS_TYPE, span, message)
            .help("write what it is: a record, a list, a built-in type");
    }
}

/// Reports records that always hold another of their own: no value of them could be written down.
pub(super) fn records(cx: &mut Cx<'_>) {
    let spans = spans(cx);
    let mut state = vec![Visit::New; cx.api.types.len()];
    for root in 0..cx.api.types.len() {
        if state[root] != Visit::New {
            continue;
        }
        // Depth first with a stack of its own: chains of records may be longer than the program's stack.
        let mut stack = vec![(root, needs(&cx.api.types[root]), 0)];
        state[root] = Visit::Open;
        while let Some((at, edges, next)) = stack.last_mut() {
            let Some(&(field, to)) = edges.get(*next) else {
                state[*at] = Visit::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            match state[to.0] {
                Visit::New => {
                    state[to.0] = Visit::Open;
                    let edges = needs(&cx.api.types[to.0]);
                    stack.push((to.0, edges, 0));
                }
                Visit::Open => report_record(cx, TypeId(*at), (field, to), &spans),
                Visit::Done => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// The types that every value of this type holds, and in which field.
fn needs(def: &TypeDef) -> Vec<(usize, TypeId)> {
    let named = |ty: &Type| match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    };
    match &def.kind {
        TypeKind::Record(record) => {
            let required = record
                .fields
                .iter()
                .enumerate()
                .filter(|(_, f)| f.presence == Presence::Required);
            required
                .filter_map(|(index, f)| Some((index, named(&f.ty.ty)?)))
                .collect()
        }
        TypeKind::Newtype(inner) | TypeKind::Alias(inner) if !inner.null => {
            named(&inner.ty).map(|id| (0, id)).into_iter().collect()
        }
        TypeKind::Newtype(_) | TypeKind::Alias(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
            Vec::new()
        }
    }
}

fn report_record(cx: &mut Cx<'_>, owner: TypeId, (field, to): (usize, TypeId), spans: &Spans) {
    let def = cx.api.ty(owner);
    let (owner_name, to_name) = (def.name.wire.clone(), cx.api.ty(to).name.wire.clone());
    let place = match &def.kind {
        TypeKind::Record(record) => {
            format!("`{}` of `{owner_name}`", record.fields[field].name.wire)
        }
        _ => format!("`{owner_name}`"),
    };
    let Some(&span) = spans.get(&owner).or_else(|| spans.get(&to)) else {
        return;
    };
    cx.found
        .error(
            codes::ENDLESS_TYPE,
            span,
            format!("{place} always holds another `{to_name}`, without end"),
        )
        .help("put a `?` after the name of the field, or make it a list");
}

/// Where the types of `types:` are declared.
type Spans = HashMap<TypeId, Span>;

fn spans(cx: &Cx<'_>) -> Spans {
    let defs = cx.spec.types.iter();
    let placed = defs.filter_map(|def| {
        let id = cx.types.get(def.name.value.as_str())?;
        Some((*id, def.name.span))
    });
    placed.collect()
}
