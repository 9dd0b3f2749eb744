//! Error rules: when a reply is an error, what its body is, and which kind of error it is.

use std::collections::HashMap;

use super::cx::{Cx, plain, poison};
use super::form::{self, Form};
use super::{implied, literals, paths, predicates};
use crate::api::{
    self, Condition, ErrorRule, KindCase, KindTest, Predicate, RuleId, Type, TypeId, Use,
};
use crate::diag::codes;
use crate::source::{FileId, Span};
use crate::spec::model;
use crate::spec::path::Path;
use crate::spec::ty::{TypeExpr, TypeHead};

/// The rules of each file, which hold for its endpoints; those of the head for every one.
pub(super) fn file_rules(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for rules_of_file in spec.errors.chunk_by(|a, b| a.span.file == b.span.file) {
        let file = rules_of_file[0].span.file;
        let ids = rules(cx, rules_of_file);
        cx.file_rules.insert(file, ids);
    }
}

/// The rules that hold for all endpoints of a file, its own first.
pub(super) fn rules_in(cx: &Cx<'_>, file: FileId) -> Vec<RuleId> {
    let of = |file| cx.file_rules.get(&file).into_iter().flatten().copied();
    let inherited = (file != cx.spec.head).then(|| of(cx.spec.head));
    of(file).chain(inherited.into_iter().flatten()).collect()
}

/// The number of rules that each later one is compared with: so many stand in no spec that a person wrote.
const COMPARED: usize = 300;

/// Rules in the order in which they are tried; one that none of the earlier ones leaves anything to is reported.
pub(super) fn rules<'a>(cx: &mut Cx<'a>, rules: &'a [model::ErrorRule]) -> Vec<RuleId> {
    let mut ids = Vec::new();
    // Those without a mistake: what is left of a wrong predicate says nothing about what it holds for.
    let mut sound: Vec<(usize, RuleId)> = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let before = cx.found.len();
        let made = one(cx, rule);
        let is_sound = cx.found.len() == before && rule.when.is_some();
        let shadow = sound
            .iter()
            .take(COMPARED)
            .find(|(_, id)| is_sound && shadows(&cx.api.rules[id.0].when, &made.when));
        if let Some(&(earlier, _)) = shadow {
            cx.found
                .error(
                    codes::RULE_UNREACHABLE,
                    rule.span,
                    "no reply ever gets to this rule",
                )
                .label(
                    rules[earlier].span,
                    "this one matches first, whenever that one would",
                )
                .help("put the narrower rule first");
        }
        let id = RuleId(cx.api.rules.len());
        ids.push(id);
        if is_sound {
            sound.push((index, id));
        } else {
            cx.unsound_rules.insert(id);
        }
        cx.api.rules.push(made);
    }
    ids
}

/// Whether `earlier` certainly holds wherever `later` does: each case of the later one asks at least what a
/// case of the earlier one does.
fn shadows(earlier: &Predicate, later: &Predicate) -> bool {
    let within = |all: &Vec<Condition>, of: &Vec<Condition>| {
        let holds = |wider| of.iter().any(|narrower| implied::implies(narrower, wider));
        all.iter().all(holds)
    };
    !later.0.is_empty()
        && later
            .0
            .iter()
            .all(|of| earlier.0.iter().any(|all| within(all, of)))
}

fn one<'a>(cx: &mut Cx<'a>, rule: &'a model::ErrorRule) -> ErrorRule {
    let body = rule.is.as_ref().and_then(|is| body(cx, is));
    // What was wrong with `is` was said; the paths below it go unchecked then.
    let place = match (&rule.is, body) {
        (Some(_), Some(id)) => Some(plain(Type::Named(id))),
        (Some(_), None) => Some(poison()),
        (None, _) => None,
    };
    let place = place.as_ref();
    let when = match &rule.when {
        Some(when) => predicates::predicate(cx, place, when),
        None => Predicate(Vec::new()),
    };
    let code = rule
        .code
        .as_ref()
        .and_then(|path| scalar(cx, place, path, "a code"));
    let message = rule
        .message
        .as_ref()
        .and_then(|path| scalar(cx, place, path, "a message"));
    let code_type = code.as_ref().map_or_else(poison, |(_, ty)| ty.clone());
    doubled_codes(cx, &rule.kinds);
    let kinds = rule
        .kinds
        .iter()
        .filter_map(|k| kind(cx, rule, k, place, &code_type))
        .collect();
    ErrorRule {
        when,
        body,
        code: code.map(|c| c.0),
        message: message.map(|m| m.0),
        kinds,
        retry: rule.retry,
    }
}

