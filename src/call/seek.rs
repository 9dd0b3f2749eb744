//! One path into a document: a reader at the beginning in, the same reader before the value out.

use super::endpoint::Step;
use crate::shape::{FIELD, Format, Kind, ReadError, Reader};

/// Goes to the first value at a path, which is then the reader's next. False where there is none.
pub(crate) fn seek(reader: &mut dyn Reader, path: &[Step]) -> Result<bool, ReadError> {
    let Some((step, rest)) = path.split_first() else {
        return Ok(true);
    };
    let format = reader.format();
    let is_list = match reader.peek()? {
        Kind::List => {
            reader.begin_list(&FIELD)?;
            true
        }
        Kind::Record => {
            reader.begin_record()?;
            false
        }
        Kind::Text if has_attributes(reader) => false,
        _ => return Ok(false),
    };
    let mut position = 0;
    loop {
        let hit = if is_list {
            if !reader.next_item()? {
                return Ok(false);
            }
            matches_item(*step, position)
        } else {
            match reader.next_key()? {
                Some(key) => matches(*step, key, position, format),
                None => return Ok(false),
            }
        };
        if hit {
            return seek(reader, rest);
        }
        reader.skip()?;
        position += 1;
    }
}

/// Whether a text comes beside which attributes may stand; it is then entered as a record.
pub(crate) fn has_attributes(reader: &mut dyn Reader) -> bool {
    reader.format() == Format::Xml && reader.begin_record().is_ok()
}

/// Whether a step leads to the value of a key. In XML nothing tells lists from records: the elements in an element
/// have names and positions.
pub(super) fn matches(step: Step, key: &str, position: usize, format: Format) -> bool {
    let is_xml = format == Format::Xml;
    match step {
        Step::Key(wanted) => wanted == key,
        // The text of an element is none of its parts.
        Step::Any => !(is_xml && key.is_empty()),
        Step::Index(wanted) => is_xml && wanted == position,
    }
}

/// Whether a step leads to the item at a position.
pub(super) fn matches_item(step: Step, position: usize) -> bool {
    match step {
        Step::Index(wanted) => wanted == position,
        Step::Any => true,
        Step::Key(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::JsonReader;

    #[test]
    fn seek_stops_before_the_value() {
        let body = br#"{"a":1,"list":[{"y":0},{"x":5}]}"#;
        let path = &[Step::Key("list"), Step::Index(1), Step::Key("x")];
        let mut reader = JsonReader::new(body).expect("UTF-8");
        assert!(seek(&mut reader, path).expect("JSON"));
        assert_eq!(reader.int().expect("a number"), 5);
        let mut reader = JsonReader::new(body).expect("UTF-8");
        assert!(!seek(&mut reader, &[Step::Key("b")]).expect("JSON"));
    }
}
