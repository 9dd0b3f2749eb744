//! Names, namespaces and texts in; tags, bindings of prefixes and escaped text out.

use std::fmt::Write as _;

use super::{Unfit, Writing};
use crate::api::Element;
use crate::xml::{INSTANCE, names};

/// The namespace that has a prefix of its own everywhere, and takes no other.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What an element holds besides its content.
#[derive(Default)]
pub(super) struct Start {
    /// Attributes: namespace, name, value.
    pub(super) attributes: Vec<(Option<String>, String, String)>,
    /// The namespace of what comes inside, which is bound here, once for all of it.
    pub(super) inner: Option<String>,
}

impl Writing<'_> {
    pub(super) fn nil(&mut self, name: &Element) -> Result<(), Unfit> {
        let nil = (
            Some(INSTANCE.to_owned()),
            "nil".to_owned(),
            "true".to_owned(),
        );
        let start = Start {
            attributes: vec![nil],
            inner: None,
        };
        self.element(name, start, |_| Ok(()))
    }

    pub(super) fn text(&mut self, name: &Element, text: &str) -> Result<(), Unfit> {
        self.element(name, Start::default(), |this| this.escaped(text))
    }

    /// One element, with what `content` writes in it.
    pub(super) fn element(
        &mut self,
        name: &Element,
        start: Start,
        content: impl FnOnce(&mut Self) -> Result<(), Unfit>,
    ) -> Result<(), Unfit> {
        if !names::is_name(&name.name) {
            return Err(format!("`{}` cannot name an element", name.name));
        }
        self.depth += 1;
        let outside = self.bound.len();
        let first = if self.depth == 1 { 0 } else { outside };
        let prefix = self.prefix(&name.ns);
        let mut attributes = String::new();
        for (ns, name, value) in &start.attributes {
            let prefix = ns
                .as_deref()
                .map_or(String::new(), |ns| self.named_prefix(ns));
            write!(attributes, " {prefix}{name}=\"{}\"", attribute(fit(value)?))
                .map_err(|e| e.to_string())?;
        }
        // No prefix stands for no namespace: what is in none says so itself.
        if let Some(ns) = start.inner.as_ref().filter(|ns| !ns.is_empty()) {
            self.prefix(ns);
        }
        let mut bindings = String::new();
        for (prefix, ns) in self.bound[first..]
            .iter()
            .filter(|(prefix, ns)| !(first == 0 && prefix.is_empty() && ns.is_empty()))
        {
            let colon = if prefix.is_empty() { "" } else { ":" };
            write!(bindings, " xmlns{colon}{prefix}=\"{}\"", attribute(ns))
                .map_err(|e| e.to_string())?;
        }
        let tag = format!("{prefix}{}", name.name);
        self.out.push_str(&format!("<{tag}{bindings}{attributes}"));
        let before = self.out.len();
        self.out.push('>');
        content(self)?;
        if self.out.len() == before + 1 {
            self.out.truncate(before);
            self.out.push_str(" />");
        } else {
            self.out.push_str(&format!("</{tag}>"));
        }
        self.bound.truncate(outside);
        self.depth -= 1;
        Ok(())
    }

    /// The prefix of an element in `ns`, with its colon; bound here, if it is not yet.
    fn prefix(&mut self, ns: &str) -> String {
        let default = self
            .bound
            .iter()
            .rev()
            .find(|(prefix, _)| prefix.is_empty());
        if default.map_or("", |(_, bound)| bound) == ns {
            return String::new();
        }
        if ns.is_empty() {
            self.bound.push((String::new(), String::new()));
            return String::new();
        }
        self.named_prefix(ns)
    }

    /// A prefix that is not the default one, as attributes need it.
    fn named_prefix(&mut self, ns: &str) -> String {
        if ns == XML {
            return "xml:".to_owned();
        }
        let known = self
            .bound
            .iter()
            .rev()
            .find(|(prefix, bound)| !prefix.is_empty() && bound == ns);
        if let Some((prefix, _)) = known {
            return format!("{prefix}:");
        }
        // As .NET names them: by how deep they are bound, and how many are.
        let depth = self.depth;
        let here = format!("d{depth}p");
        let bound = self
            .bound
            .iter()
            .filter(|(prefix, _)| prefix.starts_with(&here))
            .count();
        let prefix = format!("{here}{}", bound + 1);
        self.bound.push((prefix.clone(), ns.to_owned()));
        format!("{prefix}:")
    }

    pub(super) fn escaped(&mut self, text: &str) -> Result<(), Unfit> {
        for c in fit(text)?.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\r' => self.out.push_str("&#xD;"),
                c => self.out.push(c),
            }
        }
        Ok(())
    }
}

fn fit(text: &str) -> Result<&str, Unfit> {
    match names::no_xml(text) {
        None => Ok(text),
        Some(c) => Err(format!("XML cannot hold the character {:?}", c)),
    }
}

fn attribute(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}
