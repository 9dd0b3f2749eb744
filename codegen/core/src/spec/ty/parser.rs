//! The text of a type comes in; its parts, or the one thing that is wrong with it, go out.

use super::names::{builtin, foreign, same};
use super::{TypeExpr, TypeHead};
use crate::diag::{Diagnostic, codes};
use crate::source::{Span, Spanned};
use crate::spec::Cx;
use crate::spec::piece::Piece;
use crate::spec::table::{BUILTINS, CODECS, Status};

/// Parses a type expression; nothing if it is wrong or not supported yet, which is then reported.
pub(in crate::spec) fn parse(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<TypeExpr> {
    let mut parser = Parser {
        piece,
        at: 0,
        depth: 0,
        cx,
    };
    let expr = parser.expr()?;
    parser.spaces();
    if parser.at < piece.text.len() {
        parser.trailing();
        return None;
    }
    let mut next = Some(&expr);
    while let Some(at) = next {
        if matches!(at.head, TypeHead::Generic(..)) {
            parser.cx.instances.push(at.clone());
        }
        next = at.inside();
    }
    Some(expr)
}

/// The number of types that may stand in each other.
const DEPTH: usize = 32;

struct Parser<'a, 'c, 'd> {
    piece: Piece<'a>,
    at: usize,
    depth: usize,
    cx: &'c mut Cx<'d>,
}

