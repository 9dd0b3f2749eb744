//! The text of a path comes in; its root and steps, each with its place, go out.

use super::Cx;
use super::piece::Piece;
use crate::diag::codes;
use crate::source::{Span, Spanned};

/// A reference: `payload.items`, `records.0`, `header.Location`, `http`.
#[derive(Debug, Clone)]
pub struct Path {
    /// The whole of it.
    pub span: Span,
    /// As it was written: a name with dots in it wins over splitting.
    pub text: String,
    /// Where it starts.
    pub root: Root,
    /// The steps from there; none means the whole of what the root names.
    pub steps: Vec<Spanned<Step>>,
}

/// Where a path starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// The reply's body.
    Reply,
    /// `http`: the reply's status.
    Http,
    /// `header.X`: this header.
    Header(Spanned<String>),
    /// `query.x`: this parameter.
    Query(Spanned<String>),
    /// `path.x`: this parameter.
    Path(Spanned<String>),
    /// `body.x`: this field of the request's body; further steps follow.
    Body(Spanned<String>),
    /// `form.x`: this field of the form that is sent.
    Form(Spanned<String>),
    /// `vars.x`: this variable.
    Vars(Spanned<String>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A field; of a map, a key.
    Key(String),
    /// An item of a list. A field may have such a name too: the declared type decides.
    Index(usize),
    /// `*`: any item.
    Any,
}

/// Parses a path; nothing if it is wrong or not supported yet, which is then reported.
pub(super) fn parse(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<Path> {
    let text = piece.text;
    if let Some((start, end, message, help)) = foreign(text) {
        let message = format!("`{text}` is no path: {message}");
        cx.diagnostics
            .error(codes::BAD_PATH, piece.part(start, end), message)
            .maybe_help(help);
        return None;
    }
    let names = names(piece, cx)?;
    let whole = |root, steps: &[Piece<'_>]| {
        let steps = steps.iter().map(step).collect();
        Some(Path {
            span: piece.span,
            text: text.to_owned(),
            root,
            steps,
        })
    };
    // Behind a parameter's root everything is the parameter's name, dots included.
    let rest = names.get(1).map(|first| {
        piece.sub(
            first.text.as_ptr() as usize - text.as_ptr() as usize,
            text.len(),
        )
    });
    match (names[0].text, rest) {
        ("reply", _) => whole(Root::Reply, &names[1..]),
        ("http", None) => whole(Root::Http, &[]),
        ("header", Some(name)) => whole(Root::Header(name.spanned()), &[]),
        ("query", Some(name)) => whole(Root::Query(name.spanned()), &[]),
        ("path", Some(name)) => whole(Root::Path(name.spanned()), &[]),
        ("vars", Some(name)) => whole(Root::Vars(name.spanned()), &[]),
        ("body", Some(_)) => whole(Root::Body(names[1].spanned()), &names[2..]),
        ("form", Some(name)) => whole(Root::Form(name.spanned()), &[]),
        (root @ ("http" | "header" | "query" | "path" | "vars" | "body" | "form"), rest) => {
            let message = match rest {
                Some(_) => {
                    format!("`{text}` is no path: `{root}` is the status and has nothing inside")
                }
                None => format!("`{text}` is no path: `{root}` needs a name after it"),
            };
            let help = format!("a field `{root}` of the reply's body is `reply.{text}`");
            cx.diagnostics
                .error(codes::BAD_PATH, piece.span, message)
                .help(help);
            None
        }
        _ => whole(Root::Reply, &names),
    }
}

/// A step by what it looks like.
fn step(name: &Piece<'_>) -> Spanned<Step> {
    let step = match name.text {
        "*" => Step::Any,
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => digits
            .parse()
            .map_or_else(|_| Step::Key(digits.to_owned()), Step::Index),
        key => Step::Key(key.to_owned()),
    };
    Spanned::new(step, name.span)
}

/// The names between the dots, with their places.
fn names<'a>(piece: Piece<'a>, cx: &mut Cx<'_>) -> Option<Vec<Piece<'a>>> {
    let mut start = 0;
    let mut names = Vec::new();
    for name in piece.text.split('.') {
        let end = start + name.len();
        if name.trim().is_empty() {
            let message = format!("`{}` is no path: a name is missing at a dot", piece.text);
            cx.diagnostics.error(
                codes::BAD_PATH,
                piece.part(start.saturating_sub(1), end),
                message,
            );
            return None;
        }
        names.push(piece.sub(start, end));
        start = end + 1;
    }
    Some(names)
}

/// What other languages write as a path: where, what is wrong, and the mend.
fn foreign(text: &str) -> Option<(usize, usize, &'static str, Option<String>)> {
    let own = |path: &str| {
        let path = path
            .trim_start_matches('$')
            .replace('[', ".")
            .replace([']', '"', '\''], "")
            .replace("..", ".");
        Some(format!("write `{}`", path.trim_matches('.')))
    };
    if let Some(open) = text.find('[') {
        let close = text[open..]
            .find(']')
            .map_or(text.len(), |close| open + close + 1);
        return Some((open, close, "an item is a number after a dot", own(text)));
    }
    if text == "$" {
        return Some((
            0,
            1,
            "the whole body is `reply`",
            Some("write `reply`".to_owned()),
        ));
    }
    if text.starts_with("$.") {
        return Some((0, 2, "it starts at the reply's body without `$`", own(text)));
    }
    if text.starts_with('/') {
        let path = text.trim_matches('/').replace('/', ".");
        return Some((
            0,
            1,
            "names have dots between",
            Some(format!("write `{path}`")),
        ));
    }
    if text.contains(['{', '}']) {
        return Some((
            0,
            text.len(),
            "a path is a reference and holds no `{…}`",
            None,
        ));
    }
    None
}
