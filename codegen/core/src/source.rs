//! Files as they were read come in; text with a place for every byte goes out.

use std::fmt;
use std::ops::Range;

/// The size of the largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;

/// One file among [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A stretch of text in one file, in bytes from its start; `end` is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// A span of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start, end }
    }

    /// The part of this span from `start` to `end`, both counted from its own start.
    pub fn part(self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: self.start + start,
            end: self.start + end,
        }
    }

    /// From the start of this span to the end of `other`, which stands in the same file.
    pub fn to(self, other: Span) -> Span {
        Span {
            file: self.file,
            start: self.start,
            end: other.end.max(self.start),
        }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// What a file is to its vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The head: `vendor.yaml`, or the one file of a small vendor.
    Head,
    /// Another YAML file beside the head.
    Part,
    /// A sample body.
    Sample,
}

/// Why a file cannot be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It is larger than [`MAX_FILE_BYTES`]; its size in bytes.
    TooLarge(usize),
    /// The byte at this place does not belong to UTF-8 text.
    NotUtf8(usize),
    /// A NUL byte stands at this place.
    Nul(usize),
}

/// One file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name by which it is shown, with `/` between folders.
    pub name: String,
    /// Its path from the head's folder, with `/` between folders: `examples/list_users.json`.
    pub path: String,
    /// What it is.
    pub role: Role,
    /// What it holds; the readable beginning where it is damaged.
    pub text: String,
    /// What keeps it from being read as a whole.
    pub damage: Option<Damage>,
    lines: Vec<usize>,
}

/// A place as a person counts: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Source {
    fn new(role: Role, name: String, path: String, bytes: Vec<u8>) -> Source {
        let (text, damage) = readable(bytes);
        let lines = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|&(_, b)| b == b'\n')
                    .map(|(i, _)| i + 1),
            )
            .collect();
        Source {
            name,
            path,
            role,
            text,
            damage,
            lines,
        }
    }

    /// The line and column of a byte; a place after the end is the end, one inside a character its start.
    pub fn place(&self, byte: usize) -> Place {
        let byte = self.boundary(byte);
        let line = self.lines.partition_point(|&start| start <= byte) - 1;
        let column = self.text[self.lines[line]..byte].chars().count() + 1;
        Place {
            line: line + 1,
            column,
        }
    }

    /// The lines in which `spans` begin and all between them: the number of the first, counted from 1, and their bytes.
    pub fn lines_around(&self, spans: impl IntoIterator<Item = Span>) -> (usize, Range<usize>) {
        let line = |span: Span| self.place(span.start).line;
        let (first, last) = spans
            .into_iter()
            .map(line)
            .fold((usize::MAX, 1), |(first, last), line| {
                (first.min(line), last.max(line))
            });
        let first = first.min(last);
        let end = self.lines.get(last).copied().unwrap_or(self.text.len());
        (first, self.lines[first - 1]..end)
    }

    /// The start of the character that `byte` is in; the end of the text for a place after it.
    pub fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// The byte at a line and a column, both from 0, columns in characters; the line's end where the line is shorter.
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.lines.get(line) else {
            return self.text.len();
        };
        let end = self
            .lines
            .get(line + 1)
            .map_or(self.text.len(), |next| next - 1);
        self.text[start..end]
            .char_indices()
            .nth(column)
            .map_or(end, |(i, _)| start + i)
    }

    /// The text of a span of this file; empty where the span reaches beyond it.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }
}

/// The text of `bytes` up to the first thing that is no text.
fn readable(mut bytes: Vec<u8>) -> (String, Option<Damage>) {
    let mut damage = None;
    if bytes.len() > MAX_FILE_BYTES {
        let size = bytes.len();
        bytes.clear();
        damage = Some(Damage::TooLarge(size));
    }
    let mut text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let good = error.utf8_error().valid_up_to();
        damage = Some(Damage::NotUtf8(good));
        let mut bytes = error.into_bytes();
        bytes.truncate(good);
        String::from_utf8(bytes).expect("`valid_up_to` ends at a character")
    });
    if let Some(nul) = text.find('\0') {
        text.truncate(nul);
        damage = Some(Damage::Nul(nul));
    }
    (text, damage)
}

/// The files of one vendor: its head, its other YAML files, its sample bodies.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// No files.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a file. `name` is how it is shown; `path` leads to it from the head's folder. Both have `/` between folders.
    pub fn add(
        &mut self,
        role: Role,
        name: impl Into<String>,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("no vendor has four billion files"));
        self.files
            .push(Source::new(role, name.into(), path.into(), bytes.into()));
        id
    }

    /// Puts `text` in the place of what stands at `span`, which ends are ends of characters.
    pub(crate) fn edit(&mut self, span: Span, text: &str) {
        let file = &mut self.files[span.file.0 as usize];
        let mut whole = std::mem::take(&mut file.text);
        whole.replace_range(span.start..span.end, text);
        let (role, name, path) = (file.role, file.name.clone(), file.path.clone());
        *file = Source::new(role, name, path, whole.into_bytes());
    }

    /// A vendor that is one file: the common case of tests and small vendors.
    pub fn single(name: &str, text: &str) -> Sources {
        let mut sources = Sources::new();
        sources.add(Role::Head, name, name, text);
        sources
    }

    /// Leaves out what all names begin with, where they do.
    #[cfg(feature = "files")]
    pub(crate) fn shorten_names(&mut self, prefix: &str) {
        for file in &mut self.files {
            if let Some(short) = file.name.strip_prefix(prefix) {
                file.name = short.to_owned();
            }
        }
    }

    /// The file `id`.
    ///
    /// # Panics
    /// If `id` is of other sources.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The file `id`, if it is one of these: where there are no files at all, what is wrong stands in none.
    pub fn find(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The sample body at `path` from the head's folder.
    pub fn sample(&self, path: &str) -> Option<FileId> {
        let path = path.strip_prefix("./").unwrap_or(path);
        self.iter()
            .find(|(_, f)| f.role == Role::Sample && f.path == path)
            .map(|(id, _)| id)
    }

    /// The text that stands at `span`.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).slice(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let sources = Sources::single("a.yaml", "a: é\nbc: d");
        let file = sources.get(FileId(0));
        assert_eq!(file.place(3).to_string(), "1:4");
        assert_eq!(file.place(4).to_string(), "1:4", "inside `é`");
        assert_eq!(file.place(5).to_string(), "1:5");
        assert_eq!(file.place(6).to_string(), "2:1");
        assert_eq!(file.place(99).to_string(), "2:6");
        assert_eq!(file.byte(1, 4), 10);
        assert_eq!(file.byte(0, 3), 3);
        assert_eq!(file.byte(0, 4), 5);
    }

    #[test]
    fn what_is_no_text_is_damage() {
        let mut sources = Sources::new();
        let bad = sources.add(Role::Head, "a", "a", b"ab\xffcd".to_vec());
        let nul = sources.add(Role::Part, "b", "b", b"ab\0cd".to_vec());
        let big = sources.add(Role::Part, "c", "c", vec![b' '; MAX_FILE_BYTES + 1]);
        assert_eq!(sources.get(bad).damage, Some(Damage::NotUtf8(2)));
        assert_eq!(sources.get(nul).damage, Some(Damage::Nul(2)));
        assert_eq!(sources.get(nul).text, "ab");
        assert_eq!(
            sources.get(big).damage,
            Some(Damage::TooLarge(MAX_FILE_BYTES + 1))
        );
    }
}
