//! One path into a document: a reader at the beginning in, the same reader before the value out.

use super::endpoint::Step;
use crate::shape::{FIELD, Format, Kind, ReadError, Reader};

/// Goes to the first value at a path, which is then the reader's next. False where there is none.
pub(crate) fn seek(reader: &mut dyn Reader, path: &[Step]) -> Result<bool, ReadError> {
    let Some((step, rest)) = path.split_first() else {
        return Ok(true);
    };
    let (kind, format) = (reader.peek()?, reader.format());
    let mut position = 0;
    loop {
        let hit = match kind {
            Kind::Record => match next_key(reader, position)? {
                Some(key) => matches(*step, &key, position, format),
                None => return Ok(false),
            },
            Kind::List => match next_item(reader, position)? {
                true => matches_item(*step, position),
                false => return Ok(false),
            },
            _ => return Ok(false),
        };
        if hit {
            return seek(reader, rest);
        }
        reader.skip()?;
        position += 1;
    }
}

fn next_key(reader: &mut dyn Reader, position: usize) -> Result<Option<String>, ReadError> {
    if position == 0 {
        reader.begin_record()?;
    }
    Ok(reader.next_key()?.map(str::to_owned))
}

fn next_item(reader: &mut dyn Reader, position: usize) -> Result<bool, ReadError> {
    if position == 0 {
        reader.begin_list(&FIELD)?;
    }
    reader.next_item()
}

/// Whether a step leads to the value of a key. In XML nothing tells lists from records: the elements in an element
/// have names and positions.
pub(super) fn matches(step: Step, key: &str, position: usize, format: Format) -> bool {
    match step {
        Step::Key(wanted) => wanted == key,
        Step::Any => true,
        Step::Index(wanted) => format == Format::Xml && wanted == position,
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
