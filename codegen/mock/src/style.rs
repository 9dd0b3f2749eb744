//! The pairs of a query or a form and a parameter in; the value that its styles read out of them, as JSON, out.
//!
//! A style gives every value names of its own, and this reads them back by the name alone, as servers do.

use serde_json::{Map, Number, Value};
use trunkline_codegen::api::scope::{item, resolve};
use trunkline_codegen::api::{Api, ListStyle, Literal, ObjectStyle, Param, Type, TypeKind, Use};

use crate::check::Fault;
use crate::make;
use crate::place::scalar;
use crate::wire::{Form, form};

/// A name and a text, decoded.
pub(crate) type Pair = (String, String);

/// Whether a pair is one of the parameter's.
pub(crate) fn is_of(api: &Api, param: &Param, name: &str) -> bool {
    let Some(rest) = name.strip_prefix(&param.name.wire) else {
        return false;
    };
    let numbered = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    if rest.is_empty() {
        return param.list == ListStyle::Repeat
            || matches!(param.list, ListStyle::Joined(_))
            || !is_list(api, &param.ty);
    }
    match (&param.list, param.object) {
        (_, Some(ObjectStyle::Deep | ObjectStyle::Brackets)) => rest.starts_with('['),
        (_, Some(ObjectStyle::Dot)) => {
            rest.starts_with('.') || (is_list(api, &param.ty) && rest.starts_with('['))
        }
        (ListStyle::Brackets, _) => rest == "[]" && is_list(api, &param.ty),
        (ListStyle::Indexed, _) => rest.starts_with('[') && is_list(api, &param.ty),
        (ListStyle::Numbered, _) => numbered(rest) && is_list(api, &param.ty),
        (ListStyle::Repeat | ListStyle::Joined(_), _) => false,
    }
}

fn is_list(api: &Api, ty: &Use) -> bool {
    let ty = resolve(api, ty);
    matches!(ty.ty, Type::List(_)) && !ty.is_one_text()
}

fn is_object(api: &Api, ty: &Use) -> bool {
    match resolve(api, ty).ty {
        Type::Map(_) | Type::Json => true,
        Type::Named(id) => !matches!(api.ty(id).kind, TypeKind::Enum(_)),
        _ => false,
    }
}

/// The value of a parameter; texts stay texts, whatever their type.
///
/// # Errors
/// Where two pairs say different things, or the numbers of a list have a gap.
pub(crate) fn value(api: &Api, param: &Param, pairs: &[&Pair]) -> Result<Value, Fault> {
    let name = &param.name.wire;
    let mut tree = Tree::default();
    for (key, text) in pairs {
        let path = path(param, &key[name.len()..]).ok_or_else(|| format!("{key}: is no name"))?;
        tree.put(&path, text)
            .map_err(|why| format!("{key}: {why}"))?;
    }
    tree.value(api, &param.ty, param)
        .map_err(|why| format!("{name}: {why}"))
}

/// What stands behind a parameter's name, as steps: `[a][0]`, `.a.b`, `1`.
fn path(param: &Param, mut rest: &str) -> Option<Vec<String>> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = match rest.strip_prefix('[') {
            Some(inner) => inner.split_once(']')?,
            None if param.object == Some(ObjectStyle::Dot) && rest.starts_with('.') => {
                let inner = &rest[1..];
                inner.split_at(inner.find(['.', '[']).unwrap_or(inner.len()))
            }
            None if param.list == ListStyle::Numbered => {
                let end = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                let number: usize = rest[..end].parse().ok()?;
                steps.push(number.checked_sub(1)?.to_string());
                rest = &rest[end..];
                continue;
            }
            None => return None,
        };
        steps.push(step.to_owned());
        rest = after;
    }
    Some(steps)
}

/// A text as JSON has a value of its type: a number, a flag, or the text. One that is of another type stays text.
fn typed(api: &Api, ty: &Use, text: &str) -> Value {
    let ty = resolve(api, ty);
    let text_of = |literal: &Literal| scalar(&make::literal(literal));
    if let Type::Named(id) = ty.ty
        && let TypeKind::Enum(variants) = &api.ty(id).kind
    {
        let meant = variants
            .iter()
            .find(|one| text_of(&one.json).as_deref() == Some(text));
        return meant.map_or_else(|| Value::from(text), |one| make::literal(&one.json));
    }
    let typed = match form(&ty.ty, &ty.codecs) {
        Form::Text => None,
        Form::Number => text.parse::<Number>().ok().map(Value::Number),
        Form::Flag => text.parse::<bool>().ok().map(Value::Bool),
    };
    typed.unwrap_or_else(|| Value::from(text))
}