/// The type of an error's body, which has to have a name: it becomes a variant of `ErrorBody`.
fn body(cx: &mut Cx<'_>, is: &TypeExpr) -> Option<TypeId> {
    let named = matches!(is.head, TypeHead::Named(_) | TypeHead::Generic(..))
        && is.codecs.is_empty()
        && is.null.is_none();
    if !named {
        cx.found
            .error(
                codes::ERROR_BODY,
                is.span,
                format!("`{}` is not a type of `types:`", cx.sources.slice(is.span)),
            )
            .help("declare the body under `types:`, and write its name here");
        return None;
    }
    match super::types::place(cx, is).ty {
        Type::Named(id) => Some(id),
        _ => None,
    }
}

/// The place of a code or a message: a single value.
fn scalar(
    cx: &mut Cx<'_>,
    body: Option<&Use>,
    path: &Path,
    what: &str,
) -> Option<(api::Path, Use)> {
    if !paths::is_reply(cx, path) {
        return None;
    }
    let Some(body) = body else {
        return Some((paths::unchecked(path), poison()));
    };
    let (found, place) = paths::follow(cx, body, path)?;
    let form = form::on_wire(&cx.api.types, &place);
    if matches!(form, Form::List | Form::Object) {
        cx.found
            .error(
                codes::COMPARISON,
                path.span,
                format!(
                    "{what} is a single value, and `{}` is {}",
                    path.text,
                    form.noun()
                ),
            )
            .help("let the path lead to a text or a number");
        return None;
    }
    Some((found, place))
}

/// Reports codes that stand for two kinds, or twice for one.
fn doubled_codes(cx: &mut Cx<'_>, kinds: &[model::Kind]) {
    let mut known: HashMap<&str, (&model::Kind, Span)> = HashMap::new();
    for kind in kinds {
        let Some(model::KindTest::Code(values)) = &kind.test else {
            continue;
        };
        for code in values {
            let Some(&(first, span)) = known.get(code.value.text.as_str()) else {
                known.insert(&code.value.text, (kind, code.span));
                continue;
            };
            let (text, name) = (&code.value.text, &kind.name.value);
            let (message, help) = match first.name.value == *name {
                true => (
                    format!("`{text}` stands twice among the codes of `{name}`"),
                    "remove one of them",
                ),
                false => (
                    format!(
                        "`{text}` is the code of `{}` and of `{name}`",
                        first.name.value
                    ),
                    "let one of them have it; what else tells them apart is asked by `when:`",
                ),
            };
            cx.found
                .error(codes::DOUBLED_CODE, code.span, message)
                .here("again here")
                .label(span, "first here")
                .help(help);
        }
    }
}

fn kind<'a>(
    cx: &mut Cx<'a>,
    rule: &model::ErrorRule,
    kind: &'a model::Kind,
    body: Option<&Use>,
    code: &Use,
) -> Option<KindCase> {
    let id = cx.kind(&kind.name, &kind.doc);
    let when = match kind.test.as_ref()? {
        model::KindTest::When(when) => KindTest::When(predicates::predicate(cx, body, when)),
        model::KindTest::Code(values) => {
            if rule.code.is_none() {
                cx.found
                    .error(codes::KIND_WITHOUT_CODE, kind.name.span, format!("`{}` is compared with a code, and the rule has none", kind.name.value))
                    .help("say where the code stands, as in `code: error.code`, or give the kind a `when:`");
                return None;
            }
            let each: Vec<_> = values
                .iter()
                .map(|value| literals::comparable(cx, code, value))
                .collect();
            KindTest::Code(each.into_iter().flatten().flatten().collect())
        }
    };
    Some(KindCase {
        kind: id,
        when,
        retry: kind.retry,
    })
}
