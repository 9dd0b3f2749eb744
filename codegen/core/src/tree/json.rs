//! The text of a JSON sample comes in; its tree goes out: strings as quoted texts, all else as plain ones.

use std::collections::HashSet;

use jiter::{Jiter, JiterError, JiterErrorType, Peek};

use super::{Entry, Kind, Node, Scalar, Style, yaml};
use crate::diag::{Diagnostics, codes};
use crate::source::{FileId, Sources, Span};

/// The number of lists and objects that may stand in each other.
const DEPTH: usize = 128;

/// The tree of a JSON file; nothing if it is no JSON, which is then reported.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    if yaml::report_damage(sources, file, diagnostics) {
        return None;
    }
    let text = sources.get(file).text.as_str();
    let mut reader = Reader {
        jiter: Jiter::new(text.as_bytes()),
        text,
        file,
        diagnostics,
        depth: 0,
    };
    let result = reader
        .value()
        .and_then(|node| reader.jiter.finish().map(|()| node));
    match result {
        Ok(node) => Some(node),
        Err(error) => {
            let byte = sources.get(file).boundary(error.index);
            let what = match &error.error_type {
                JiterErrorType::JsonError(error) => error.to_string(),
                other => other.to_string(),
            };
            let end = byte + text[byte..].chars().next().map_or(0, char::len_utf8);
            diagnostics.error(
                codes::JSON_SYNTAX,
                Span::new(file, byte, end),
                format!("this is not JSON: {what}"),
            );
            None
        }
    }
}

/// The tree of a document that stands in another one as a text; every value has the place of that text. Nothing if it is
/// no JSON.
pub fn within(text: &str, span: Span) -> Option<Node> {
    let mut diagnostics = Diagnostics::default();
    let mut reader = Reader {
        jiter: Jiter::new(text.as_bytes()),
        text,
        file: span.file,
        diagnostics: &mut diagnostics,
        depth: 0,
    };
    let read = reader
        .value()
        .and_then(|node| reader.jiter.finish().map(|()| node));
    let whole = diagnostics.is_empty();
    diagnostics.discard();
    let mut node = read.ok().filter(|_| whole)?;
    place(&mut node, span);
    Some(node)
}

/// Puts all values at one place.
fn place(node: &mut Node, span: Span) {
    node.span = span;
    match &mut node.kind {
        Kind::Map(entries) => entries.iter_mut().for_each(|entry| {
            entry.span = span;
            place(&mut entry.value, span);
        }),
        Kind::List(items) => items.iter_mut().for_each(|item| place(item, span)),
        Kind::Scalar(_) | Kind::Bad => {}
    }
}

struct Reader<'t, 'd> {
    jiter: Jiter<'t>,
    text: &'t str,
    file: FileId,
    diagnostics: &'d mut Diagnostics,
    depth: usize,
}

impl Reader<'_, '_> {
    fn span(&self, start: usize) -> Span {
        Span::new(self.file, start, self.jiter.current_index())
    }

    fn value(&mut self) -> Result<Node, JiterError> {
        let peek = self.jiter.peek()?;
        self.known(peek)
    }

    fn known(&mut self, peek: Peek) -> Result<Node, JiterError> {
        let start = self.jiter.current_index();
        let kind = match peek {
            Peek::Array => self.nested(Reader::list)?,
            Peek::Object => self.nested(Reader::map)?,
            Peek::String => {
                let text = self.jiter.known_str()?.to_owned();
                Kind::Scalar(Scalar {
                    text,
                    style: Style::Quoted,
                })
            }
            _ => {
                // Numbers are kept as written, so they are only checked here.
                self.jiter.known_skip(peek)?;
                let text = self
                    .text
                    .get(start..self.jiter.current_index())
                    .unwrap_or("")
                    .to_owned();
                Kind::Scalar(Scalar {
                    text,
                    style: Style::Plain,
                })
            }
        };
        Ok(Node {
            span: self.span(start),
            kind,
        })
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Kind, JiterError>,
    ) -> Result<Kind, JiterError> {
        self.depth += 1;
        if self.depth > DEPTH {
            let index = self.jiter.current_index();
            let error_type =
                JiterErrorType::JsonError(jiter::JsonErrorType::RecursionLimitExceeded);
            return Err(JiterError { error_type, index });
        }
        let kind = read(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn list(&mut self) -> Result<Kind, JiterError> {
        let mut items = Vec::new();
        let mut next = self.jiter.known_array()?;
        while let Some(peek) = next {
            items.push(self.known(peek)?);
            next = self.jiter.array_step()?;
        }
        Ok(Kind::List(items))
    }

    fn map(&mut self) -> Result<Kind, JiterError> {
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        let mut next = self.jiter.known_object()?.map(str::to_owned);
        while let Some(key) = next {
            let span = self.key_span();
            let value = self.value()?;
            if seen.insert(key.clone()) {
                entries.push(Entry { key, span, value });
            } else {
                let message = format!("the key `{key}` stands here twice");
                self.diagnostics
                    .error(codes::JSON_DOUBLED_KEY, span, message);
            }
            next = self.jiter.next_key()?.map(str::to_owned);
        }
        Ok(Kind::Map(entries))
    }

    /// The key that was read just now, with its quotes: the reader stands behind its colon.
    fn key_span(&self) -> Span {
        let before = &self.text[..self.jiter.current_index()];
        let end = before.rfind('"').map_or(0, |quote| quote + 1);
        let mut start = end.saturating_sub(1);
        loop {
            start = self.text[..start].rfind('"').unwrap_or(0);
            let escapes = self.text[..start]
                .bytes()
                .rev()
                .take_while(|&b| b == b'\\')
                .count();
            if escapes % 2 == 0 || start == 0 {
                return Span::new(self.file, start, end);
            }
        }
    }
}
