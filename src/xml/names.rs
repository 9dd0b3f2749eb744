//! `xmlns` attributes come in, the namespace of a prefix goes out.

use std::borrow::Cow;

use crate::shape::shortened;

/// How many bindings of prefixes may be in scope at once.
const MAX_BINDINGS: usize = 256;

/// The namespace of `nil`.
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of the prefix `xml`, which is bound everywhere and takes no other.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// A namespace in scope: a position among the bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ns(usize);

impl Ns {
    /// No namespace.
    pub(super) const NONE: Ns = Ns(0);
}

#[derive(Clone)]
struct Binding<'d> {
    /// Empty for the default namespace.
    prefix: &'d str,
    namespace: Cow<'d, str>,
    /// The depth of the element that declares it.
    depth: usize,
}

/// The bindings of prefixes in scope, the innermost last.
#[derive(Clone)]
pub(super) struct Names<'d> {
    bindings: Vec<Binding<'d>>,
}

impl<'d> Names<'d> {
    pub(super) fn new() -> Self {
        let builtin = |prefix, namespace| Binding {
            prefix,
            namespace: Cow::Borrowed(namespace),
            depth: 0,
        };
        Self {
            bindings: vec![builtin("", ""), builtin("xml", XML)],
        }
    }

    /// Binds a prefix, or the default namespace for the empty one, in the element at `depth`.
    pub(super) fn bind(
        &mut self,
        prefix: &'d str,
        namespace: Cow<'d, str>,
        depth: usize,
    ) -> Result<(), String> {
        if (prefix == "xml") != (namespace == XML) || prefix == "xmlns" || namespace == XMLNS {
            return Err(format!(
                "broken XML: the prefix `{}` must not be bound to `{}`",
                shortened(prefix),
                shortened(&namespace)
            ));
        }
        if namespace.is_empty() && !prefix.is_empty() {
            return Err(format!(
                "broken XML: the prefix `{}` is bound to no namespace",
                shortened(prefix)
            ));
        }
        if self.bindings.len() >= MAX_BINDINGS {
            return Err(format!(
                "the document has more than {MAX_BINDINGS} namespaces in scope, the limit of this client"
            ));
        }
        self.bindings.push(Binding {
            prefix,
            namespace,
            depth,
        });
        Ok(())
    }

    /// Forgets what the elements from `depth` on, which have ended, have bound.
    pub(super) fn leave(&mut self, depth: usize) {
        while self
            .bindings
            .last()
            .is_some_and(|last| last.depth >= depth && depth > 0)
        {
            self.bindings.pop();
        }
    }

    /// The namespace that is bound to a prefix in the element at `depth`; the default namespace for the empty one.
    pub(super) fn find(&self, prefix: &str, depth: usize) -> Option<Ns> {
        let inside = self.bindings.iter().rev();
        let inside = inside.take_while(|binding| binding.depth > depth).count();
        let mut bindings = self.bindings[..self.bindings.len() - inside].iter();
        // Most names have none, and to compare empty texts costs a call.
        let found = match prefix.is_empty() {
            true => bindings.rposition(|binding| binding.prefix.is_empty()),
            false => bindings.rposition(|binding| binding.prefix == prefix),
        };
        found.map(Ns)
    }

    /// The name of a namespace; empty for none.
    pub(super) fn name(&self, ns: Ns) -> &str {
        self.bindings
            .get(ns.0)
            .map_or("", |binding| &binding.namespace)
    }
}
