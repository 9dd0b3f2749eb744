//! Records with fields that are flattened in; the same records with the fields of these in their places, out.

use std::collections::HashMap;

use super::cx::{Cx, is_poison, poison};
use super::define::Pending;
use crate::api::{Field, Flattened, Name, Presence, Record, Type, TypeId, TypeKind, Use};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, TypeRef};

/// The number of records that may be flattened one into the other.
const DEEPEST: usize = 20;

/// What a field says that is flattened. It stands for itself until all types are known.
pub(super) fn declared(
    cx: &mut Cx<'_>,
    field: &model::Field,
    name: &Name,
    ty: &Use,
    start: usize,
) -> Option<Flattened> {
    let flatten = field.flatten?;
    idle_words(cx, field);
    if is_poison(ty) {
        return None;
    }
    let wire = &field.name.value;
    let mut unfit = |why: &str, help: String| {
        let message = format!("`{wire}` cannot be flattened: {why}");
        let found = cx.found.error(codes::FLATTEN_TYPE, flatten, message);
        found.help(help);
    };
    let leave_out = "leave `flatten` out, so that it is a field of its own";
    if field.list.is_some() {
        unfit("it is a list", leave_out.to_owned());
        return None;
    }
    let Type::Named(id) = ty.ty else {
        unfit("it is no record", leave_out.to_owned());
        return None;
    };
    if field.optional.is_some() || ty.null {
        unfit(
            "it is not always there",
            "let the fields of its record be absent, and leave the `?` out here".to_owned(),
        );
    } else if !ty.codecs.is_empty() {
        unfit(
            "a codec makes one value of it",
            "leave the codec out, or leave `flatten` out".to_owned(),
        );
    }
    Some(Flattened {
        name: name.clone(),
        doc: field.doc.as_ref().map(|doc| doc.value.clone()),
        deprecated: field.deprecated.as_ref().map(|why| why.value.clone()),
        ty: id,
        start,
        count: 1,
    })
}

/// Reports words about a value that is nowhere on the wire.
fn idle_words(cx: &mut Cx<'_>, field: &model::Field) {
    let words = [
        ("default", field.default.as_ref().map(|value| value.span)),
        ("const", field.constant.as_ref().map(|value| value.span)),
        ("required", field.required),
        ("xml", field.xml.as_ref().map(|xml| xml.span)),
    ];
    for (word, span) in words {
        let Some(span) = span else { continue };
        let message = format!(
            "`{word}` says nothing of `{}`, which is flattened",
            field.name.value
        );
        let help = format!("say it of the fields of its record, and leave `{word}` out here");
        cx.found
            .error(codes::FLATTEN_WORD, span, message)
            .help(help);
    }
}

/// Puts the fields of flattened records in the places of what holds them.
pub(super) fn fields(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    let written = pending.iter().filter_map(|pending| match pending.def {
        Some(TypeRef::Record(record)) => Some((pending.id, record.keep_extra)),
        _ => None,
    });
    let mut flattening = Flattening {
        keeps_extra: written.collect(),
        open: Vec::new(),
        depths: HashMap::new(),
    };
    for pending in pending {
        flattening.record(cx, pending.id);
    }
}

struct Flattening {
    /// Whether the author says `extra: keep` of a record.
    keeps_extra: HashMap<TypeId, bool>,
    /// The records that are being filled in, each of which flattens the next.
    open: Vec<TypeId>,
    /// How many records are flattened one into the other in those that are filled in.
    depths: HashMap<TypeId, usize>,
}

impl Flattening {
    /// Fills a record in, after those that it flattens.
    fn record(&mut self, cx: &mut Cx<'_>, id: TypeId) {
        let Some(record) = record(cx, id) else { return };
        if record.flattened.is_empty() || self.depths.contains_key(&id) {
            return;
        }
        let record = record.clone();
        self.open.push(id);
        let mut depth = 0;
        let mut made = Made::of(cx, id, &record);
        let mut flattened = record.flattened.into_iter().peekable();
        for (at, field) in record.fields.into_iter().enumerate() {
            let Some(flat) = flattened.next_if(|flat| flat.start == at) else {
                made.own(cx, at, field);
                continue;
            };
            match self.inner(cx, &made, at, &flat) {
                Some(inner) => {
                    depth = depth.max(self.depths.get(&inner).copied().unwrap_or_default() + 1);
                    made.flatten(cx, at, flat, inner);
                }
                None => made.own(cx, at, unknown(field)),
            }
        }
        self.open.pop();
        self.depths.insert(id, depth);
        made.keep(cx, record.extra);
    }

