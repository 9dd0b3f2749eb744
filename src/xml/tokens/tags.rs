//! A start tag comes in; its name, its namespaces and its attributes go out.

use std::borrow::Cow;

use super::Tokens;
use crate::shape::{ReadError, shortened};
use crate::xml::names::{INSTANCE, Ns};
use crate::xml::scan::{Malformed, Written, attribute as written};
use crate::xml::text::{attribute, is_blank, is_name, is_space};

/// How many attributes an element may have.
const MAX_ATTRIBUTES: usize = 256;

/// The start tag of an element.
#[derive(Clone, Copy)]
pub(in crate::xml) struct Tag<'d> {
    /// Its name without the prefix.
    pub(in crate::xml) name: &'d str,
    /// Its namespace, as long as it is open.
    pub(in crate::xml) ns: Ns,
    /// How many elements it stands in, counting itself.
    depth: usize,
    /// Its attributes that were not read yet, as they came.
    pub(in crate::xml) attributes: &'d str,
    /// Whether there are attributes beside namespaces and what XMLSchema-instance has.
    pub(in crate::xml) attributed: bool,
    /// Whether it is null.
    pub(in crate::xml) nil: bool,
    /// Where it begins.
    pub(in crate::xml) start: usize,
    /// Where its content begins.
    pub(in crate::xml) inner: usize,
}

/// An attribute. It was found sound when its tag was read.
pub(in crate::xml) struct Given<'t, 'd> {
    pub(in crate::xml) ns: &'t str,
    pub(in crate::xml) name: &'d str,
    pub(in crate::xml) value: Cow<'d, str>,
    /// Where its name begins.
    pub(in crate::xml) start: usize,
}

impl<'d> Tokens<'d> {
    /// A start tag that is a sound name and nothing else.
    pub(super) fn named(&mut self, name: &'d str) -> Result<Tag<'d>, ReadError> {
        self.enter(name)?;
        Ok(Tag {
            ns: self.namespace("")?,
            ..self.tag(name, "")
        })
    }

    /// Any other start tag, between its brackets.
    pub(super) fn start(&mut self, tag: &'d str) -> Result<Tag<'d>, ReadError> {
        let whole = tag.strip_suffix('/');
        let tag = whole.unwrap_or(tag);
        let (name, attributes) = tag.split_at(tag.find(is_space).unwrap_or(tag.len()));
        self.enter(name)?;
        self.ends = whole.is_some();
        let mut made = self.tag(name, attributes);
        if !is_blank(attributes) {
            self.attributes(&mut made)?;
        }
        let (prefix, name) = self.split(name)?;
        made.name = name;
        made.ns = self.namespace(prefix)?;
        Ok(made)
    }

    /// Goes into an element, if there may be one.
    fn enter(&mut self, name: &'d str) -> Result<(), ReadError> {
        if self.open.is_empty() && self.rooted {
            return Err(self.here("broken XML: something stands after the root"));
        }
        if self.open.len() >= self.max_depth {
            return Err(self.here(format!(
                "the document is nested deeper than {} levels, the limit of this client",
                self.max_depth
            )));
        }
        self.rooted = true;
        self.open.push(name);
        self.names.leave(self.open.len());
        Ok(())
    }

    /// The tag of the element that was just entered.
    fn tag(&self, name: &'d str, attributes: &'d str) -> Tag<'d> {
        Tag {
            name,
            ns: Ns::NONE,
            depth: self.open.len(),
            attributes,
            attributed: false,
            nil: false,
            start: self.base + self.last,
            inner: self.base + self.scan.at,
        }
    }

    /// Binds the namespaces of a tag, then looks at its other attributes.
    fn attributes(&mut self, tag: &mut Tag<'d>) -> Result<(), ReadError> {
        self.keys.clear();
        let mut prefixed = false;
        let mut rest = tag.attributes;
        while let Some(one) = written(rest).map_err(|Malformed| self.bad_attribute())? {
            rest = one.rest;
            let Written { key, value, .. } = one;
            if self.keys.len() >= MAX_ATTRIBUTES {
                return Err(self.here(format!(
                    "an element has more than {MAX_ATTRIBUTES} attributes, the limit of this client"
                )));
            }
            self.keys.push(key);
            let prefix = match self.split(key)? {
                ("", "xmlns") => Some(""),
                ("xmlns", prefix) => Some(prefix),
                (prefix, _) => {
                    prefixed |= !prefix.is_empty();
                    tag.attributed |= prefix.is_empty();
                    None
                }
            };
            let value = attribute(value).map_err(|what| self.here(what))?;
            if let Some(prefix) = prefix {
                let depth = self.open.len();
                let bound = self.names.bind(prefix, value, depth);
                bound.map_err(|what| self.here(what))?;
            }
        }
        self.keys.sort_unstable();
        if self.keys.windows(2).any(|two| two[0] == two[1]) {
            return Err(self.here("broken XML: an attribute stands twice"));
        }
        if prefixed {
            self.prefixed(tag)?;
        }
        Ok(())
    }

    fn prefixed(&self, tag: &mut Tag<'d>) -> Result<(), ReadError> {
        let mut rest = tag.attributes;
        while let Ok(Some(one)) = written(rest) {
            rest = one.rest;
            let (prefix, name) = self.split(one.key)?;
            if matches!(prefix, "" | "xmlns" | "xml") {
                continue;
            }
            let ns = self.namespace(prefix)?;
            if self.names.name(ns) != INSTANCE {
                tag.attributed = true;
            } else if name == "nil" {
                tag.nil = matches!(one.value.trim(), "true" | "1");
            }
        }
        Ok(())
    }

    /// The next attribute that is no namespace, of the innermost element or of one around it, as long as nothing began
    /// after its end.
    pub(in crate::xml) fn attribute(&self, tag: &mut Tag<'d>) -> Option<Given<'_, 'd>> {
        loop {
            let Written { key, value, rest } = written(tag.attributes).ok()??;
            tag.attributes = rest;
            let (prefix, name) = self.split(key).ok()?;
            if prefix == "xmlns" || (prefix.is_empty() && name == "xmlns") {
                continue;
            }
            let ns = match prefix {
                "" => "",
                prefix => self.ns(self.names.find(prefix, tag.depth)?),
            };
            if ns != INSTANCE {
                let value = attribute(value).unwrap_or_default();
                let start = self.base + (key.as_ptr() as usize - self.text.as_ptr() as usize);
                return Some(Given {
                    ns,
                    name,
                    value,
                    start,
                });
            }
        }
    }

    fn bad_attribute(&self) -> ReadError {
        self.here("broken XML: an attribute is malformed")
    }

    /// Prefix and local name; the prefix is empty where there is none.
    fn split<'n>(&self, name: &'n str) -> Result<(&'n str, &'n str), ReadError> {
        let colon = name.bytes().position(|byte| byte == b':');
        let (prefix, local) = match colon {
            Some(at) => (&name[..at], &name[at + 1..]),
            None => ("", name),
        };
        let prefixed = colon.is_some();
        if !is_name(local) || (prefixed && !is_name(prefix)) {
            return Err(self.here("broken XML: a name is malformed"));
        }
        Ok((prefix, local))
    }

    fn namespace(&self, prefix: &str) -> Result<Ns, ReadError> {
        self.names.find(prefix, self.open.len()).ok_or_else(|| {
            let prefix = shortened(prefix);
            self.here(format!(
                "broken XML: the prefix `{prefix}` is not bound to a namespace"
            ))
        })
    }
}
