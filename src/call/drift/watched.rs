//! A reader in, the same reader out, which knows the path of what it reads and takes note of drift.

use std::borrow::Cow;

use super::notes::brief;
use super::{DriftKind, Notes};
use crate::call::endpoint::Step;
use crate::shape::{
    DriftSink, Field, Format, Key, Kind, PathStep, Place, ReadError, Reader, Root, SECRET, Shape,
    Unlike, Wanted,
};
use crate::value::Json;

/// Reads with a reader that takes note of drift, where there is something that takes note of it; `path` leads to where
/// the reader stands.
pub(crate) fn watched<T>(
    notes: Option<&Notes>,
    reader: &mut dyn Reader,
    path: &[Step],
    read: impl FnOnce(&mut dyn Reader) -> T,
) -> T {
    let Some(notes) = notes else {
        return read(reader);
    };
    let levels = path.iter().map(|step| Level {
        step: Some(match step {
            Step::Key(key) => PathStep::Key(Cow::Borrowed(key)),
            Step::Index(index) => PathStep::Index(*index),
            Step::Any => PathStep::Index(0),
        }),
        is_secret: false,
        holds_secrets: false,
    });
    read(&mut Watched {
        levels: levels.collect(),
        inner: reader,
        notes,
    })
}

struct Watched<'r> {
    inner: &'r mut dyn Reader,
    notes: &'r Notes,
    /// The lists and records that the reader is in, the outermost first.
    levels: Vec<Level>,
}

struct Level {
    /// Where in it the reader is.
    step: Option<PathStep>,
    /// Whether what stands there is secret.
    is_secret: bool,
    /// Whether all of it is.
    holds_secrets: bool,
}

impl Watched<'_> {
    fn enter(&mut self, of_secrets: Secrecy) {
        let holds_secrets = of_secrets == Secrecy::Secret || self.is_secret();
        self.levels.push(Level {
            step: None,
            is_secret: holds_secrets,
            holds_secrets,
        });
    }

    fn is_secret(&self) -> bool {
        self.levels.last().is_some_and(|level| level.is_secret)
    }

    fn at(&mut self, step: PathStep, secrecy: Secrecy) {
        if let Some(level) = self.levels.last_mut() {
            level.step = Some(step);
            level.is_secret = level.holds_secrets || secrecy == Secrecy::Secret;
        }
    }

    /// The path to where the reader is and on to a field, innermost first. Keys among secrets are left out.
    fn path(&self, field: Option<&str>) -> Vec<PathStep> {
        let steps = self.levels.iter().filter_map(|level| match &level.step {
            Some(PathStep::Key(_)) if level.holds_secrets => Some(PathStep::Key("*".into())),
            step => step.clone(),
        });
        let field = field.map(|field| PathStep::Key(field.to_owned().into()));
        let mut path: Vec<_> = steps.chain(field).collect();
        path.reverse();
        path
    }

    fn is_at(&self, name: &str) -> bool {
        let step = self.levels.last().and_then(|level| level.step.as_ref());
        matches!(step, Some(PathStep::Key(key)) if key == name)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Secrecy {
    Open,
    Secret,
}

impl Secrecy {
    fn of(field: &Field) -> Self {
        match field.has(SECRET) {
            true => Self::Secret,
            false => Self::Open,
        }
    }
}

impl DriftSink for Watched<'_> {
    fn note(&self, unlike: Unlike<'_>) {
        match unlike {
            Unlike::UnknownField { record, name } => {
                let kind = DriftKind::UnknownField {
                    record: record.name,
                    field: brief(name),
                };
                // Inside of a text that holds a document, the reader is at the text.
                let field = (!self.is_at(name)).then_some(name);
                self.notes.add(kind, || self.path(field));
            }
            Unlike::UnknownValue { name, value } => {
                let value = (!self.is_secret()).then(|| brief(&value.to_string()));
                let kind = DriftKind::UnknownValue { ty: name, value };
                self.notes.add(kind, || self.path(None));
            }
            Unlike::LenientAbsence { record, name } => {
                let kind = DriftKind::Absent {
                    record: record.name,
                    field: name,
                };
                self.notes.add(kind, || self.path(Some(name)));
            }
            Unlike::LenientNull { name } => {
                let kind = DriftKind::Null { field: brief(name) };
                self.notes.add(kind, || self.path(None));
            }
        }
    }
}

