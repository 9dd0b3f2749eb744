//! Any value comes out of a reader, a tree goes out.

use std::collections::BTreeMap;

use crate::shape::{FIELD, Found, Kind, PathStep, ReadError, Reader, Wanted};
use crate::value::{Json, Number};

/// Builds the tree of the next value. The reader's limit on depth bounds the recursion.
pub(super) fn build(reader: &mut dyn Reader) -> Result<Json, ReadError> {
    Ok(match reader.peek()? {
        Kind::Null => {
            reader.null()?;
            Json::Null
        }
        Kind::Bool => Json::Bool(reader.bool()?),
        Kind::Number => Json::Number(number(reader)?),
        Kind::Text => Json::Text(reader.text()?.to_owned()),
        Kind::List => {
            reader.begin_list(&FIELD)?;
            let mut items = Vec::new();
            while reader.next_item()? {
                let item =
                    build(reader).map_err(|error| error.within(PathStep::Index(items.len())))?;
                items.push(item);
            }
            Json::List(items)
        }
        Kind::Record => Json::Object(object(reader)?),
    })
}

fn number(reader: &mut dyn Reader) -> Result<Number, ReadError> {
    let digits = reader.number()?;
    Number::parse(digits)
        .ok_or_else(|| ReadError::wrong(Found::scalar(Kind::Number, digits), Wanted::Number))
}

fn object(reader: &mut dyn Reader) -> Result<BTreeMap<String, Json>, ReadError> {
    reader.begin_record()?;
    let mut fields = BTreeMap::new();
    while let Some(key) = reader.next_key()? {
        let key = key.to_owned();
        if fields.contains_key(&key) {
            return Err(ReadError::doubled_next(&key, reader));
        }
        match build(reader) {
            Ok(value) => fields.insert(key, value),
            Err(error) => return Err(error.within(PathStep::Key(key.into()))),
        };
    }
    Ok(fields)
}
