//! Why a value could not be read: what was found, what was wanted, where, and the mend in the spec.

mod mend;
mod path;
mod wanted;

use std::fmt;

use mend::mend;
pub(crate) use path::show_path;
pub use path::{PathStep, Place};
pub(crate) use wanted::shortened;
pub use wanted::{Found, Wanted};

use super::Reader;

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
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// Innermost first: a step is added on the way out, so that reading well costs nothing.
    path: Vec<PathStep>,
    place: Option<Place>,
    what: What,
    /// A mend that only the reader knows.
    help: Option<&'static str>,
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
        /// What came under one of the names and was not that field.
        elsewhere: Option<String>,
    },
    Doubled(String),
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

    pub(crate) fn missing(
        record: &'static str,
        names: Vec<&'static str>,
        elsewhere: Option<String>,
    ) -> Self {
        Self::new(What::Missing {
            record,
            names,
            elsewhere,
        })
    }

    /// A key that a record or map has twice.
    pub(crate) fn doubled(key: &str) -> Self {
        Self::new(What::Doubled(key.to_owned()))
    }

    /// A key that a record or map has twice, whose second value is the reader's next.
    #[cold]
    pub fn doubled_next(key: &str, reader: &mut dyn Reader) -> Self {
        match reader.peek() {
            Ok(_) => Self::doubled(key).here(reader),
            Err(error) => error,
        }
    }

    fn new(what: What) -> Self {
        Self(Box::new(Inner {
            path: Vec::new(),
            place: None,
            what,
            help: None,
        }))
    }

    /// The same error, at `place` unless its place is known already.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.0.place = self.0.place.or(place);
        self
    }

    /// The same error, with this mend.
    pub(crate) fn with_help(mut self, help: &'static str) -> Self {
        self.0.help = Some(help);
        self
    }

    /// The same error, at the value that `reader` read last.
    #[must_use]
    pub fn here(self, reader: &dyn Reader) -> Self {
        self.at(reader.place(reader.offset()))
    }

    /// The same error of a document that stands in a text, which is what `reader` read last.
    pub(crate) fn moved_to(mut self, reader: &dyn Reader) -> Self {
        self.0.place = reader.place(reader.offset());
        self
    }

    /// The same error, which wanted this.
    pub(crate) fn wanting(mut self, what: &'static str, mend: &'static str) -> Self {
        if let What::Wrong { wanted, .. } = &mut self.0.what {
            *wanted = Wanted::of(what, mend);
        }
        self
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
            found.redact();
        }
        self
    }

    /// The same error, with the text that was found shown as `show` has it.
    pub(crate) fn masked(mut self, show: impl Fn(&str) -> String) -> Self {
        if let What::Wrong { found, .. } = &mut self.0.what {
            found.text = found.text.as_deref().map(show);
        }
        self
    }

    /// What and where, without the mend.
    pub(crate) fn without_help(&self) -> String {
        let mut line = match &self.0.what {
            What::Broken(what) => what.clone(),
            What::Wrong { found, wanted } => format!("found {found}, wanted {wanted}"),
            What::Missing {
                record,
                names,
                elsewhere,
            } => {
                let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                let field = if names.len() == 1 { "field" } else { "fields" };
                let found = elsewhere.as_ref();
                let found = found.map_or_else(String::new, |found| format!(" (there is {found})"));
                format!("missing {field} {} of `{record}`{found}", join(&quoted))
            }
            What::Doubled(key) => format!("the key `{}` stands here twice", shortened(key)),
        };
        if !self.0.path.is_empty() {
            line.push_str(&format!(", at `{}`", self.path()));
        }
        if let Some(place) = self.0.place {
            line.push_str(&format!(" (line {}, column {})", place.line, place.column));
        }
        line
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
            What::Missing {
                elsewhere: Some(_), ..
            } => Some("write the namespace that the vendor uses as `ns` in the spec".to_owned()),
            What::Missing { names, .. } => {
                let marked: Vec<String> = names.iter().map(|name| format!("`{name}?`")).collect();
                Some(format!(
                    "write {} in the spec where a field may be absent",
                    join(&marked)
                ))
            }
            What::Broken(_) | What::Doubled(_) => self.0.help.map(Into::into),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.without_help())?;
        match self.help() {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

/// The same words, which are bounded: the parts hold whole keys of the document.
impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadError({self})")
    }
}

impl std::error::Error for ReadError {}

/// `a`, `a and b`, `a, b and c`.
fn join(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
