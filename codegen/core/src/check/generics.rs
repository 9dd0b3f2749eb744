//! A spec with generic types in; the same spec with each of their instances as a type of its own out.
//!
//! `Page<User>` becomes a type `PageOfUser`, or bears the name of the first alias that is nothing but it. Every use of
//! an instance finds it by its text, so that nothing downstream knows of parameters.

mod rules;

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};

use crate::diag::{Diagnostics, codes};
use crate::source::{Span, Spanned};
use crate::spec::model::{Generic, Instance, Spec, TypeDef, TypeRef};
use crate::spec::ty::{Builtin, TypeExpr, TypeHead};

/// The number of instances that a spec may have: generics that hold several others multiply.
const MOST: usize = 1_000;

/// The spec with an instance of each generic type for each argument that it has anywhere.
pub(super) fn expanded<'a>(spec: &'a Spec, found: &mut Diagnostics) -> Cow<'a, Spec> {
    if spec.generics.is_empty() {
        return Cow::Borrowed(spec);
    }
    let unsound = rules::check(spec, found);
    let sound = spec.generics.iter();
    let mut expansion = Expansion {
        spec,
        sound: sound
            .filter(|generic| !unsound.contains(generic.def.name.value.as_str()))
            .collect(),
        whole: spec.clone(),
        known: HashSet::new(),
        used: HashSet::new(),
        waiting: VecDeque::new(),
    };
    expansion.aliases();
    let outside = spec.instances.iter();
    let outside = outside.filter(|one| !is_inside(&spec.generics, one.span));
    expansion.waiting.extend(outside.cloned());
    expansion.instances(found);
    expansion.unused();
    Cow::Owned(expansion.whole)
}

/// Leaves one finding of each sort at each place inside generic types, whose instances repeat them.
pub(super) fn once(spec: &Spec, found: &mut Diagnostics) {
    if !spec.generics.is_empty() {
        found.once_within(|span| is_inside(&spec.generics, span));
    }
}

fn is_inside(generics: &[Generic], span: Span) -> bool {
    generics.iter().any(|generic| {
        let whole = generic.def.def.as_ref().map(TypeRef::span);
        whole.is_some_and(|whole| {
            whole.file == span.file && whole.start <= span.start && span.end <= whole.end
        })
    })
}

struct Expansion<'a> {
    spec: &'a Spec,
    /// The generic types that nothing is wrong with.
    sound: Vec<&'a Generic>,
    whole: Spec,
    /// Instances that were made, by their text.
    known: HashSet<String>,
    /// The names of generic types with instances.
    used: HashSet<&'a str>,
    waiting: VecDeque<TypeExpr>,
}

