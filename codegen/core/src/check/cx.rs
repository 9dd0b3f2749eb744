//! What the rules share while an [`Api`] is made: the spec, its files, what was found, tables by name.

use std::collections::{HashMap, HashSet};

use super::claims::{Holder, Mend, claim};
use super::names::{self, Scope, Unnamable};
use crate::api::{
    Api, BaseId, Codec, ErrorKind, KindId, LimitId, Name, RuleId, SchemeId, Type, TypeId, Use,
    VarId,
};
use crate::diag::{Diagnostics, codes};
use crate::source::{FileId, Role, Sources, Span};
use crate::spec::model::{Spec, Text, TypeRef};
use crate::spec::ty::Builtin;

/// Names that generated code takes at the top of a vendor's module.
const MODULE: &[&str] = &[
    "Client",
    "ClientBuilder",
    "BlockingClient",
    "Auth",
    "Error",
    "ErrorKind",
    "ErrorBody",
    "Vendor",
    // The last: only a vendor that speaks more than one has it.
    "Format",
];

/// What the rules share.
pub(super) struct Cx<'a> {
    pub(super) spec: &'a Spec,
    pub(super) sources: &'a Sources,
    pub(super) found: &'a mut Diagnostics,
    /// No earlier stage found an error: what is absent was not written.
    pub(super) whole: bool,
    /// Rules that something is wrong with.
    pub(super) unsound_rules: HashSet<RuleId>,
    /// Endpoints whose envelope something is wrong with.
    pub(super) unsound_endpoints: HashSet<String>,
    /// The vendor's samples by their paths.
    pub(super) samples: HashMap<&'a str, FileId>,
    /// What is made so far.
    pub(super) api: Api,
    pub(super) vars: HashMap<&'a str, VarId>,
    /// Variables that something uses.
    pub(super) used_vars: HashSet<VarId>,
    pub(super) schemes: HashMap<&'a str, SchemeId>,
    /// Codecs of the vendor's own, by the file that declares them and their names.
    pub(super) codecs: HashMap<(FileId, &'a str), Codec>,
    /// How built-in types travel that are written in a file; the head's hold in the others too.
    pub(super) defaults: HashMap<(FileId, Builtin), Vec<Codec>>,
    /// Base URLs that are not the default, by the file that declares them.
    pub(super) bases: Vec<(FileId, BaseId)>,
    /// The URLs that give tokens, by the schemes whose tokens they are.
    pub(super) token_urls: HashMap<SchemeId, BaseId>,
    pub(super) types: HashMap<&'a str, TypeId>,
    /// Fields of which it was said that the members of a union differ in them.
    pub(super) differing: HashSet<String>,
    /// Types written in place, by where they stand in the spec: instances of a generic type share their places in
    /// the file.
    pub(super) inline: HashMap<*const TypeRef, TypeId>,
    /// Where the fields of records were written.
    pub(super) field_spans: HashMap<TypeId, Vec<Span>>,
    /// Chains of codecs and what they are on, to be fitted once all types are known.
    pub(super) chains: Vec<(Span, Use)>,
    /// Lenient records, with the fields that are required all the same.
    pub(super) lenient: HashMap<TypeId, Vec<bool>>,
    /// Of records that extend another: which record declares each of their fields.
    pub(super) declared: HashMap<TypeId, Vec<TypeId>>,
    /// Records that flatten others, each after those.
    pub(super) flattening: Vec<TypeId>,
    /// Where the flattened fields of these were written.
    pub(super) flattened_at: HashMap<TypeId, Vec<Span>>,
    /// Endpoints that others ask about their jobs.
    pub(super) polled: HashSet<&'a str>,
    /// Types that parameters carry.
    pub(super) in_params: Vec<TypeId>,
    /// The types that only streams and rows carry.
    pub(super) never_xml: Vec<TypeId>,
    /// The error rules that each file declares for its endpoints.
    pub(super) file_rules: HashMap<FileId, Vec<RuleId>>,
    /// The limits that each file sets for its endpoints.
    pub(super) file_limits: HashMap<FileId, LimitId>,
    /// The limits of buckets, by the file that declares them and their names.
    pub(super) buckets: HashMap<(FileId, &'a str), LimitId>,
    pub(super) kinds: HashMap<&'a str, KindId>,
    /// Rust types of the module.
    module: Scope<Holder>,
    kind_variants: Scope<Holder>,
}

/// The type of what could not be resolved: it fits everything, so that nothing follows from one mistake.
/// No `Api` with it ever leaves the checker.
pub(super) fn poison() -> Use {
    Use {
        element: None,
        ty: Type::Unknown,
        codecs: Vec::new(),
        null: true,
    }
}

/// Whether `place` could not be resolved.
pub(super) fn is_poison(place: &Use) -> bool {
    place.ty == Type::Unknown
}

/// A type in place, without codecs and null.
pub(super) fn plain(ty: Type) -> Use {
    Use {
        element: None,
        ty,
        codecs: Vec::new(),
        null: false,
    }
}

impl<'a> Cx<'a> {
    pub(super) fn new(spec: &'a Spec, sources: &'a Sources, found: &'a mut Diagnostics) -> Cx<'a> {
        Cx {
            spec,
            sources,
            whole: !found.has_errors(),
            found,
            samples: samples(sources),
            unsound_rules: Default::default(),
            unsound_endpoints: Default::default(),
            api: Api {
                undeclared: Default::default(),
                formats: spec.formats.clone(),
                media_types: spec.media_types.clone(),
                vendor: nameless(""),
                sources: spec
                    .files
                    .iter()
                    .map(|&id| sources.get(id).name.clone())
                    .collect(),
                title: text(&spec.title),
                docs: text(&spec.docs),
                doc: text(&spec.doc),
                base: Vec::new(),
                bases: Vec::new(),
                fallbacks: Vec::new(),
                vars: Vec::new(),
                schemes: Vec::new(),
                types: Vec::new(),
                codecs: Vec::new(),
                rules: Vec::new(),
                kinds: Vec::new(),
                limits: Vec::new(),
                endpoints: Vec::new(),
                hooks: Vec::new(),
            },
            vars: HashMap::new(),
            used_vars: HashSet::new(),
            schemes: HashMap::new(),
            codecs: HashMap::new(),
            defaults: HashMap::new(),
            bases: Vec::new(),
            token_urls: HashMap::new(),
            types: HashMap::new(),
            differing: HashSet::new(),
            inline: HashMap::new(),
            field_spans: HashMap::new(),
            chains: Vec::new(),
            lenient: HashMap::new(),
            declared: HashMap::new(),
            flattening: Vec::new(),
            flattened_at: HashMap::new(),
            polled: super::jobs::polled(spec),
            in_params: Vec::new(),
            never_xml: Vec::new(),
            file_rules: HashMap::new(),
            file_limits: HashMap::new(),
            buckets: HashMap::new(),
            kinds: HashMap::new(),
            module: Scope::new(match spec.formats.len() {
                0 | 1 => &MODULE[..MODULE.len() - 1],
                _ => MODULE,
            }),
            kind_variants: Scope::new(&[]),
        }
    }

    /// Whether nothing is wrong with any of `rules`.
    pub(super) fn sound(&self, rules: &[RuleId]) -> bool {
        self.whole && !rules.iter().any(|id| self.unsound_rules.contains(id))
    }

    /// The Rust name of `wire`, or of `rename` if the author gives one. A text that gives none is reported and
    /// gets an empty name, which clashes with nothing.
    pub(super) fn name(&mut self, wire: &Text, rename: Option<&Text>) -> Name {
        match rename {
            Some(rust) => {
                let made = names::renamed(&wire.value, &rust.value);
                self.or_nameless(made, rust, Mend::Key)
            }
            None => self.own_name(wire, Mend::Rename),
        }
    }

    /// The Rust name of what has no `rename:`.
    pub(super) fn own_name(&mut self, wire: &Text, mend: Mend) -> Name {
        self.or_nameless(names::name(&wire.value), wire, mend)
    }

    /// The Rust name of what stands at `place` in `owner` and has none of its own. Where either gives none, that
    /// was reported already.
    pub(super) fn placed(&self, owner: &Name, place: &str) -> Name {
        let made = match owner.snake.as_str() {
            "" => None,
            _ => names::placed(owner, place).ok(),
        };
        made.unwrap_or_else(|| nameless(place))
    }

    fn or_nameless(&mut self, made: Result<Name, Unnamable>, text: &Text, mend: Mend) -> Name {
        let wire = &text.value;
        let message = match made {
            Ok(name) => return name,
            Err(Unnamable::Empty) => {
                format!("`{wire}` has no letter or digit to make a Rust name of")
            }
            Err(Unnamable::Letter(c)) => {
                format!("`{wire}` gives no Rust name: `{c}` is not a Latin letter")
            }
        };
        self.found
            .error(codes::NO_NAME, text.span, message)
            .help(mend.help());
        nameless(wire)
    }

    /// Takes the Rust type of `name`. Statics need no scope: the emitter's have an underscore, and no type's name
    /// has one inside.
    pub(super) fn take_item(&mut self, name: &Name, span: Span, mend: Mend) {
        let holder = Holder {
            wire: name.wire.clone(),
            span,
        };
        claim(self.found, &mut self.module, &name.pascal, holder, mend);
    }

    /// The kind of this name, made at its first mention.
    pub(super) fn kind(&mut self, name: &'a Text, doc: &Option<Text>) -> KindId {
        if let Some(&id) = self.kinds.get(name.value.as_str()) {
            let known = &mut self.api.kinds[id.0].doc;
            if known.is_none() {
                *known = text(doc);
            }
            return id;
        }
        let made = self.own_name(name, Mend::Key);
        let holder = Holder {
            wire: made.wire.clone(),
            span: name.span,
        };
        claim(
            self.found,
            &mut self.kind_variants,
            &made.pascal,
            holder,
            Mend::Key,
        );
        let id = KindId(self.api.kinds.len());
        self.api.kinds.push(ErrorKind {
            name: made,
            doc: text(doc),
        });
        self.kinds.insert(&name.value, id);
        id
    }
}

fn samples(sources: &Sources) -> HashMap<&str, FileId> {
    let samples = sources.iter().filter(|(_, file)| file.role == Role::Sample);
    samples.map(|(id, file)| (file.path.as_str(), id)).collect()
}

fn nameless(wire: &str) -> Name {
    Name {
        wire: wire.to_owned(),
        snake: String::new(),
        pascal: String::new(),
    }
}

/// The text of an optional key.
pub(super) fn text(of: &Option<Text>) -> Option<String> {
    of.as_ref().map(|t| t.value.clone())
}
