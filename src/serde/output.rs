//! A slot comes in, a tree goes out in the order of the shape, which a serializer takes as it is.

use std::borrow::Cow;

use serde_core::ser::{SerializeMap, SerializeSeq};
use serde_core::{Serialize, Serializer};

use super::number::exact;
use crate::codec;
use crate::shape::{Field, Shape, Slot, WriteError, Writer};
use crate::value::REDACTED;

/// What becomes of secrets.
#[derive(Clone, Copy)]
pub(super) enum Secrets {
    Masked,
    Clear,
}

/// A value as serde knows values.
pub(super) enum Tree {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(Cow<'static, str>, Tree)>),
}

/// The tree of a value that travels as `field` says.
pub(super) fn tree(value: &dyn Slot, field: &Field, secrets: Secrets) -> Result<Tree, WriteError> {
    let mut writer = TreeWriter {
        secrets,
        open: Vec::new(),
        key: Cow::Borrowed(""),
        whole: Tree::Null,
    };
    codec::write(value, &mut writer, field)?;
    Ok(writer.whole)
}

struct TreeWriter {
    secrets: Secrets,
    /// The lists and maps that have begun, with the key under which each stands.
    open: Vec<(Cow<'static, str>, Tree)>,
    /// The key of the next value.
    key: Cow<'static, str>,
    whole: Tree,
}

impl TreeWriter {
    fn put(&mut self, value: Tree) -> Result<(), WriteError> {
        let key = std::mem::take(&mut self.key);
        match self.open.last_mut() {
            Some((_, Tree::List(items))) => items.push(value),
            Some((_, Tree::Map(fields))) => fields.push((key, value)),
            _ => self.whole = value,
        }
        Ok(())
    }

    fn begin(&mut self, value: Tree) -> Result<(), WriteError> {
        self.open.push((std::mem::take(&mut self.key), value));
        Ok(())
    }

    fn end(&mut self) -> Result<(), WriteError> {
        match self.open.pop() {
            Some((key, value)) => {
                self.key = key;
                self.put(value)
            }
            None => Ok(()),
        }
    }
}

impl Writer for TreeWriter {
    fn null(&mut self) -> Result<(), WriteError> {
        self.put(Tree::Null)
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.put(Tree::Bool(value))
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        self.put(Tree::Int(value))
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        if value.is_finite() {
            self.put(Tree::Float(value))
        } else {
            Err(WriteError::not_finite(value))
        }
    }

    fn number(&mut self, digits: &str) -> Result<(), WriteError> {
        match exact(digits) {
            Some(number) => self.put(number),
            None => Err(WriteError::new(format!(
                "cannot serialise `{digits}`: no number of 64 bits is the same"
            ))),
        }
    }

    fn decimal(&mut self, digits: &str) -> Result<(), WriteError> {
        self.text(digits)
    }

    fn text(&mut self, value: &str) -> Result<(), WriteError> {
        self.put(Tree::Text(value.to_owned()))
    }

    fn secret(&mut self, value: &str) -> Result<(), WriteError> {
        self.text(match self.secrets {
            Secrets::Masked => REDACTED,
            Secrets::Clear => value,
        })
    }

    fn masks(&self) -> bool {
        matches!(self.secrets, Secrets::Masked)
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), WriteError> {
        self.begin(Tree::List(Vec::new()))
    }

    fn item(&mut self) -> Result<(), WriteError> {
        Ok(())
    }

    fn end_list(&mut self) -> Result<(), WriteError> {
        self.end()
    }

    fn begin_record(&mut self, _: &'static Shape) -> Result<(), WriteError> {
        self.begin(Tree::Map(Vec::new()))
    }

    fn field(&mut self, field: &'static Field) -> Result<(), WriteError> {
        self.key = Cow::Borrowed(field.name);
        Ok(())
    }

    fn end_record(&mut self) -> Result<(), WriteError> {
        self.end()
    }

    fn begin_map(&mut self) -> Result<(), WriteError> {
        self.begin(Tree::Map(Vec::new()))
    }

    fn key(&mut self, key: &str) -> Result<(), WriteError> {
        self.key = Cow::Owned(key.to_owned());
        Ok(())
    }

    fn end_map(&mut self) -> Result<(), WriteError> {
        self.end()
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            // `none` and not `unit`: a format without null leaves the field out.
            Tree::Null => to.serialize_none(),
            Tree::Bool(value) => to.serialize_bool(*value),
            Tree::Int(value) => to.serialize_i64(*value),
            Tree::Uint(value) => to.serialize_u64(*value),
            Tree::Float(value) => to.serialize_f64(*value),
            Tree::Text(text) => to.serialize_str(text),
            Tree::List(items) => {
                let mut to = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    to.serialize_element(item)?;
                }
                to.end()
            }
            Tree::Map(fields) => {
                let mut to = to.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    to.serialize_entry(key, value)?;
                }
                to.end()
            }
        }
    }
}