    /// The record that a field holds, filled in; nothing where it cannot be flattened, which is reported.
    fn inner(
        &mut self,
        cx: &mut Cx<'_>,
        made: &Made,
        at: usize,
        flat: &Flattened,
    ) -> Option<TypeId> {
        let name = &flat.name.wire;
        let id = match behind(cx, flat.ty) {
            Behind::Record(id) => id,
            Behind::Unknown => return None,
            Behind::Other => {
                let message = format!("`{name}` cannot be flattened: it is no record");
                let found = made.error(cx, at, codes::FLATTEN_TYPE, &message)?;
                found.help("leave `flatten` out, so that it is a field of its own");
                return None;
            }
        };
        let circle = self.open.contains(&id);
        if !circle && self.open.len() <= DEEPEST {
            self.record(cx, id);
        }
        let depth = self.depths.get(&id).copied().unwrap_or_default();
        if circle || self.open.len() + depth > DEEPEST {
            let message = match circle {
                true => format!("`{name}` flattens a record that it stands in"),
                false => format!("`{name}` is flattened more than {DEEPEST} records deep"),
            };
            let found = made.error(cx, at, codes::FLATTEN_CIRCLE, &message)?;
            found.help("leave `flatten` out here, so that it is a field of its own");
            return None;
        }
        self.extra(cx, made, at, id);
        Some(id)
    }

    /// What is not declared stands in the record around, which alone can keep it.
    fn extra(&self, cx: &mut Cx<'_>, made: &Made, at: usize, id: TypeId) {
        let inner = match &mut cx.api.types[id.0].kind {
            TypeKind::Record(inner) => inner,
            _ => return,
        };
        let kept = std::mem::take(&mut inner.extra);
        let is_said = self.keeps_extra.get(&id).is_some_and(|said| *said);
        if is_said || (kept && !cx.spec.keep_extra) {
            let name = cx.api.ty(id).name.wire.clone();
            let message = format!("`{name}` keeps undeclared fields, and is flattened here");
            if let Some(found) = made.error(cx, at, codes::FLATTEN_WORD, &message) {
                found.help(format!(
                    "leave `extra` out of `{name}`, and say it of the record around it"
                ));
            }
        }
    }
}

/// What is behind the name of a type.
enum Behind {
    Record(TypeId),
    /// What was reported.
    Unknown,
    Other,
}

fn behind(cx: &Cx<'_>, mut id: TypeId) -> Behind {
    loop {
        match &cx.api.ty(id).kind {
            TypeKind::Record(_) => return Behind::Record(id),
            TypeKind::Alias(inner) => match inner.ty {
                Type::Named(next) if !inner.null && inner.codecs.is_empty() => id = next,
                Type::Unknown => return Behind::Unknown,
                _ => return Behind::Other,
            },
            TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Union(_) => return Behind::Other,
        }
    }
}

/// A field of which nothing is known.
fn unknown(field: Field) -> Field {
    Field {
        ty: poison(),
        presence: Presence::Optional,
        ..field
    }
}

/// A record while its fields are put together.
struct Made {
    id: TypeId,
    fields: Vec<Field>,
    flattened: Vec<Flattened>,
    spans: Vec<Span>,
    flattened_at: Vec<Span>,
    declared: Vec<TypeId>,
    required: Vec<bool>,
    /// Of each name on the wire where it comes from, and whether the record itself says so.
    names: HashMap<String, (Span, bool)>,
    /// What was known by position before.
    before: Before,
}

struct Before {
    spans: Vec<Span>,
    declared: Option<Vec<TypeId>>,
    required: Option<Vec<bool>>,
}

impl Made {
    fn of(cx: &Cx<'_>, id: TypeId, record: &Record) -> Made {
        Made {
            id,
            fields: Vec::with_capacity(record.fields.len()),
            flattened: Vec::new(),
            spans: Vec::new(),
            flattened_at: Vec::new(),
            declared: Vec::new(),
            required: Vec::new(),
            names: HashMap::new(),
            before: Before {
                spans: cx.field_spans.get(&id).cloned().unwrap_or_default(),
                declared: cx.declared.get(&id).cloned(),
                required: cx.lenient.get(&id).cloned(),
            },
        }
    }

    /// The record that declares the field which stood at `at`.
    fn declares(&self, at: usize) -> TypeId {
        let declared = self.before.declared.as_ref();
        declared.map_or(self.id, |declared| declared[at])
    }

