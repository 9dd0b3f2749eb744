//! The text of a type comes in; its parts, each with its place, go out.

use std::fmt;

use super::Cx;
use super::piece::Piece;
use super::table::{BUILTINS, CODECS, Status};
use crate::diag::{Diagnostic, codes};
use crate::source::{Span, Spanned};

/// `list<int as text> as csv?`.
#[derive(Debug, Clone)]
pub struct TypeExpr {
    /// The whole of it.
    pub span: Span,
    /// What stands before `as` and `?`.
    pub head: TypeHead,
    /// After `as`: codecs from the wire inward. Built-in ones are supported ones; others are of the vendor.
    pub codecs: Vec<Spanned<String>>,
    /// `?` at the end.
    pub null: Option<Span>,
}

/// What a type is, without codecs and null.
#[derive(Debug, Clone)]
pub enum TypeHead {
    /// A built-in type.
    Builtin(Builtin),
    /// `list<T>`.
    List(Box<TypeExpr>),
    /// `map<T>`.
    Map(Box<TypeExpr>),
    /// A type of the spec.
    Named(Spanned<String>),
    /// A generic type of the spec, with its argument.
    Generic(Spanned<String>, Box<TypeExpr>),
}

impl TypeExpr {
    /// The types in `<…>` of this one.
    pub fn inside(&self) -> Option<&TypeExpr> {
        match &self.head {
            TypeHead::List(inner) | TypeHead::Map(inner) | TypeHead::Generic(_, inner) => {
                Some(inner)
            }
            TypeHead::Builtin(_) | TypeHead::Named(_) => None,
        }
    }
}

/// As it is written, in one way for all who mean the same.
impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.head {
            TypeHead::Builtin(of) => f.write_str(of.name())?,
            TypeHead::List(item) => write!(f, "list<{item}>")?,
            TypeHead::Map(value) => write!(f, "map<{value}>")?,
            TypeHead::Named(name) => f.write_str(&name.value)?,
            TypeHead::Generic(name, argument) => write!(f, "{}<{argument}>", name.value)?,
        }
        for (index, codec) in self.codecs.iter().enumerate() {
            write!(f, "{} {}", if index == 0 { " as" } else { "" }, codec.value)?;
        }
        f.write_str(if self.null.is_some() { "?" } else { "" })
    }
}

/// A built-in type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `str`.
    Str,
    /// `int`.
    Int,
    /// `float`.
    Float,
    /// `bool`.
    Bool,
    /// `uuid`.
    Uuid,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `instant`.
    Instant,
    /// `moment`.
    Moment,
    /// `json`.
    Json,
    /// `secret`.
    Secret,
    /// `decimal`.
    Decimal,
    /// `bytes`.
    Bytes,
    /// `url`.
    Url,
    /// `time`.
    Time,
    /// `duration`.
    Duration,
}

/// Parses a type expression; nothing if it is wrong or not supported yet, which is then reported.
pub(super) fn parse(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<TypeExpr> {
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

impl Builtin {
    /// Its name in a spec.
    pub fn name(self) -> &'static str {
        let all = BUILTINS.iter().map(|word| word.word);
        let mut same = all.filter(|word| builtin(word) == Some(self));
        same.next().unwrap_or_default()
    }
}

/// The built-in type `name`.
fn builtin(name: &str) -> Option<Builtin> {
    Some(match name {
        "str" => Builtin::Str,
        "int" => Builtin::Int,
        "float" => Builtin::Float,
        "bool" => Builtin::Bool,
        "uuid" => Builtin::Uuid,
        "date" => Builtin::Date,
        "datetime" => Builtin::DateTime,
        "instant" => Builtin::Instant,
        "moment" => Builtin::Moment,
        "json" => Builtin::Json,
        "secret" => Builtin::Secret,
        "decimal" => Builtin::Decimal,
        "bytes" => Builtin::Bytes,
        "url" => Builtin::Url,
        "time" => Builtin::Time,
        "duration" => Builtin::Duration,
        _ => return None,
    })
}

/// What other languages call a built-in type.
fn foreign(name: &str) -> Option<&'static str> {
    Some(match name {
        "string" | "text" | "String" | "varchar" | "char" => "str",
        "integer" | "Integer" | "long" | "number" | "i64" | "i32" | "u64" | "u32" | "int32"
        | "int64" | "short" => "int",
        "double" | "f64" | "f32" | "real" => "float",
        "boolean" | "Boolean" | "flag" => "bool",
        "guid" | "GUID" | "UUID" => "uuid",
        "timestamp" => "instant",
        "dateTime" | "DateTime" => "datetime",
        "any" | "object" | "mixed" | "unknown" => "json",
        "password" => "secret",
        "BigDecimal" | "numeric" | "money" => "decimal",
        "binary" | "blob" | "byte" => "bytes",
        "uri" | "URI" | "URL" => "url",
        "timespan" | "TimeSpan" | "interval" => "duration",
        "array" | "List" | "Vec" | "vec" => "list<…>",
        "dict" | "hash" | "HashMap" | "Map" => "map<…>",
        _ => return None,
    })
}

/// The type that for certain is the one of another language. A `number` may have a fraction, a `timestamp` may be text.
fn same(name: &str, has_argument: bool) -> Option<&'static str> {
    match (name, has_argument) {
        ("string" | "String" | "varchar", false) => Some("str"),
        ("integer" | "Integer" | "long" | "short", false) => Some("int"),
        ("i64" | "i32" | "u64" | "u32" | "int32" | "int64", false) => Some("int"),
        ("double" | "f64" | "f32" | "real", false) => Some("float"),
        ("boolean" | "Boolean", false) => Some("bool"),
        ("guid" | "GUID" | "UUID", false) => Some("uuid"),
        ("dateTime" | "DateTime", false) => Some("datetime"),
        ("array" | "List" | "Vec" | "vec", true) => Some("list"),
        ("dict" | "hash" | "HashMap" | "Map", true) => Some("map"),
        _ => None,
    }
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

    /// Reports what stands after the end of the type.
    fn trailing(&mut self) {
        let before = self.piece.text[..self.at].trim_end();
        let (message, help) = match self.rest().chars().next() {
            Some('[') => ("a list is not written with `[]`", Some(format!("write `list<{before}>`"))),
            Some('|') => ("it is one type", Some("one of several types is a `union`".to_owned())),
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
pub(super) fn is_later_codec(name: &str) -> bool {
    CODECS
        .iter()
        .any(|word| word.word == name && word.status == Status::Later)
}
