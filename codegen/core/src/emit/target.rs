//! What the code of one vendor is written for: made from settings that hold, read by the emitter.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::types::ident;
use crate::api::{Endpoint, TypeDef};

/// What the generated code is written for.
///
/// [`Target::default`] is the runtime under its own name, public items, and nothing beyond what the spec says;
/// [`targets`](super::targets) makes others.
#[derive(Debug, Clone)]
pub struct Target {
    pub(super) runtime: Vec<String>,
    pub(super) module: Option<String>,
    pub(super) items: Items,
    /// By the type's name in the spec; as text, since threads cannot share tokens.
    pub(super) attributes: BTreeMap<String, String>,
    /// By the endpoint's name in the spec: the features of which one has to be enabled.
    pub(super) gates: BTreeMap<String, Vec<String>>,
}

/// Who sees the generated items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    /// All who see the module.
    Public,
    /// The crate.
    Private,
}

impl Default for Target {
    fn default() -> Self {
        Target {
            runtime: vec!["trunkline".to_owned()],
            module: None,
            items: Items::Public,
            attributes: BTreeMap::new(),
            gates: BTreeMap::new(),
        }
    }
}

impl Target {
    /// A runtime under another path, as a renamed dependency (`::http_clients`) or a re-export
    /// (`::platform::trunkline`, `crate::trunkline`).
    ///
    /// `None` where the text is no path of plain identifiers.
    pub fn with_runtime(path: &str) -> Option<Target> {
        let runtime = runtime_path(path)?;
        Some(Target {
            runtime,
            ..Target::default()
        })
    }

    /// The name of the vendor's module, where it is not the vendor's own.
    pub fn module(&self) -> Option<&str> {
        self.module.as_deref()
    }

    /// Whether only the crate sees the items.
    pub fn is_private(&self) -> bool {
        self.items == Items::Private
    }

    /// Whether some endpoint may not be there, and with it what is used by it alone.
    pub(super) fn has_gates(&self) -> bool {
        !self.gates.is_empty()
    }

    pub(super) fn runtime(&self) -> TokenStream {
        let rooted_in_crate = self.runtime[0] == "crate";
        let names = self.runtime.iter().map(|name| ident(name));
        if rooted_in_crate {
            quote!(#(#names)::*)
        } else {
            quote!(#(::#names)*)
        }
    }

    /// What the user adds to a type.
    pub(super) fn attributes(&self, def: &TypeDef) -> Option<TokenStream> {
        let text = self.attributes.get(&def.name.wire)?;
        Some(text.parse().expect("a setting takes only attributes"))
    }

    /// The features that an endpoint hides behind; none where it is always there.
    pub(super) fn gate(&self, endpoint: &Endpoint) -> &[String] {
        self.gates
            .get(&endpoint.name.wire)
            .map_or(&[], Vec::as_slice)
    }
}

/// The steps of a path to the runtime.
pub(super) fn runtime_path(path: &str) -> Option<Vec<String>> {
    let steps: Vec<String> = path
        .strip_prefix("::")
        .unwrap_or(path)
        .split("::")
        .map(str::to_owned)
        .collect();
    let rooted_in_crate = steps.len() > 1 && steps[0] == "crate";
    let names = if rooted_in_crate {
        &steps[1..]
    } else {
        &steps[..]
    };
    let plain = names.iter().all(|name| is_plain_identifier(name));
    plain.then_some(steps)
}

pub(super) fn is_plain_identifier(text: &str) -> bool {
    const RESERVED: [&str; 5] = ["self", "super", "Self", "crate", "_"];
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !RESERVED.contains(&text)
}