impl<'a> Expansion<'a> {
    fn generic(&self, name: &str) -> Option<&'a Generic> {
        let mut sound = self.sound.iter();
        sound.find(|one| one.def.name.value == name).copied()
    }

    /// Makes the first alias of each instance the instance itself.
    fn aliases(&mut self) {
        for index in 0..self.whole.types.len() {
            let Some(TypeRef::Expr(alias)) = self.whole.types[index].def.clone() else {
                continue;
            };
            let TypeHead::Generic(name, argument) = &alias.head else {
                continue;
            };
            let text = alias.to_string();
            let is_alone = alias.codecs.is_empty() && alias.null.is_none();
            let Some(generic) = self.generic(&name.value).filter(|_| is_alone) else {
                continue;
            };
            if self.known.insert(text.clone()) {
                let def = self.filled(generic, argument);
                let made = &mut self.whole.types[index];
                made.def = def;
                made.instance = Some(Instance {
                    text,
                    first: alias.span,
                });
            }
        }
    }

    /// Makes what waits, and what this holds in turn.
    fn instances(&mut self, found: &mut Diagnostics) {
        while let Some(wanted) = self.waiting.pop_front() {
            let TypeHead::Generic(name, argument) = &wanted.head else {
                continue;
            };
            let Some(generic) = self.generic(&name.value) else {
                continue;
            };
            let text = TypeExpr {
                codecs: Vec::new(),
                null: None,
                ..wanted.clone()
            }
            .to_string();
            if !self.known.insert(text.clone()) {
                continue;
            }
            if self.known.len() > MOST {
                let message = format!("the spec has more than {MOST} instances of generic types");
                let help = "let generic types hold fewer others of each other";
                found
                    .error(codes::ENDLESS_TYPE, name.span, message)
                    .help(help);
                return;
            }
            let own = generic.def.rename.as_ref().unwrap_or(&generic.def.name);
            let rust = format!("{} of {}", own.value, self.words(argument));
            self.push(generic, argument, text, rust, wanted.span);
        }
    }

    /// A generic type that nothing uses is looked into all the same, as one of `json`.
    fn unused(&mut self) {
        let idle = self.sound.clone().into_iter();
        let idle = idle.filter(|one| !self.used.contains(one.def.name.value.as_str()));
        for generic in idle.collect::<Vec<_>>() {
            let name = &generic.def.name;
            let argument = TypeExpr {
                span: name.span,
                head: TypeHead::Builtin(Builtin::Json),
                codecs: Vec::new(),
                null: None,
            };
            let rust = generic.def.rename.as_ref().unwrap_or(name).value.clone();
            let text = format!("{}<json>", name.value);
            self.push(generic, &argument, text, rust, name.span);
        }
    }

    fn push(
        &mut self,
        generic: &'a Generic,
        argument: &TypeExpr,
        text: String,
        rust: String,
        first: Span,
    ) {
        let def = self.filled(generic, argument);
        self.whole.types.push(TypeDef {
            name: Spanned::new(text.clone(), generic.def.name.span),
            rename: Some(Spanned::new(rust, first)),
            def,
            instance: Some(Instance { text, first }),
        });
    }

    /// What the generic type is with this argument; instances in it are waited for.
    fn filled(&mut self, generic: &'a Generic, argument: &TypeExpr) -> Option<TypeRef> {
        self.used.insert(&generic.def.name.value);
        let mut def = generic.def.def.clone()?;
        for expr in def.exprs_mut() {
            fill(expr, &generic.parameter.value, argument);
            let mut next = Some(&*expr);
            while let Some(at) = next {
                if matches!(at.head, TypeHead::Generic(..)) {
                    self.waiting.push_back(at.clone());
                }
                next = at.inside();
            }
        }
        Some(def)
    }

    /// An argument as words of a name.
    fn words(&self, argument: &TypeExpr) -> String {
        let mut words = match &argument.head {
            TypeHead::Builtin(of) => of.name().to_owned(),
            TypeHead::List(item) => format!("list of {}", self.words(item)),
            TypeHead::Map(value) => format!("map of {}", self.words(value)),
            TypeHead::Named(name) => self.rust_name(&name.value).to_owned(),
            TypeHead::Generic(name, inner) => format!("{} of {}", name.value, self.words(inner)),
        };
        for (index, codec) in argument.codecs.iter().enumerate() {
            words.push_str(if index == 0 { " as " } else { " " });
            words.push_str(&codec.value);
        }
        if argument.null.is_some() {
            words.push_str(" or null");
        }
        words
    }

    fn rust_name<'n>(&'n self, name: &'n str) -> &'n str {
        let mut types = self.spec.types.iter();
        let named = types.find(|def| def.name.value == name);
        let rename = named.and_then(|def| def.rename.as_ref());
        rename.map_or(name, |rename| &rename.value)
    }
}

/// Puts the argument where the parameter stands, the codecs around it before its own.
fn fill(expr: &mut TypeExpr, parameter: &str, argument: &TypeExpr) {
    match &mut expr.head {
        TypeHead::List(inner) | TypeHead::Map(inner) | TypeHead::Generic(_, inner) => {
            fill(inner, parameter, argument);
        }
        TypeHead::Named(name) if name.value == parameter => {
            expr.head = argument.head.clone();
            expr.codecs.extend(argument.codecs.iter().cloned());
            expr.null = expr.null.or(argument.null);
        }
        TypeHead::Named(_) | TypeHead::Builtin(_) => {}
    }
}
