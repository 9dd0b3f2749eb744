//! A path through a union: it leads to whatever the members that have the field agree on.

use super::{Search, opened};
use crate::api::{self, Type, TypeKind, Union, UnionBy, Use};
use crate::check::cx::{Cx, plain};
use crate::check::form;
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::path::Step;

/// Two members that lead to different types.
pub(super) struct Differing {
    span: Span,
    union: Type,
    members: [(String, Use); 2],
}

/// What a member makes of a path.
struct Reading {
    member: String,
    path: api::Path,
    ty: Use,
}

impl Search<'_> {
    /// Follows steps into each member of a union; `place` is the union itself.
    pub(super) fn union(
        &mut self,
        union: &Union,
        place: &Use,
        steps: &[Spanned<Step>],
        passed: &mut Vec<api::Step>,
    ) {
        let first = &steps[0];
        let key = match &first.value {
            Step::Key(key) => key.as_str(),
            Step::Index(_) | Step::Any => "",
        };
        let (tag, content) = match &union.by {
            UnionBy::Tag(tag) => (tag.as_str(), None),
            UnionBy::Content { tag, content } => (tag.as_str(), Some(content.as_str())),
            UnionBy::When | UnionBy::Shape => ("", None),
        };
        let inside = match content {
            Some(content) if content == key => &steps[1..],
            Some(_) => &[],
            None => steps,
        };
        let mut readings = Vec::new();
        if content.is_none() || content == Some(key) {
            let step = content.map(|content| api::Step::Key(content.to_owned()));
            passed.extend(step.clone());
            for member in &union.members {
                readings.extend(self.member(&member.name.wire, &member.ty, inside, passed));
            }
            if step.is_some() {
                passed.pop();
            }
        }
        if readings.is_empty() && !tag.is_empty() && tag == key {
            self.enter(
                &plain(Type::Str),
                api::Step::Key(tag.to_owned()),
                &steps[1..],
                passed,
            );
            return;
        }
        if readings.is_empty() {
            // That one member lacks the field is no more to say than that the others do.
            let here = |end: &super::DeadEnd| end.depth == passed.len();
            self.dead_end = self.dead_end.take().filter(|end| !here(end));
            return self.stop(first, passed.len(), place);
        }
        self.agree(readings, first.span, place);
    }

    fn member(
        &mut self,
        name: &str,
        ty: &Use,
        steps: &[Spanned<Step>],
        passed: &mut Vec<api::Step>,
    ) -> Vec<Reading> {
        // A union is no member of another, and would be followed without end where it is.
        if let Type::Named(id) = &opened(self.types, ty).ty
            && let TypeKind::Union(_) = &self.types[id.0].kind
        {
            return Vec::new();
        }
        let known = std::mem::take(&mut self.readings);
        self.walk(ty, steps, passed);
        let found = std::mem::replace(&mut self.readings, known);
        let reading = |(path, ty)| Reading {
            member: name.to_owned(),
            path,
            ty,
        };
        found.into_iter().map(reading).collect()
    }

    /// Keeps one reading of each path, or notes two that lead to different types.
    fn agree(&mut self, readings: Vec<Reading>, span: Span, union: &Use) {
        let mut kept: Vec<Reading> = Vec::new();
        for reading in readings {
            let Some(known) = kept.iter().find(|known| known.path == reading.path) else {
                kept.push(reading);
                continue;
            };
            if !self.same(&known.ty, &reading.ty) {
                let of = |reading: &Reading| (reading.member.clone(), reading.ty.clone());
                self.differing = Some(Differing {
                    span,
                    union: union.ty.clone(),
                    members: [of(known), of(&reading)],
                });
            }
        }
        let kept = kept.into_iter().map(|reading| (reading.path, reading.ty));
        self.readings.extend(kept);
    }

    /// Whether two places hold the same, but for null.
    fn same(&self, one: &Use, other: &Use) -> bool {
        let (one_in, other_in) = (opened(self.types, one), opened(self.types, other));
        one_in.ty == other_in.ty && one_in.codecs == other_in.codecs && one.codecs == other.codecs
    }
}

pub(super) fn report(cx: &mut Cx<'_>, differing: &Differing) {
    let Differing {
        span,
        union,
        members: [(one, of_one), (other, of_other)],
    } = differing;
    let name = match union {
        Type::Named(id) => cx.api.ty(*id).name.wire.clone(),
        _ => String::new(),
    };
    let noun = |ty: &Use| match &ty.ty {
        Type::Named(id) => format!("a `{}`", cx.api.ty(*id).name.wire),
        _ => form::on_wire(&cx.api.types, ty).noun().to_owned(),
    };
    let (first, second) = (noun(of_one), noun(of_other));
    let message = match first == second {
        true => {
            format!("in the members `{one}` and `{other}` of `{name}` this is of different types")
        }
        false => {
            format!("this is {first} in the member `{one}` of `{name}`, and {second} in `{other}`")
        }
    };
    // Many predicates ask the same field.
    let field = cx.sources.slice(*span);
    if !cx.differing.insert(format!("{field}: {message}")) {
        return;
    }
    cx.found
        .error(codes::UNION_PATH, *span, message)
        .help("give the field one type in all members that have it");
}