    /// An error about the field which stood at `at`; nothing where another record declares it, of which it is reported.
    fn error<'d>(
        &self,
        cx: &'d mut Cx<'_>,
        at: usize,
        code: crate::diag::Code,
        message: &str,
    ) -> Option<&'d mut crate::diag::Diagnostic> {
        let is_own = self.declares(at) == self.id;
        is_own.then(|| cx.found.error(code, self.before.spans[at], message))
    }

    fn own(&mut self, cx: &mut Cx<'_>, at: usize, field: Field) {
        let span = self.before.spans[at];
        self.name(cx, at, &field.name.wire, None);
        let required = self.before.required.as_ref().is_none_or(|all| all[at]);
        self.push(field, span, self.declares(at), required);
    }

    fn push(&mut self, field: Field, span: Span, declared: TypeId, required: bool) {
        self.fields.push(field);
        self.spans.push(span);
        self.declared.push(declared);
        self.required.push(required);
    }

    fn flatten(&mut self, cx: &mut Cx<'_>, at: usize, flat: Flattened, inner: TypeId) {
        let fields = record(cx, inner).map_or_else(Vec::new, |inner| inner.fields.clone());
        let spans = cx.field_spans.get(&inner).cloned().unwrap_or_default();
        let mut named = fields.iter().zip(&spans);
        // One of them is enough to say, and none of them is taken: the others only follow.
        if named.any(|(field, span)| !self.name(cx, at, &field.name.wire, Some(*span))) {
            return;
        }
        self.flattened.push(Flattened {
            ty: inner,
            start: self.fields.len(),
            count: fields.len(),
            ..flat
        });
        self.flattened_at.push(self.before.spans[at]);
        for (field, span) in fields.into_iter().zip(spans) {
            // What its own record says of its presence holds here too.
            self.push(field, span, self.declares(at), true);
        }
    }

    /// Takes a name on the wire; one that is there already is reported.
    fn name(&mut self, cx: &mut Cx<'_>, at: usize, wire: &str, inside: Option<Span>) -> bool {
        let span = self.before.spans[at];
        let is_own = self.declares(at) == self.id;
        let Some(&(first, first_is_own)) = self.names.get(wire) else {
            self.names.insert(wire.to_owned(), (span, is_own));
            return true;
        };
        // A clash above was reported there.
        if is_own || first_is_own {
            let owner = &cx.api.ty(self.id).name.wire;
            let message = format!("`{owner}` has two fields `{wire}` on the wire");
            let finding = cx.found.error(codes::FLATTEN_CLASH, span, message);
            finding.label(first, "the other comes from here");
            if let Some(inside) = inside {
                finding.label(inside, "this one is declared here");
            }
            finding.help(
                "leave one of them out, or `flatten`, if the vendor has one object inside the other",
            );
        }
        false
    }

    fn keep(self, cx: &mut Cx<'_>, extra: bool) {
        let id = self.id;
        cx.api.types[id.0].kind = TypeKind::Record(Record {
            fields: self.fields,
            flattened: self.flattened,
            extra,
            xml: None,
        });
        cx.field_spans.insert(id, self.spans);
        cx.flattened_at.insert(id, self.flattened_at);
        if self.before.declared.is_some() {
            cx.declared.insert(id, self.declared);
        }
        if self.before.required.is_some() {
            cx.lenient.insert(id, self.required);
        }
        cx.flattening.push(id);
    }
}

fn record<'c>(cx: &'c Cx<'_>, id: TypeId) -> Option<&'c Record> {
    match &cx.api.ty(id).kind {
        TypeKind::Record(record) => Some(record),
        TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Alias(_) | TypeKind::Union(_) => None,
    }
}

/// Takes over what became of the presence of flattened fields in their own records.
pub(super) fn presence(cx: &mut Cx<'_>) {
    undeclared(cx);
    renew(cx, |_, _, to, from| to.presence = from.presence);
}

/// Reports fields that pagers alone gave to flattened records: elsewhere they would be lost.
fn undeclared(cx: &mut Cx<'_>) {
    for id in cx.flattening.clone() {
        let flattened = record(cx, id).map_or_else(Vec::new, |record| record.flattened.clone());
        for (index, flat) in flattened.into_iter().enumerate() {
            let added = record(cx, flat.ty).and_then(|inner| inner.fields.get(flat.count));
            let (Some(added), Some(&span)) = (added, cx.flattened_at[&id].get(index)) else {
                continue;
            };
            let (field, inner) = (added.name.wire.clone(), &cx.api.ty(flat.ty).name.wire);
            let message =
                format!("a pager sends `{field}` in `{inner}`, which does not declare it");
            let help = format!("declare it there, so that it is flattened too: `{field}?: int`");
            cx.found
                .error(codes::FLATTEN_TYPE, span, message)
                .help(help);
        }
    }
}

/// Goes through the fields that stand in one record and are flattened out of another, innermost first.
pub(super) fn renew(cx: &mut Cx<'_>, mut each: impl FnMut(TypeId, TypeId, &mut Field, &Field)) {
    for id in cx.flattening.clone() {
        let flattened = record(cx, id).map_or_else(Vec::new, |record| record.flattened.clone());
        for flat in flattened {
            let from = record(cx, flat.ty).map_or_else(Vec::new, |inner| inner.fields.clone());
            let TypeKind::Record(outer) = &mut cx.api.types[id.0].kind else {
                continue;
            };
            let to = outer.fields[flat.start..].iter_mut().take(flat.count);
            for (to, from) in to.zip(&from) {
                each(id, flat.ty, to, from);
            }
        }
    }
}
