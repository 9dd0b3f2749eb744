//! Generic types in; those that something is wrong with, which is reported, out.

use std::collections::{HashMap, HashSet};

use crate::check::types::builtin_named;
use crate::diag::{Diagnostics, codes};
use crate::source::Span;
use crate::spec::model::{Generic, Spec, Text, TypeRef};
use crate::spec::ty::{TypeExpr, TypeHead};

/// The names of the generic types that have no instances, since something is wrong with them.
pub(super) fn check<'a>(spec: &'a Spec, found: &mut Diagnostics) -> HashSet<&'a str> {
    let mut unsound = HashSet::new();
    for generic in &spec.generics {
        let is_named = is_named_once(spec, generic, found);
        // A parameter that is taken for a type is used by nothing.
        let is_sound = shadows_nothing(spec, generic, found) && uses_its_parameter(generic, found);
        if !is_named || !is_sound {
            unsound.insert(generic.def.name.value.as_str());
        }
    }
    unsound.extend(endless(spec, found));
    unsound
}

fn is_named_once(spec: &Spec, generic: &Generic, found: &mut Diagnostics) -> bool {
    let name = &generic.def.name;
    let generics = spec.generics.iter().map(|one| &one.def.name);
    let mut earlier = generics.take_while(|other| other.span != name.span);
    let mut plain = spec.types.iter().map(|def| &def.name);
    let same = |other: &&Text| other.value == name.value;
    let Some(other) = plain.find(same).or_else(|| earlier.find(same)) else {
        return true;
    };
    found
        .error(
            codes::DOUBLED_NAME,
            name.span,
            format!("`{}` is there twice", name.value),
        )
        .label(other.span, "the other is here")
        .help("remove one of them, or give it another name");
    false
}

fn shadows_nothing(spec: &Spec, generic: &Generic, found: &mut Diagnostics) -> bool {
    let Generic { parameter, def } = generic;
    let name = &parameter.value;
    let plain = spec.types.iter().map(|def| &def.name);
    let mut types = plain.chain(spec.generics.iter().map(|one| &one.def.name));
    let same = types.find(|other| other.value == *name);
    if same.is_none() && builtin_named(name).is_none() {
        return true;
    }
    let message = format!(
        "the parameter `{name}` of `{}` has the name of a type",
        def.name.value
    );
    let finding = found.error(codes::GENERIC_PARAMETER, parameter.span, message);
    if let Some(other) = same {
        finding.label(other.span, "the type is here");
    }
    finding.help("call it `T`, or another name that no type has");
    false
}

fn uses_its_parameter(generic: &Generic, found: &mut Diagnostics) -> bool {
    let Generic { parameter, def } = generic;
    // What was wrong in it may have been the use.
    let Some(mut ty) = def.def.clone() else {
        return true;
    };
    let mut is_used = is_partial(&ty);
    for expr in ty.exprs_mut() {
        let mut next = Some(&*expr);
        while let Some(at) = next {
            match &at.head {
                TypeHead::Named(name) if name.value == parameter.value => is_used = true,
                TypeHead::Generic(name, _) if name.value == parameter.value => {
                    let message = format!("the parameter `{}` takes no argument", name.value);
                    found
                        .error(codes::GENERIC_ARGUMENT, at.span, message)
                        .help(format!("write `{}`", name.value));
                    return false;
                }
                _ => {}
            }
            next = at.inside();
        }
    }
    if !is_used {
        let message = format!(
            "`{}` does not use its parameter `{}`",
            def.name.value, parameter.value
        );
        let help = format!(
            "leave `<{}>` out, or use it, as in `items: list<{}>`",
            parameter.value, parameter.value
        );
        found
            .error(codes::GENERIC_PARAMETER, parameter.span, message)
            .help(help);
    }
    is_used
}

/// Whether some of what a type holds was wrong, and is not known.
fn is_partial(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Record(record) => record
            .fields
            .iter()
            .any(|field| field.ty.as_ref().is_none_or(is_partial)),
        TypeRef::Union(union) => {
            let mut members = union.members.iter();
            union.is_partial || members.any(|one| one.ty.as_ref().is_none_or(is_partial))
        }
        TypeRef::Expr(_) | TypeRef::Enum(_) | TypeRef::Newtype(_) => false,
    }
}

/// What a generic type makes of its parameter where it hands it on to another.
struct Handed<'a> {
    to: &'a str,
    /// The argument is more than the parameter itself.
    grows: bool,
    span: Span,
}

/// Reports generic types that hold instances of themselves with an ever larger argument.
///
/// With one parameter this is exact: the instances are without end just if a parameter grows somewhere on a way from a
/// type back to itself.
fn endless<'a>(spec: &'a Spec, found: &mut Diagnostics) -> Vec<&'a str> {
    let edges: HashMap<&str, Vec<Handed<'_>>> = spec
        .generics
        .iter()
        .map(|one| (one.def.name.value.as_str(), handed(spec, one)))
        .collect();
    let mut unsound = Vec::new();
    for generic in &spec.generics {
        let name = generic.def.name.value.as_str();
        let mut handed = edges[name].iter();
        let Some(edge) =
            handed.find(|edge| edge.grows && reachable(&edges, edge.to).contains(name))
        else {
            continue;
        };
        let message = format!("`{name}` holds itself with a larger argument each time");
        let help = format!(
            "hand `{}` on as it is, or hold a type that is not generic",
            generic.parameter.value
        );
        found
            .error(codes::ENDLESS_TYPE, edge.span, message)
            .help(help);
        unsound.push(name);
    }
    unsound
}

fn handed<'a>(spec: &'a Spec, generic: &'a Generic) -> Vec<Handed<'a>> {
    let whole = generic.def.def.as_ref().map(TypeRef::span);
    let inside = |span: Span| {
        whole.is_some_and(|whole| {
            whole.file == span.file && whole.start <= span.start && span.end <= whole.end
        })
    };
    let mut edges = Vec::new();
    for one in spec.instances.iter().filter(|one| inside(one.span)) {
        let TypeHead::Generic(name, argument) = &one.head else {
            continue;
        };
        if spec.generics.iter().any(|g| g.def.name.value == name.value)
            && holds(argument, &generic.parameter.value)
        {
            let is_itself =
                matches!(&argument.head, TypeHead::Named(_)) && argument.codecs.is_empty();
            edges.push(Handed {
                to: &name.value,
                grows: !is_itself,
                span: one.span,
            });
        }
    }
    edges
}

fn holds(expr: &TypeExpr, parameter: &str) -> bool {
    let mut next = Some(expr);
    while let Some(at) = next {
        if matches!(&at.head, TypeHead::Named(name) if name.value == parameter) {
            return true;
        }
        next = at.inside();
    }
    false
}

/// The types that are reached from one, itself included.
fn reachable<'a>(edges: &HashMap<&'a str, Vec<Handed<'a>>>, from: &'a str) -> HashSet<&'a str> {
    let mut seen = HashSet::from([from]);
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        for edge in edges.get(at).into_iter().flatten() {
            if seen.insert(edge.to) {
                waiting.push(edge.to);
            }
        }
    }
    seen
}
