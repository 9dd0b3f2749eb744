//! A value of a request and its declared type in; what is wrong with it, if anything, out.

use serde_json::{Map, Value};
use trunkline_codegen::api::{
    Api, Codec, Field, Format, Literal, OwnId, Presence, Record, Type, TypeId, TypeKind, Union,
    UnionBy, Use,
};

use crate::Requests;
use crate::place::scalar;
use crate::unions;
use crate::wire::{Form, deciding, form, inside, reads};
use trunkline_codegen::api::scope::{record, resolve};

/// What is wrong, and where: `Filter.Language: wanted …`.
pub(crate) type Fault = String;

/// How deep a request body may nest.
const DEPTH: usize = 100;

/// Checks values against types.
#[derive(Clone, Copy)]
pub(crate) struct Checker<'a> {
    pub(crate) api: &'a Api,
    pub(crate) requests: Requests,
    /// The format that bodies came in.
    pub(crate) format: Format,
}

impl Checker<'_> {
    /// Checks a text of a query, a header or a path: one item, where the type is a list that repeats.
    pub(crate) fn text(&self, ty: &Use, text: &str, at: &str) -> Result<(), Fault> {
        let ty = resolve(self.api, ty);
        if self.is_nothing(&ty, text) {
            return Ok(());
        }
        if let Some((outer, inner)) = inside(&ty.codecs) {
            return self.inside(&ty, outer, inner, text, at);
        }
        let codec = deciding(&ty.codecs);
        match &ty.ty {
            Type::List(item) if codec == Some(Codec::Csv) => self.csv(item, text, at),
            Type::List(item) => self.text(item, text, at),
            Type::Named(id) if matches!(self.api.ty(*id).kind, TypeKind::Enum(_)) => Ok(()),
            Type::Named(_) | Type::Map(_) => {
                let value = serde_json::from_str(text)
                    .map_err(|_| format!("{at}: wanted JSON, found `{text}`"))?;
                self.json(&ty, &value, at)
            }
            scalar if reads(self.api, scalar, codec, text) => Ok(()),
            scalar => Err(format!("{at}: wanted {}, found `{text}`", noun(scalar))),
        }
    }

    /// Checks a JSON value.
    pub(crate) fn json(&self, ty: &Use, value: &Value, at: &str) -> Result<(), Fault> {
        if at.matches(['.', '[']).count() > DEPTH {
            return Err(format!("{at}: nested too deep"));
        }
        let ty = resolve(self.api, ty);
        let wanted = |what: &str| Err(format!("{at}: wanted {what}, found {}", found(value)));
        match value {
            Value::Null if ty.null || ty.ty == Type::Json => return Ok(()),
            Value::Null => return wanted(&format!("{}, which is never null", noun(&ty.ty))),
            Value::String(text) if self.is_nothing(&ty, text) => return Ok(()),
            Value::Array(items) if items.is_empty() && ty.codecs.contains(&Codec::EmptyList) => {
                return Ok(());
            }
            _ => {}
        }
        if let Some((outer, inner)) = inside(&ty.codecs) {
            return match value {
                Value::String(text) => self.inside(&ty, outer, inner, text, at),
                _ => wanted("a text"),
            };
        }
        let codec = deciding(&ty.codecs);
        match (&ty.ty, value) {
            (Type::Json, _) => Ok(()),
            (Type::List(item), Value::String(text)) if codec == Some(Codec::Csv) => {
                self.csv(item, text, at)
            }
            (Type::List(item), Value::Array(items)) if codec != Some(Codec::Csv) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(i, v)| self.json(item, v, &format!("{at}[{i}]")))
            }
            (Type::Map(of), Value::Object(map)) => map
                .iter()
                .try_for_each(|(key, v)| self.json(of, v, &format!("{at}.{key}"))),
            (Type::List(_) | Type::Map(_), _) => wanted(noun(&ty.ty)),
            (Type::Named(id), _) => self.named(&ty, *id, value, at),
            (inner, value) => {
                let fits = scalar(value).is_some_and(|text| reads(self.api, inner, codec, &text));
                if fits && form(inner, &ty.codecs) == form_of(value) {
                    Ok(())
                } else {
                    wanted(noun(inner))
                }
            }
        }
    }

    /// Checks what stands in a text: JSON is read, and what only Rust can read is taken.
    fn inside(
        &self,
        ty: &Use,
        outer: Codec,
        codecs: &[Codec],
        text: &str,
        at: &str,
    ) -> Result<(), Fault> {
        if outer != Codec::Json {
            return Ok(());
        }
        let value = serde_json::from_str(text)
            .map_err(|_| format!("{at}: wanted JSON in a text, found another one"))?;
        let inner = Use {
            codecs: codecs.to_vec(),
            ..ty.clone()
        };
        let in_json = Checker {
            format: Format::Json,
            ..*self
        };
        in_json.json(&inner, &value, at)
    }

    fn named(&self, ty: &Use, id: TypeId, value: &Value, at: &str) -> Result<(), Fault> {
        let wanted = |what: &str| Err(format!("{at}: wanted {what}, found {}", found(value)));
        match &self.api.ty(id).kind {
            TypeKind::Record(record) => match value {
                Value::Object(map) => self.record(record, map, at),
                _ => wanted("an object"),
            },
            TypeKind::Enum(variants) => {
                // Enums are open: another value of the same kind is not the client's mistake. In XML all are texts.
                let of_text = ty.codecs.contains(&Codec::Text) || self.format == Format::Xml;
                let fits = match value {
                    Value::String(_) if of_text => true,
                    _ if ty.codecs.contains(&Codec::Text) => false,
                    value => variants
                        .iter()
                        .any(|variant| same_kind(&variant.json, value)),
                };
                if fits {
                    Ok(())
                } else {
                    wanted("a value of the enum")
                }
            }
            TypeKind::Union(union) => self.union(union, value, at),
            // Left only where aliases go round in a circle, which no checked API has.
            TypeKind::Alias(_) | TypeKind::Newtype(_) => wanted("a type that ends"),
        }
    }

    fn record(&self, of: &Record, map: &Map<String, Value>, at: &str) -> Result<(), Fault> {
        for field in &of.fields {
            let at = format!("{at}.{}", field.name.wire);
            match map.get(&field.name.wire) {
                None if may_be_absent(field) => {}
                None => return Err(format!("{at}: is required")),
                Some(Value::Null) if may_be_null(field) => {}
                Some(value) => self.json(&field.ty, value, &at)?,
            }
        }
        let unknown = map
            .keys()
            .find(|key| of.fields.iter().all(|field| field.name.wire != **key));
        match (unknown, self.requests) {
            (Some(key), Requests::Strict) if !of.extra => {
                Err(format!("{at}.{key}: the spec knows no such field"))
            }
            _ => Ok(()),
        }
    }

    fn union(&self, union: &Union, value: &Value, at: &str) -> Result<(), Fault> {
        let found = unions::member(union, value).map_err(|why| format!("{at}: {why}"))?;
        let Some(member) = found else {
            return match self.requests {
                Requests::Strict => Err(format!("{at}: is no member of the union")),
                _ => Ok(()),
            };
        };
        let mut inner = value.clone();
        match (&union.by, &mut inner) {
            (UnionBy::Content { content, .. }, Value::Object(fields)) => {
                let held = fields.remove(content);
                let at = format!("{at}.{content}");
                let held = held.ok_or_else(|| format!("{at}: is required"))?;
                self.json(&member.ty, &held, &at)
            }
            (UnionBy::Tag(tag), Value::Object(fields)) => {
                let record = record(self.api, &member.ty);
                let declares =
                    record.is_some_and(|of| of.fields.iter().any(|field| field.name.wire == *tag));
                if !declares {
                    fields.remove(tag);
                }
                self.json(&member.ty, &inner, at)
            }
            _ => self.json(&member.ty, value, at),
        }
    }

    fn csv(&self, item: &Use, text: &str, at: &str) -> Result<(), Fault> {
        let mut items = text.split(',').filter(|_| !text.is_empty());
        items.try_for_each(|one| self.text(item, one, at))
    }

    fn is_nothing(&self, ty: &Use, text: &str) -> bool {
        let says = |codec: &Codec| match codec {
            Codec::Blank => text.is_empty(),
            Codec::Pattern(OwnId(id)) | Codec::Nothing(OwnId(id)) => {
                self.api.codecs[*id].nothing.iter().any(|n| n == text)
            }
            _ => false,
        };
        ty.codecs.iter().any(says)
    }
}