impl Reader for Watched<'_> {
    fn begin_list(&mut self, item: &'static Field) -> Result<(), ReadError> {
        self.inner.begin_list(item)?;
        self.enter(Secrecy::of(item));
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        let is_next = self.inner.next_item()?;
        match self.levels.last_mut() {
            Some(level) if is_next => {
                level.step = Some(PathStep::Index(match level.step {
                    Some(PathStep::Index(index)) => index + 1,
                    _ => 0,
                }));
            }
            _ => _ = self.levels.pop(),
        }
        Ok(is_next)
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        self.inner.begin_record()?;
        self.enter(Secrecy::Open);
        Ok(())
    }

    fn begin_map(&mut self) -> Result<(), ReadError> {
        self.inner.begin_map()?;
        self.enter(Secrecy::Open);
        Ok(())
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        let key = self.inner.next_field(shape, hint)?;
        match key {
            Key::Field(index) => {
                let secrecy = shape.fields().get(index).map_or(Secrecy::Open, Secrecy::of);
                self.at(PathStep::Key(Cow::Borrowed(shape.names[index])), secrecy);
            }
            Key::Unknown => {
                let name = self.inner.key().to_owned();
                self.at(PathStep::Key(name.into()), Secrecy::Open);
            }
            Key::End => _ = self.levels.pop(),
        }
        Ok(key)
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        let key = self.inner.next_key()?;
        match (key, self.levels.last_mut()) {
            (Some(key), Some(level)) => level.step = Some(PathStep::Key(key.to_owned().into())),
            _ => _ = self.levels.pop(),
        }
        Ok(key)
    }

    // What is looked at ahead is read again, so that its drift is noted then.
    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.inner.look_ahead(probe)
    }

    fn drift(&self) -> Option<&dyn DriftSink> {
        Some(self)
    }

    fn peek(&mut self) -> Result<Kind, ReadError> {
        self.inner.peek()
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        self.inner.null()
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.inner.int()
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        self.inner.float()
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        self.inner.bool()
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        self.inner.text()
    }

    fn token(&mut self) -> Result<&str, ReadError> {
        self.inner.token()
    }

    fn empty(&mut self) -> Result<bool, ReadError> {
        self.inner.empty()
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        self.inner.number()
    }

    fn decimal(&mut self) -> Result<&str, ReadError> {
        self.inner.decimal()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        self.inner.text_among(texts)
    }

    fn key(&self) -> &str {
        self.inner.key()
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        self.inner.json()
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        self.inner.skip()
    }

    fn pass_over(&mut self, name: Option<&'static str>) {
        self.inner.pass_over(name);
    }

    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        self.inner.wrong(wanted)
    }

    fn offset(&self) -> usize {
        self.inner.offset()
    }

    fn place(&self, offset: usize) -> Option<Place> {
        self.inner.place(offset)
    }

    fn untyped(&self) -> bool {
        self.inner.untyped()
    }

    fn expect_root(&mut self, root: &Root) -> Result<(), ReadError> {
        self.inner.expect_root(root)
    }

    fn levels(&self) -> usize {
        self.inner.levels()
    }

    fn refuses_masks(&self) -> bool {
        self.inner.refuses_masks()
    }

    fn format(&self) -> Format {
        self.inner.format()
    }

    fn elsewhere(&self, name: &str) -> Option<String> {
        self.inner.elsewhere(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::JsonReader;
    use crate::shape::FIELD;
    use crate::value::Scalar;

    const HIDDEN: Field = Field {
        flags: SECRET,
        ..FIELD
    };

    /// What is noted of a value in a list of such items, in the second of them.
    fn noted(item: &'static Field) -> String {
        let notes = Notes::default();
        let mut reader = JsonReader::new(br#"[{"a":1},{"b":2}]"#).expect("JSON");
        let read = watched(Some(&notes), &mut reader, &[Step::Key("data")], |reader| {
            reader.begin_list(item)?;
            reader.next_item()?;
            reader.skip()?;
            reader.next_item()?;
            reader.begin_map()?;
            reader.next_key()?;
            reader
                .drift()
                .expect("it is watched")
                .note(Unlike::UnknownValue {
                    name: "Role",
                    value: &Scalar::from("opensesame"),
                });
            reader.skip()?;
            assert_eq!(reader.next_key()?, None);
            reader.next_item()
        });
        assert!(!read.expect("it can be read"));
        let (differences, _) = notes.differences(&[]);
        differences[0].to_string()
    }

    #[test]
    fn neither_values_nor_keys_among_secrets_are_noted() {
        let open = "`Role` names no value `opensesame`, at `data[1].b`";
        assert_eq!(noted(&FIELD), open);
        let hidden = "`Role` does not name this secret value, at `data[1][\"*\"]`";
        assert_eq!(noted(&HIDDEN), hidden);
    }

    #[test]
    fn what_was_looked_at_ahead_is_no_step_of_the_path() {
        let notes = Notes::default();
        let mut reader = JsonReader::new(br#"{"a":{"b":1}}"#).expect("JSON");
        let read = watched(Some(&notes), &mut reader, &[], |reader| {
            reader.look_ahead(&mut |ahead| {
                assert!(ahead.drift().is_none(), "it is read again");
                ahead.begin_record()?;
                ahead.next_key()?;
                ahead.skip()
            })?;
            reader.begin_map()?;
            reader.next_key()?;
            reader
                .drift()
                .expect("it is watched")
                .note(Unlike::LenientNull { name: "a" });
            reader.skip()
        });
        read.expect("it can be read");
        let (differences, _) = notes.differences(&[]);
        assert_eq!(differences[0].path(), "a");
    }
}
