//! The value of a parameter comes in; the names and texts go out that stand for it in a path, a query, a header or a form.

use std::borrow::Cow;

use super::document::named;
use super::endpoint::{ListStyle, ObjectStyle, Param, Place};
use crate::json::JsonWriter;
use crate::shape::{Codec, Format, PathStep, Slot, WriteError};
use crate::text::scalar;
use crate::value::Json;

/// A name with a text, as a query or a form holds it.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) name: Cow<'static, str>,
    pub(crate) text: String,
}

/// What is sent for a parameter.
#[derive(Clone)]
pub(crate) enum Given {
    /// One text under the parameter's name.
    Text(String),
    /// None, or several, or under other names.
    Pairs(Vec<Pair>),
}

impl Given {
    /// Out of a value.
    pub(crate) fn of(value: &dyn Slot, param: &Param) -> Result<Self, WriteError> {
        // Most are scalars, which need no tree. A list in one string is one too, but for an empty one.
        let may_be_scalar = !is_json(param) && !matches!(param.field.codec, Codec::Csv);
        match may_be_scalar.then(|| scalar(value, &param.field)) {
            Some(Some(text)) => Ok(Self::Text(text)),
            _ => pairs(value, param).map(Self::Pairs),
        }
    }

    /// The text under the parameter's name, and the pairs.
    pub(super) fn parts(&self) -> (Option<&str>, &[Pair]) {
        match self {
            Self::Text(text) => (Some(text), &[]),
            Self::Pairs(pairs) => (None, pairs),
        }
    }
}

/// The names and texts of a parameter of this name, out of its parts.
pub(super) fn pairs_of<'g>(
    param: &'g str,
    (text, pairs): (Option<&'g str>, &'g [Pair]),
) -> impl Iterator<Item = (&'g str, &'g str)> {
    let pairs = pairs.iter().map(|pair| (&*pair.name, pair.text.as_str()));
    text.map(|text| (param, text)).into_iter().chain(pairs)
}

/// What a value is as pairs: none for null, one for a scalar, one an item or a field where the parameter's styles part
/// the value; the fields of an object in the order of their names.
///
/// A text is never changed. What the styles have no form for is an error: null inside of a value, a list of lists, an
/// item of a joined list that is empty or holds what stands between the items, a key that would be read as two.
fn pairs(value: &dyn Slot, param: &Param) -> Result<Vec<Pair>, WriteError> {
    let mut writer = JsonWriter::new();
    crate::codec::write(value, &mut writer, &param.field)?;
    let json = writer.into_text();
    if is_json(param) {
        return Ok(vec![pair(param, json)]);
    }
    if let Some(text) = plain(&json) {
        let text = text.to_owned();
        return Ok(vec![pair(param, text)]);
    }
    // A JSON tree is what all values have in common, and a parameter is small.
    let tree = Json::from_slice(json.as_bytes())
        .map_err(|error| WriteError::new(format!("cannot write this value: {error}")))?;
    let mut pairs = Vec::new();
    match tree {
        Json::Null => {}
        // No item is empty, so that this is a list without any.
        Json::Text(text) if text.is_empty() && matches!(param.field.codec, Codec::Csv) => {}
        Json::Object(_) if param.object == ObjectStyle::Json => pairs.push(pair(param, json)),
        tree => {
            let mut parting = Parting {
                list: param.list,
                object: param.object,
                pairs: &mut pairs,
            };
            parting.value(Cow::Borrowed(param.field.name), &tree, Around::Nothing)?;
        }
    }
    Ok(pairs)
}

/// The text of a scalar whose JSON has it as it is: a number, a flag, a text that has something in it and nothing that
/// was escaped.
fn plain(json: &str) -> Option<&str> {
    match json.as_bytes() {
        [b'0'..=b'9' | b'-' | b't' | b'f', ..] => Some(json),
        [b'"', inner @ .., b'"'] if !inner.is_empty() && !inner.contains(&b'\\') => {
            json.get(1..json.len() - 1)
        }
        _ => None,
    }
}

/// Whether a parameter travels as JSON, whatever its type.
fn is_json(param: &Param) -> bool {
    let named_json = || param.part.media_type.and_then(named) == Some(Format::Json);
    param.place == Place::Beside || (param.place == Place::Part && named_json())
}

/// The names of so many items of a list.
pub(crate) fn names(param: &Param, count: usize) -> impl Iterator<Item = Cow<'static, str>> {
    let name = param.field.name;
    (0..count).map(move |index| match param.list {
        ListStyle::Brackets => format!("{name}[]").into(),
        ListStyle::Indexed => format!("{name}[{index}]").into(),
        ListStyle::Numbered => format!("{name}{}", index + 1).into(),
        ListStyle::Repeat | ListStyle::Joined(_) => Cow::Borrowed(name),
    })
}

/// The one text of a parameter.
fn pair(param: &Param, text: String) -> Pair {
    Pair {
        name: Cow::Borrowed(param.field.name),
        text,
    }
}

/// What a value stands in.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    Nothing,
    List,
    Object,
}

struct Parting<'p> {
    list: ListStyle,
    object: ObjectStyle,
    pairs: &'p mut Vec<Pair>,
}

