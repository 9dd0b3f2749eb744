//! Why a value could not be read: what was found, what was wanted, where, and the mend in the spec.

use std::borrow::Cow;
use std::fmt;

use super::{Kind, Reader};

/// A value that does not fit its type, with the path and the place at which it stands.
///
/// `Display` gives one line, and a second one with the mend where there is one:
///
/// ```
/// use trunkline::{Json, ReadError};
///
/// let error: ReadError = "{\"a\": [1, 2}".parse::<Json>().unwrap_err();
/// assert_eq!(error.to_string(), "broken JSON: expected `,` or `]`, at `a` (line 1, column 12)");
/// assert_eq!(error.offset(), Some(11));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// Innermost first: a step is added on the way out, so that reading well costs nothing.
    path: Vec<PathStep>,
    place: Option<Place>,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// The document breaks the rules of its format, or a limit of the reader.
    Broken(String),
    Wrong {
        found: Found,
        wanted: Wanted,
    },
    Missing {
        record: &'static str,
        names: Vec<&'static str>,
    },
    Doubled(String),
}

/// A step of a path into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// A field or a key.
    Key(Cow<'static, str>),
    /// An item, from 0.
    Index(usize),
}

/// A place in a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of `offset` in `source`.
    #[must_use]
    pub fn find(source: &[u8], offset: usize) -> Self {
        let offset = offset.min(source.len());
        let before = &source[..offset];
        let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
        let start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        // Bytes that continue a character do not count.
        let column = before[start..]
            .iter()
            .filter(|&&byte| byte & 0xC0 != 0x80)
            .count()
            + 1;
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Self {
            offset,
            line,
            column,
        }
    }
}

/// What stood where something else was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    kind: Kind,
    /// The scalar, shortened; nothing where it is secret or no scalar.
    text: Option<String>,
}

/// The longest piece of a found text that an error repeats, in characters.
const SHOWN: usize = 60;

impl Found {
    /// A value without its content.
    #[must_use]
    pub fn kind(kind: Kind) -> Self {
        Self { kind, text: None }
    }

    /// A scalar, as it came.
    #[must_use]
    pub fn scalar(kind: Kind, text: &str) -> Self {
        let mut shown: String = text
            .chars()
            .take(SHOWN)
            .flat_map(char::escape_debug)
            .collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        // `escape_debug` is for quotes; between backticks they stand for themselves.
        let shown = shown.replace("\\\"", "\"").replace("\\'", "'");
        Self {
            kind,
            text: Some(shown),
        }
    }

    /// A text, as it came.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::scalar(Kind::Text, text)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, &self.text) {
            (Kind::Bool, Some(text)) => write!(f, "`{text}`"),
            (kind @ (Kind::Text | Kind::Number), Some(text)) => write!(f, "{kind} `{text}`"),
            (Kind::Number, None) => f.write_str("a number"),
            (Kind::Bool, None) => f.write_str("a flag"),
            (kind, _) => write!(f, "{kind}"),
        }
    }
}

/// What was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A whole number of 64 bits.
    Int,
    /// A finite number.
    Float,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// Text.
    Text,
    /// A list.
    List,
    /// A record or a map.
    Record,
    /// Something of which a codec knows better, and the mend that it proposes.
    Of(Cow<'static, str>, Option<&'static str>),
}

impl Wanted {
    /// Something that a codec wants.
    #[must_use]
    pub fn of(what: &'static str, help: &'static str) -> Self {
        Self::Of(Cow::Borrowed(what), Some(help))
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wanted::Int => "a whole number of 64 bits",
            Wanted::Float => "a number that fits 64 bits",
            Wanted::Number => "a number",
            Wanted::Bool => "`true` or `false`",
            Wanted::Text => "text",
            Wanted::List => "a list",
            Wanted::Record => "an object",
            Wanted::Of(what, _) => what,
        })
    }
}