/// Texts by the steps that lead to them.
#[derive(Default)]
struct Tree {
    texts: Vec<String>,
    inner: Vec<(String, Tree)>,
}

impl Tree {
    fn put(&mut self, path: &[String], text: &str) -> Result<(), Fault> {
        let Some((step, rest)) = path.split_first() else {
            self.texts.push(text.to_owned());
            return Ok(());
        };
        if path.len() > 64 {
            return Err("nested too deep".to_owned());
        }
        if let Some((_, inner)) = self.inner.iter_mut().find(|(key, _)| key == step) {
            return inner.put(rest, text);
        }
        let mut inner = Tree::default();
        inner.put(rest, text)?;
        self.inner.push((step.clone(), inner));
        Ok(())
    }

    fn value(&self, api: &Api, ty: &Use, param: &Param) -> Result<Value, Fault> {
        if is_list(api, ty) {
            let item = item(api, ty).unwrap_or_else(|| ty.clone());
            return self.list(api, &item, param).map(Value::Array);
        }
        if is_object(api, ty) && self.texts.is_empty() {
            return self.object(api, ty, param);
        }
        match (self.texts.as_slice(), self.inner.is_empty()) {
            ([one], true) if is_object(api, ty) && param.object == Some(ObjectStyle::Json) => {
                serde_json::from_str(one).map_err(|why| why.to_string())
            }
            ([one], true) => Ok(typed(api, ty, one)),
            (texts, _) => Err(format!("is given {} times", texts.len() + self.inner.len())),
        }
    }

    fn list(&self, api: &Api, item: &Use, param: &Param) -> Result<Vec<Value>, Fault> {
        let of_text = |text: &String| {
            let mut alone = Tree::default();
            alone.texts.push(text.clone());
            alone.value(api, item, param)
        };
        match &param.list {
            ListStyle::Joined(sign) => match self.texts.as_slice() {
                [one] => Ok(one
                    .split(sign.as_str())
                    .map(|one| typed(api, item, one))
                    .collect()),
                texts => Err(format!("is given {} times", texts.len())),
            },
            ListStyle::Repeat => self.texts.iter().map(of_text).collect(),
            ListStyle::Brackets => match self.inner.as_slice() {
                [(step, inner)] if step.is_empty() => inner.texts.iter().map(of_text).collect(),
                _ => Err("wanted `[]`".to_owned()),
            },
            ListStyle::Indexed | ListStyle::Numbered => {
                let counted =
                    self.inner.iter().enumerate().map(|(index, (step, inner))| {
                        match step.parse() == Ok(index) {
                            true => inner.value(api, item, param),
                            false => Err(format!("wanted item {index}, found `{step}`")),
                        }
                    });
                counted.collect()
            }
        }
    }

    fn object(&self, api: &Api, ty: &Use, param: &Param) -> Result<Value, Fault> {
        let fields = match resolve(api, ty).ty {
            Type::Named(id) => match &api.ty(id).kind {
                TypeKind::Record(record) => Some(&record.fields),
                _ => None,
            },
            _ => None,
        };
        let of_map = match resolve(api, ty).ty {
            Type::Map(of) => Some(*of),
            _ => None,
        };
        let mut map = Map::new();
        for (key, inner) in &self.inner {
            let declared = fields.and_then(|all| all.iter().find(|one| one.name.wire == *key));
            let value = match declared.map(|field| &field.ty).or(of_map.as_ref()) {
                Some(ty) => inner.value(api, ty, param)?,
                None => inner.untyped(),
            };
            map.insert(key.clone(), value);
        }
        Ok(Value::Object(map))
    }

    /// What no type says: a text, texts, or an object.
    fn untyped(&self) -> Value {
        match (self.texts.as_slice(), self.inner.as_slice()) {
            ([one], []) => Value::from(one.as_str()),
            (texts, []) => texts.iter().map(String::as_str).collect(),
            (_, inner) => {
                let entries = inner.iter().map(|(key, one)| (key.clone(), one.untyped()));
                Value::Object(entries.collect())
            }
        }
    }
}
