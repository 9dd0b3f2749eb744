//! What a user asks for beyond the spec comes in; a [`Target`] for each vendor goes out, or all that is wrong with it.
//!
//! The build script and the derive share these settings, so that both mean the same by them.

use std::collections::BTreeSet;
use std::fmt;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::jobs::needed;
use super::target::{Items, Target, is_plain_identifier, runtime_path};
use crate::api::{Api, Endpoint, TypeDef, TypeKind};
use crate::diag::Near;

/// One wish.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Setting {
    /// The path of the runtime, `::trunkline` unless it is set.
    RuntimePath(String),
    /// Another name for a vendor's module; of the only vendor where none is named.
    ModuleName {
        /// The vendor, as its spec names it.
        vendor: Option<String>,
        /// The module.
        name: String,
    },
    /// Items that the crate sees and nobody else: `pub(crate)`.
    PrivateItems,
    /// An attribute of a type, as `#[derive(Hash)]`.
    TypeAttribute {
        /// The type, by its name in the spec or in Rust; where vendors share a name, all of them have it.
        ty: String,
        /// The attribute, or several.
        attribute: String,
    },
    /// A feature of the user's crate that all endpoints with a tag hide behind.
    FeatureForTag {
        /// The tag, as in `tags: [admin]`.
        tag: String,
        /// The feature.
        feature: String,
    },
    /// A feature of the user's crate that an endpoint hides behind. One that others need is always there: a login, what
    /// shows a job, what a `Location` leads to.
    FeatureForEndpoint {
        /// The endpoint, by its name in the spec.
        endpoint: String,
        /// The feature.
        feature: String,
    },
}

/// A setting that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// Its position among the settings.
    pub at: usize,
    /// Why, and what mends it.
    pub message: String,
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SettingError {}

/// What the code of each vendor is to be written for, in the order of `apis`.
///
/// # Errors
/// Every setting that cannot be followed: it is malformed, or names something that no spec has.
pub fn targets(settings: &[Setting], apis: &[&Api]) -> Result<Vec<Target>, Vec<SettingError>> {
    let mut targets = vec![Target::default(); apis.len()];
    let mut errors = Vec::new();
    for (at, setting) in settings.iter().enumerate() {
        if let Err(message) = apply(setting, apis, &mut targets) {
            errors.push(SettingError { at, message });
        }
    }
    for (target, api) in targets.iter_mut().zip(apis) {
        for id in needed(api) {
            target.gates.remove(&api.endpoints[id.0].name.wire);
        }
    }
    if errors.is_empty() {
        Ok(targets)
    } else {
        Err(errors)
    }
}

fn apply(setting: &Setting, apis: &[&Api], targets: &mut [Target]) -> Result<(), String> {
    match setting {
        Setting::RuntimePath(path) => {
            let steps = runtime_path(path)
                .ok_or_else(|| format!("`{path}` is no path of a Rust crate or module"))?;
            for target in targets {
                target.runtime = steps.clone();
            }
        }
        Setting::ModuleName { vendor, name } => {
            let target = &mut targets[vendor_at(vendor.as_deref(), apis)?];
            target.module = Some(module_name(name)?);
        }
        Setting::PrivateItems => {
            for target in targets {
                target.items = Items::Private;
            }
        }
        Setting::TypeAttribute { ty, attribute } => {
            let tokens = attributes(attribute)?;
            for (index, def) in types_named(ty, apis)? {
                is_free(def, &tokens)?;
                let all = &mut targets[index].attributes;
                let all = all.entry(def.name.wire.clone()).or_default();
                all.push_str(&tokens.to_string());
            }
        }
        Setting::FeatureForTag { tag, feature } => {
            is_feature(feature)?;
            if !gate(apis, targets, |one| one.tags.contains(tag), feature) {
                let tags = endpoints(apis).flat_map(|(_, one)| &one.tags);
                let tags: BTreeSet<&str> = tags.map(String::as_str).collect();
                return Err(unknown("tag", tag, tags));
            }
        }
        Setting::FeatureForEndpoint { endpoint, feature } => {
            is_feature(feature)?;
            let is_meant = |one: &Endpoint| one.name.wire == *endpoint;
            if !gate(apis, targets, is_meant, feature) {
                let names = endpoints(apis).map(|(_, one)| one.name.wire.as_str());
                return Err(unknown("endpoint", endpoint, names));
            }
        }
    }
    Ok(())
}

fn vendor_at(vendor: Option<&str>, apis: &[&Api]) -> Result<usize, String> {
    let names = || apis.iter().map(|api| api.vendor.wire.as_str());
    match vendor {
        Some(name) => names()
            .position(|one| one == name)
            .ok_or_else(|| unknown("vendor", name, names())),
        None if apis.len() == 1 => Ok(0),
        None => Err("there are several vendors: say whose module gets the name".to_owned()),
    }
}

fn module_name(name: &str) -> Result<String, String> {
    // A keyword cannot be told by its letters; rustc says it where the module is brought in.
    match is_plain_identifier(name) {
        true => Ok(name.to_owned()),
        false => Err(format!("`{name}` is no name of a module")),
    }
}