impl ReadError {
    /// A document that breaks the rules of its format or a limit.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::new(What::Broken(what.into()))
    }

    /// A value that is not what was wanted.
    #[must_use]
    pub fn wrong(found: Found, wanted: Wanted) -> Self {
        Self::new(What::Wrong { found, wanted })
    }

    pub(super) fn missing(record: &'static str, names: Vec<&'static str>) -> Self {
        Self::new(What::Missing { record, names })
    }

    /// A key that a record or map has twice, whose second value is the reader's next.
    #[cold]
    pub fn doubled_next(key: &str, reader: &mut dyn Reader) -> Self {
        match reader.peek() {
            Ok(_) => Self::new(What::Doubled(key.to_owned())).here(reader),
            Err(error) => error,
        }
    }

    fn new(what: What) -> Self {
        Self(Box::new(Inner {
            path: Vec::new(),
            place: None,
            what,
        }))
    }

    /// The same error, at `place` unless its place is known already.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.0.place = self.0.place.or(place);
        self
    }

    /// The same error, at the value that `reader` read last.
    #[must_use]
    pub fn here(self, reader: &dyn Reader) -> Self {
        self.at(reader.place(reader.offset()))
    }

    /// The same error, seen from outside of `step`.
    #[must_use]
    pub fn within(mut self, step: PathStep) -> Self {
        self.0.path.push(step);
        self
    }

    /// The same error, without the value that was found.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        if let What::Wrong { found, .. } = &mut self.0.what {
            found.text = None;
        }
        self
    }

    /// The path of the value, like `payload.items[3].create_time`; empty for the whole document.
    #[must_use]
    pub fn path(&self) -> String {
        show_path(&self.0.path)
    }

    /// The number of bytes before the value, where the source is a text.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.place.map(|place| place.offset)
    }

    /// Where the value stands, where the source is a text.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    /// The names of the fields that had to be there and were not.
    #[must_use]
    pub fn missing_fields(&self) -> &[&'static str] {
        match &self.0.what {
            What::Missing { names, .. } => names,
            _ => &[],
        }
    }

    /// What was found, where something else was wanted.
    #[must_use]
    pub fn found(&self) -> Option<String> {
        match &self.0.what {
            What::Wrong { found, .. } => Some(found.to_string()),
            _ => None,
        }
    }

    /// What was wanted, where something else was found.
    #[must_use]
    pub fn wanted(&self) -> Option<String> {
        match &self.0.what {
            What::Wrong { wanted, .. } => Some(wanted.to_string()),
            _ => None,
        }
    }

    /// What to change in the spec if the vendor does send such values.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match &self.0.what {
            What::Wrong { found, wanted } => mend(found, wanted).map(Into::into),
            What::Missing { names, .. } => {
                let marked: Vec<String> = names.iter().map(|name| format!("`{name}?`")).collect();
                Some(format!(
                    "write {} in the spec where a field may be absent",
                    join(&marked)
                ))
            }
            What::Broken(_) | What::Doubled(_) => None,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Broken(what) => f.write_str(what)?,
            What::Wrong { found, wanted } => write!(f, "found {found}, wanted {wanted}")?,
            What::Missing { record, names } => {
                let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                let field = if names.len() == 1 { "field" } else { "fields" };
                write!(f, "missing {field} {} of `{record}`", join(&quoted))?;
            }
            What::Doubled(key) => write!(f, "the key `{key}` stands here twice")?,
        }
        if !self.0.path.is_empty() {
            write!(f, ", at `{}`", self.path())?;
        }
        if let Some(place) = self.0.place {
            write!(f, " (line {}, column {})", place.line, place.column)?;
        }
        match self.help() {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ReadError {}

/// The change of the spec that accepts `found`, where there is an evident one.
fn mend(found: &Found, wanted: &Wanted) -> Option<&'static str> {
    let text = found.text.as_deref();
    if found.kind == Kind::Null {
        return Some("if it may be null, add `?` after its type in the spec");
    }
    match (wanted, found.kind, text) {
        (Wanted::Of(_, help), ..) => *help,
        (Wanted::Int | Wanted::Float | Wanted::Bool, Kind::Text, Some("")) => Some(
            "if the empty text means null, add `as blank text` and `?` to the type in the spec",
        ),
        (Wanted::Int, Kind::Text, _) => {
            Some("if the vendor sends numbers in strings, write `int as text` in the spec")
        }
        (Wanted::Float | Wanted::Number, Kind::Text, _) => {
            Some("if the vendor sends numbers in strings, write `float as text` in the spec")
        }
        (Wanted::Int, Kind::Number, Some(digits)) if digits.contains(['.', 'e', 'E']) => {
            Some("if it may have a fraction, write `float` in the spec")
        }
        (Wanted::Int | Wanted::Float, Kind::Number, _) => {
            Some("write `json` in the spec to keep numbers of any size")
        }
        (Wanted::Bool, Kind::Number, Some("0" | "1")) => Some("write `bool as bit` in the spec"),
        (Wanted::Bool, Kind::Text, Some("0" | "1")) => Some("write `bool as bit_text` in the spec"),
        (Wanted::Bool, Kind::Text, Some("Y" | "N" | "y" | "n")) => {
            Some("write `bool as yn` in the spec")
        }
        (Wanted::Bool, Kind::Text, Some("true" | "false")) => {
            Some("write `bool as text` in the spec")
        }
        (Wanted::Text, Kind::Number, _) => {
            Some("write `int` or `float` in the spec, or `json` if the vendor sends both")
        }
        (Wanted::Text, Kind::Bool, _) => {
            Some("write `bool` in the spec, or `json` if the vendor sends both")
        }
        (Wanted::Record, Kind::List, _) => Some(
            "if this is PHP's `[]` for an empty object, add `as emptylist` to the type in the spec",
        ),
        _ => None,
    }
}

/// `a`, `a and b`, `a, b and c`.
fn join(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `a.b[3]["x.y"]`, from steps whose innermost comes first.
pub(super) fn show_path(steps: &[PathStep]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            PathStep::Index(index) => path.push_str(&format!("[{index}]")),
            PathStep::Key(key) if is_plain(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            PathStep::Key(key) => path.push_str(&format!("[{key:?}]")),
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | ':'))
}