impl Parting<'_> {
    fn value(
        &mut self,
        name: Cow<'static, str>,
        value: &Json,
        around: Around,
    ) -> Result<(), WriteError> {
        let text = match value {
            Json::List(items) => return self.list(&name, items, around),
            Json::Object(_) if self.object == ObjectStyle::Json => value.to_string(),
            Json::Object(fields) => {
                self.check_object(around)?;
                let has_list = fields.values().any(|value| matches!(value, Json::List(_)));
                return fields.iter().try_for_each(|(key, value)| {
                    self.check_key(key, has_list)?;
                    let name = self.inner(&name, key);
                    let done = self.value(name.into(), value, Around::Object);
                    done.map_err(|error| error.within(PathStep::Key(key.clone().into())))
                });
            }
            scalar => text(scalar)?,
        };
        self.pairs.push(Pair { name, text });
        Ok(())
    }

    fn list(&mut self, name: &str, items: &[Json], around: Around) -> Result<(), WriteError> {
        if around == Around::List {
            return Err(WriteError::new(
                "cannot write a list of lists into parameters",
            ));
        }
        let at = |index| move |error: WriteError| error.within(PathStep::Index(index));
        if let ListStyle::Joined(sign) = self.list {
            let texts: Vec<String> = (items.iter().enumerate())
                .map(|(index, item)| self.joined(item, sign).map_err(at(index)))
                .collect::<Result<_, _>>()?;
            let joined = texts.join(sign);
            // Of a longer sign, one item may end with the beginning, and the next have the rest.
            if !items.is_empty() && joined.split(sign).ne(&texts) {
                return Err(WriteError::new(format!(
                    "cannot write these texts into a list with `{sign}` between its items: others would be read"
                )));
            }
            if !items.is_empty() {
                self.pairs.push(Pair {
                    name: name.to_owned().into(),
                    text: joined,
                });
            }
            return Ok(());
        }
        items.iter().enumerate().try_for_each(|(index, item)| {
            let name = match self.list {
                ListStyle::Repeat | ListStyle::Joined(_) => name.to_owned(),
                ListStyle::Brackets => format!("{name}[]"),
                ListStyle::Indexed => format!("{name}[{index}]"),
                ListStyle::Numbered => format!("{name}{}", index + 1),
            };
            self.value(name.into(), item, Around::List)
                .map_err(at(index))
        })
    }

    /// An item of a joined list. One that holds the sign or is empty would not come back as it was.
    fn joined(&self, item: &Json, sign: &str) -> Result<String, WriteError> {
        let text = text(item)?;
        if text.is_empty() {
            return Err(WriteError::new(format!(
                "cannot write an empty text into a list with `{sign}` between its items"
            )));
        }
        if text.contains(sign) {
            return Err(WriteError::new(format!(
                "cannot write a text that holds `{sign}` into a list with `{sign}` between its items"
            )));
        }
        Ok(text)
    }

    /// Whether the names of an object's fields tell where they belong.
    fn check_object(&self, around: Around) -> Result<(), WriteError> {
        let positioned = matches!(self.list, ListStyle::Indexed | ListStyle::Numbered);
        let why = match (self.object, around) {
            (ObjectStyle::None, _) => {
                "cannot write an object into a path, a query, a header or a form"
            }
            (ObjectStyle::Brackets, Around::List | Around::Object) => {
                "cannot write an object inside of a value: its style has one level"
            }
            (_, Around::List) if !positioned => {
                "cannot write objects as items of a list whose style does not number them"
            }
            _ => return Ok(()),
        };
        Err(WriteError::new(why))
    }

    /// Whether a key ends where it ends: what stands behind it in a name has to be told from it.
    fn check_key(&self, key: &str, beside_a_list: bool) -> Result<(), WriteError> {
        let is_dotted = self.object == ObjectStyle::Dot;
        let signs: &[char] = match self.list {
            _ if !is_dotted => &['[', ']'],
            ListStyle::Brackets | ListStyle::Indexed => &['.', '[', ']'],
            ListStyle::Repeat | ListStyle::Numbered | ListStyle::Joined(_) => &['.'],
        };
        // `a1` of `a` and the first item: nothing stands between a key and the number of an item.
        let is_number = is_dotted
            && beside_a_list
            && self.list == ListStyle::Numbered
            && key.ends_with(|c: char| c.is_ascii_digit());
        if key.is_empty() || key.contains(signs) || is_number {
            return Err(WriteError::new(
                "cannot write this key into the name of a parameter: it would be read as another one",
            )
            .within(PathStep::Key(key.to_owned().into())));
        }
        Ok(())
    }

    /// The name of what stands in an object.
    fn inner(&self, name: &str, key: &str) -> String {
        match self.object {
            ObjectStyle::Dot => format!("{name}.{key}"),
            _ => format!("{name}[{key}]"),
        }
    }
}

/// The text of a scalar.
fn text(value: &Json) -> Result<String, WriteError> {
    match value {
        Json::Text(text) => Ok(text.clone()),
        Json::Number(number) => Ok(number.as_str().to_owned()),
        Json::Bool(flag) => Ok(flag.to_string()),
        Json::Null => Err(WriteError::new("cannot write null into parameters")),
        Json::List(_) | Json::Object(_) => Err(WriteError::new(
            "cannot write a list or an object as an item of a joined list",
        )),
    }
}