/// One attribute or several, as tokens.
fn attributes(text: &str) -> Result<TokenStream, String> {
    let malformed = || format!("`{text}` is no attribute: write it as in Rust, `#[derive(Hash)]`");
    let tokens: TokenStream = text.parse().map_err(|_| malformed())?;
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_attribute = |pair: &[TokenTree]| match pair {
        [TokenTree::Punct(mark), TokenTree::Group(group)] => {
            mark.as_char() == '#' && group.delimiter() == Delimiter::Bracket
        }
        _ => false,
    };
    let whole = !trees.is_empty() && trees.chunks(2).all(is_attribute);
    whole.then_some(tokens).ok_or_else(malformed)
}

/// Refuses derives of what generated code implements itself.
fn is_free(def: &TypeDef, attributes: &TokenStream) -> Result<(), String> {
    let name = &def.name.wire;
    let (what, taken): (_, &[&str]) = match def.kind {
        TypeKind::Record(_) => ("record", &["Clone", "Debug", "PartialEq"]),
        TypeKind::Enum(_) | TypeKind::Union(_) => {
            ("enum", &["Clone", "Debug", "PartialEq", "Eq", "Hash"])
        }
        TypeKind::Newtype(_) => ("newtype", &["Clone", "Debug"]),
        TypeKind::Alias(_) => {
            return Err(format!(
                "`{name}` is an alias, which is no type of its own: give the attribute to what it stands for"
            ));
        }
    };
    for derived in derives(attributes.clone()) {
        if taken.contains(&derived.as_str()) {
            return Err(format!("the {what} `{name}` is `{derived}` already"));
        }
        if matches!(derived.as_str(), "Serialize" | "Deserialize") {
            return Err(format!(
                "`{derived}` cannot be derived for `{name}`, since it would know neither its codecs nor its secrets: \
                 the feature `serde` of trunkline implements it"
            ));
        }
        if derived == "Default" && what == "record" && def.received {
            return Err(format!(
                "`Default` cannot be derived for `{name}`: it would invent what the vendor did not say"
            ));
        }
    }
    Ok(())
}

/// The last steps of the paths in all `#[derive(…)]`.
fn derives(attributes: TokenStream) -> Vec<String> {
    let groups = |tree: TokenTree| match tree {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    };
    let mut derived = Vec::new();
    for attribute in attributes.into_iter().filter_map(groups) {
        let mut trees = attribute.into_iter();
        let is_derive = matches!(trees.next(), Some(TokenTree::Ident(first)) if first == "derive");
        let Some(list) = trees.next().and_then(groups).filter(|_| is_derive) else {
            continue;
        };
        let mut last = None;
        for tree in list {
            match tree {
                TokenTree::Ident(name) => last = Some(name.to_string()),
                TokenTree::Punct(mark) if mark.as_char() == ',' => derived.extend(last.take()),
                _ => {}
            }
        }
        derived.extend(last);
    }
    derived
}

/// The types of this name, each with the position of its vendor.
fn types_named<'a>(name: &str, apis: &[&'a Api]) -> Result<Vec<(usize, &'a TypeDef)>, String> {
    let all = || {
        let apis = apis.iter().enumerate();
        apis.flat_map(|(index, api)| api.types.iter().map(move |def| (index, def)))
    };
    let is_meant = |def: &TypeDef| def.name.wire == name || def.name.pascal == name;
    let found: Vec<_> = all().filter(|(_, def)| is_meant(def)).collect();
    match found.is_empty() {
        true => Err(unknown(
            "type",
            name,
            all().map(|(_, def)| def.name.wire.as_str()),
        )),
        false => Ok(found),
    }
}

fn endpoints<'a>(apis: &'a [&'a Api]) -> impl Iterator<Item = (usize, &'a Endpoint)> {
    let apis = apis.iter().enumerate();
    apis.flat_map(|(index, api)| api.endpoints.iter().map(move |one| (index, one)))
}

/// Hides the endpoints that are meant behind a feature too. Says whether there are any.
fn gate(
    apis: &[&Api],
    targets: &mut [Target],
    is_meant: impl Fn(&Endpoint) -> bool,
    feature: &str,
) -> bool {
    let mut any = false;
    for (index, endpoint) in endpoints(apis).filter(|(_, one)| is_meant(one)) {
        any = true;
        let gates = &mut targets[index].gates;
        let features = gates.entry(endpoint.name.wire.clone()).or_default();
        if !features.iter().any(|one| one == feature) {
            features.push(feature.to_owned());
        }
    }
    any
}

/// Cargo's own rule for the names of features.
fn is_feature(name: &str) -> Result<(), String> {
    let first = |c: char| c.is_alphanumeric() || c == '_';
    let rest = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.');
    match name.starts_with(first) && name.chars().all(rest) {
        true => Ok(()),
        false => Err(format!("`{name}` is no name of a feature")),
    }
}

fn unknown<'a>(what: &str, name: &str, choices: impl IntoIterator<Item = &'a str>) -> String {
    let help = Near::default()
        .help(name, choices)
        .map(|help| format!(": {help}"));
    format!("there is no {what} `{name}`{}", help.unwrap_or_default())
}