fn may_be_absent(field: &Field) -> bool {
    !matches!(field.presence, Presence::Required | Presence::Nullable)
}

fn may_be_null(field: &Field) -> bool {
    !matches!(field.presence, Presence::Required | Presence::Optional) || field.ty.null
}

fn same_kind(literal: &Literal, value: &Value) -> bool {
    matches!(
        (literal, value),
        (Literal::Str(_) | Literal::Span(_), Value::String(_))
            | (Literal::Number(_), Value::Number(_))
            | (Literal::Bool(_), Value::Bool(_))
    )
}

fn form_of(value: &Value) -> Form {
    match value {
        Value::Number(_) => Form::Number,
        Value::Bool(_) => Form::Flag,
        _ => Form::Text,
    }
}

fn noun(ty: &Type) -> &'static str {
    match ty {
        Type::Str | Type::Secret => "text",
        Type::Int => "a whole number",
        Type::Float => "a number",
        Type::Bool => "a flag",
        Type::Uuid => "a UUID",
        Type::Decimal => "a decimal number",
        Type::Bytes => "bytes in base64",
        Type::Url => "a URL",
        Type::Time => "a time of day",
        Type::Duration => "a duration",
        Type::Date => "a date",
        Type::DateTime => "a date and time without a zone",
        Type::Instant => "a point in time",
        Type::Moment => "a date and time",
        Type::List(_) => "a list",
        Type::Map(_) => "an object",
        Type::Json | Type::Named(_) | Type::Unknown => "a value",
    }
}

/// The kind of what was found; scalars as they are, but for text, which may be a secret.
fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("`{number}`"),
        Value::String(_) => "a text".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}