impl<'a> Parser<'a, '_, '_> {
    fn rest(&self) -> &'a str {
        &self.piece.text[self.at..]
    }

    fn spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, sign: char) -> Option<Span> {
        self.spaces();
        self.rest().starts_with(sign).then(|| {
            self.at += sign.len_utf8();
            self.piece.part(self.at - sign.len_utf8(), self.at)
        })
    }

    fn name(&mut self) -> Option<Spanned<String>> {
        self.spaces();
        let length = self
            .rest()
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(self.rest().len());
        if length == 0 {
            return None;
        }
        let start = self.at;
        self.at += length;
        Some(Spanned::new(
            self.piece.text[start..self.at].to_owned(),
            self.piece.part(start, self.at),
        ))
    }

    /// Reports something at the rest of the text.
    fn wrong(&mut self, message: &str, help: Option<String>) -> &mut Diagnostic {
        let end = self.piece.text.len().max(self.at);
        let message = format!("`{}` is no type: {message}", self.piece.text);
        self.cx
            .diagnostics
            .error(codes::BAD_TYPE, self.piece.part(self.at, end), message)
            .maybe_help(help)
    }

    fn expr(&mut self) -> Option<TypeExpr> {
        self.spaces();
        let start = self.at;
        self.depth += 1;
        if self.depth > DEPTH {
            self.wrong("types stand in each other too deeply", None);
            return None;
        }
        let head = self.head()?;
        let mut null = self.eat('?');
        let codecs = match self.codecs() {
            Ok(codecs) => codecs,
            Err(()) => return None,
        };
        if let (Some(early), false) = (null, codecs.is_empty()) {
            let help = "the `?` stands last, over the whole: `int as text?`";
            let message = format!("`{}` is no type: a `?` before `as`", self.piece.text);
            let end = self.piece.text[..self.at].trim_end().len();
            let again = self.rest().trim_start().starts_with('?');
            let finding = self.cx.diagnostics.error(codes::BAD_TYPE, early, message);
            finding.help(help).fix(early, "?", "");
            if !again {
                finding.fix(self.piece.part(end, end), "", "?");
            }
            return None;
        }
        if null.is_none() {
            null = self.eat('?');
        }
        self.depth -= 1;
        Some(TypeExpr {
            span: self.piece.part(start, self.at),
            head,
            codecs,
            null,
        })
    }

    fn head(&mut self) -> Option<TypeHead> {
        let Some(name) = self.name() else {
            let help = match self.rest().chars().next() {
                Some('[') => Some(format!(
                    "a list is written `list<{}>`",
                    self.rest().trim_matches(['[', ']'])
                )),
                _ => Some(
                    "a type is a name, `list<T>` or `map<T>`, then `as` and codecs, then `?`"
                        .to_owned(),
                ),
            };
            self.wrong("a name is wanted here", help);
            return None;
        };
        match name.value.as_str() {
            "list" => self.argument("list").map(TypeHead::List),
            "map" => self.argument("map").map(TypeHead::Map),
            _ => self.named(name),
        }
    }

    fn named(&mut self, name: Spanned<String>) -> Option<TypeHead> {
        let text = name.value.as_str();
        let declared = self.cx.declared.contains(text);
        if let Some(builtin) = builtin(text).filter(|_| !self.rest().starts_with('<')) {
            return Some(TypeHead::Builtin(builtin));
        }
        if !declared
            && BUILTINS
                .iter()
                .any(|word| word.word == text && word.status == Status::Later)
        {
            self.cx.not_yet(name.span, &format!("the type `{text}`"));
            return None;
        }
        if let Some(own) = foreign(text).filter(|_| !declared) {
            let meant = same(text, self.rest().starts_with('<'));
            self.cx
                .diagnostics
                .error(
                    codes::UNKNOWN_BUILTIN,
                    name.span,
                    format!("there is no type `{text}`"),
                )
                .help(format!("did you mean `{own}`?"))
                .respell(name.span, text, meant);
            return None;
        }
        if text == "none" && !declared {
            let help = "a value that may be null is `T?`, anything is `json`; `none` stands alone at `returns`";
            self.cx
                .diagnostics
                .error(codes::BAD_TYPE, name.span, "`none` is no type of a value")
                .help(help);
            return None;
        }
        if self.rest().starts_with('<') {
            if builtin(text).is_some() {
                self.wrong(&format!("`{text}` takes no `<…>`"), None);
                return None;
            }
            let argument = self.argument(text)?;
            return Some(TypeHead::Generic(name, argument));
        }
        Some(TypeHead::Named(name))
    }

    fn argument(&mut self, of: &str) -> Option<Box<TypeExpr>> {
        if self.eat('<').is_none() {
            let help = format!(
                "write `{of}<…>` with the type of its {}",
                if of == "map" { "values" } else { "items" }
            );
            self.wrong(&format!("`{of}` needs a type in `<…>`"), Some(help));
            return None;
        }
        let start = self.at;
        let inner = self.expr()?;
        self.spaces();
        if self.rest().starts_with(',') {
            let values = self
                .rest()
                .trim_start_matches(',')
                .trim_start()
                .trim_end_matches(['?', '>']);
            let help = match of {
                "map" => format!(
                    "keys are always text, so `map` takes the type of the values alone: `map<{values}>`"
                ),
                _ => format!("`{of}` takes one type"),
            };
            let key = &self.piece.text[start..self.at];
            let certain = of == "map" && key.trim() == "str";
            let values = self.at + (self.rest().len() - self.rest()[1..].trim_start().len());
            let keys = self.piece.part(start, values);
            let was = self.piece.text[start..values].to_owned();
            let finding = self.wrong("one type is wanted here", Some(help));
            if certain {
                finding.fix(keys, was, "");
            }
            return None;
        }
        if self.eat('>').is_none() {
            self.wrong("a `<` is not closed by `>`", None);
            return None;
        }
        Some(Box::new(inner))
    }

    fn codecs(&mut self) -> Result<Vec<Spanned<String>>, ()> {
        let mut codecs = Vec::new();
        self.spaces();
        let keyword = self
            .rest()
            .strip_prefix("as")
            .filter(|rest| rest.starts_with(char::is_whitespace));
        if keyword.is_none() && self.rest().trim_end() != "as" {
            return Ok(codecs);
        }
        self.at += "as".len();
        while let Some(codec) = self.name() {
            if codec.value == "as" && !codecs.is_empty() {
                self.second_as(codec.span);
                return Err(());
            }
            if is_later_codec(&codec.value) {
                self.cx
                    .not_yet(codec.span, &format!("the codec `{}`", codec.value));
                return Err(());
            }
            codecs.push(codec);
        }
        if codecs.is_empty() {
            self.wrong(
                "a codec is wanted after `as`",
                Some("for example `int as text`".to_owned()),
            );
            return Err(());
        }
        Ok(codecs)
    }

    /// Reports a second `as`, which would be taken for a codec.
    fn second_as(&mut self, at: Span) {
        let help = "one `as` stands before all codecs, from the wire inward: `int as blank text?`";
        let message = format!("`{}` is no type: one `as` is enough", self.piece.text);
        self.cx
            .diagnostics
            .error(codes::BAD_TYPE, at, message)
            .help(help);
    }

    /// What to write in place of words with `|` between: they are null, values, or types.
    fn alternatives(&self) -> String {
        let whole = self.piece.text.trim().trim_end_matches('?');
        let parts: Vec<&str> = whole.split('|').map(str::trim).collect();
        let sign = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let is_value = |part: &&str| {
            let known = builtin(part).is_some() || foreign(part).is_some();
            let is_type = known || self.cx.declared.contains(*part);
            !part.is_empty() && part.chars().all(sign) && !is_type
        };
        match parts.as_slice() {
            [one, "null"] | ["null", one] => format!("what may be null has a `?`: `{one}?`"),
            all if all.iter().all(is_value) => {
                format!(
                    "one of several values is `{{ enum: [{}] }}`",
                    all.join(", ")
                )
            }
            _ => "one of several types is a `union`".to_owned(),
        }
    }

    /// Reports what stands after the end of the type.
    fn trailing(&mut self) {
        let before = self.piece.text[..self.at].trim_end();
        let (message, help) = match self.rest().chars().next() {
            Some('[') => ("a list is not written with `[]`", Some(format!("write `list<{before}>`"))),
            Some('|') => ("it is one type", Some(self.alternatives())),
            Some(',') => ("it is one type", None),
            Some('?') => ("one `?` is enough", None),
            _ => ("it ends before this", Some("a codec stands after `as`; words about the place need the long form `{ is: T, doc: … }`".to_owned())),
        };
        let rest = self.rest().trim_end();
        let list = match rest {
            "[]" => Some(format!("list<{before}>")),
            "[]?" => Some(format!("list<{before}>?")),
            _ => None,
        };
        let (was, span) = (self.piece.text, self.piece.part(0, self.piece.text.len()));
        let finding = self.wrong(message, help);
        if let Some(list) = list {
            finding.fix(span, was, list);
        }
    }
}

/// Whether the format has this codec, and the generator does not know it yet.
pub(in crate::spec) fn is_later_codec(name: &str) -> bool {
    CODECS
        .iter()
        .any(|word| word.word == name && word.status == Status::Later)
}
