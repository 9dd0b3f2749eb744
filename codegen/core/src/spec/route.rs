//! The text of an endpoint's path or of a base URL comes in; text and parameters, in order, go out.

use super::Cx;
use super::piece::Piece;
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::ty::TypeExpr;

/// An endpoint's path: `/users/{UsersID:int}`.
#[derive(Debug, Clone)]
pub struct Route {
    /// The whole of it.
    pub span: Span,
    /// Its pieces, in order; the first starts with `/`.
    pub parts: Vec<RoutePart>,
}

/// A piece of a path.
#[derive(Debug, Clone)]
pub enum RoutePart {
    /// Text.
    Text(Spanned<String>),
    /// `{name}` or `{name:type}`.
    Param {
        /// With its braces.
        span: Span,
        /// The name.
        name: Spanned<String>,
        /// The type, where one stands there.
        ty: Option<TypeExpr>,
    },
}

/// A base URL: `https://{tenant}.example.com/api`.
#[derive(Debug, Clone)]
pub struct Base {
    /// The whole of it.
    pub span: Span,
    /// Its pieces, in order.
    pub parts: Vec<BasePart>,
}

/// A piece of a base URL.
#[derive(Debug, Clone)]
pub enum BasePart {
    /// Text.
    Text(Spanned<String>),
    /// `{name}`: a variable.
    Var(Spanned<String>),
}

/// Parses an endpoint's path; nothing if it is wrong, which is then reported.
pub(super) fn parse(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<Route> {
    let text = piece.text;
    if !text.starts_with('/') {
        let help = match text.starts_with("http://") || text.starts_with("https://") {
            true => "the part before it is the head's `base`".to_owned(),
            false => format!("write `/{text}`"),
        };
        let message = format!("the path `{text}` does not start with `/`");
        let slash = format!("/{text}");
        let is_path = !text.contains(':') && !text.starts_with('.');
        cx.diagnostics
            .error(codes::BAD_ROUTE, piece.span, message)
            .help(help)
            .respell(piece.span, text, is_path.then_some(slash.as_str()));
        return None;
    }
    if let Some((start, end, message, help)) = foreign(text) {
        cx.diagnostics
            .error(codes::BAD_ROUTE, piece.part(start, end), message)
            .help(help);
        return None;
    }
    let pieces = pieces(piece, codes::BAD_ROUTE, cx)?;
    let mut parts = Vec::new();
    for part in pieces {
        parts.push(match part {
            Split::Text(text) => RoutePart::Text(text.spanned()),
            Split::Braces(inner) => param(inner, cx)?,
        });
    }
    Some(Route {
        span: piece.span,
        parts,
    })
}

/// Parses a base URL; nothing if it is wrong, which is then reported.
pub(super) fn parse_base(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<Base> {
    let text = piece.text;
    if !(text.starts_with("http://") || text.starts_with("https://") || text.starts_with('{')) {
        let message = format!("the base URL `{text}` starts with neither `http://` nor `https://`");
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        cx.diagnostics
            .error(codes::BAD_BASE, piece.span, message)
            .help(format!("write `https://{rest}`"));
        return None;
    }
    if let Some(at) = text.find(['?', '#', ' ']) {
        let message = format!("the base URL `{text}` holds a `{}`", &text[at..=at]);
        cx.diagnostics
            .error(codes::BAD_BASE, piece.part(at, text.len()), message)
            .help("it ends before the endpoints' paths; what each call sends in the query is a parameter");
        return None;
    }
    let mut parts = Vec::new();
    for part in pieces(piece, codes::BAD_BASE, cx)? {
        parts.push(match part {
            Split::Text(text) => BasePart::Text(text.spanned()),
            Split::Braces(inner) if is_name(inner.text) => BasePart::Var(inner.spanned()),
            Split::Braces(inner) => {
                let message = format!("`{{{}}}` names no variable", inner.text);
                cx.diagnostics
                    .error(codes::BAD_BASE, inner.span, message)
                    .help("a variable stands in braces by its name alone; its type stands under `vars`");
                return None;
            }
        });
    }
    Some(Base {
        span: piece.span,
        parts,
    })
}

/// Text, or what stands between braces.
enum Split<'a> {
    Text(Piece<'a>),
    Braces(Piece<'a>),
}

fn pieces<'a>(
    piece: Piece<'a>,
    code: crate::diag::Code,
    cx: &mut Cx<'_>,
) -> Option<Vec<Split<'a>>> {
    let text = piece.text;
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let open = text[at..]
            .find(['{', '}'])
            .map_or(text.len(), |open| at + open);
        if open > at {
            parts.push(Split::Text(piece.sub(at, open)));
        }
        if open == text.len() {
            break;
        }
        let close = text[open + 1..]
            .find(['{', '}'])
            .map(|close| open + 1 + close);
        match close.filter(|&close| text[open..].starts_with('{') && text[close..].starts_with('}'))
        {
            Some(close) => {
                parts.push(Split::Braces(piece.sub(open + 1, close)));
                at = close + 1;
            }
            None => {
                let message = format!("a brace in `{text}` has no other");
                cx.diagnostics
                    .error(code, piece.part(open, open + 1), message);
                return None;
            }
        }
    }
    Some(parts)
}

fn param(inner: Piece<'_>, cx: &mut Cx<'_>) -> Option<RoutePart> {
    let name_end = inner.text.find(':').unwrap_or(inner.text.len());
    let name = inner.sub(0, name_end);
    if name.text.trim().is_empty() || name.text.contains(char::is_whitespace) {
        let message = format!("`{{{}}}` has no name", inner.text);
        cx.diagnostics
            .error(codes::BAD_ROUTE, inner.span, message)
            .help("a parameter is `{name}` or `{name:type}`");
        return None;
    }
    let ty = match name_end < inner.text.len() {
        true => Some(super::ty::parse(
            inner.sub(name_end + 1, inner.text.len()),
            cx,
        )?),
        false => None,
    };
    let braces = Span {
        start: inner.span.start.saturating_sub(1),
        end: inner.span.end + 1,
        ..inner.span
    };
    Some(RoutePart::Param {
        span: braces,
        name: name.spanned(),
        ty,
    })
}

/// What other languages write into a path: where, what is wrong, and the mend.
fn foreign(text: &str) -> Option<(usize, usize, String, String)> {
    if let Some(at) = text.find(['?', '#']) {
        let message = format!("the path `{text}` holds a `{}`", &text[at..=at]);
        return Some((
            at,
            text.len(),
            message,
            "what is sent in the query stands under `query`".to_owned(),
        ));
    }
    if let Some(at) = text.find("/:") {
        let end = text[at + 1..]
            .find('/')
            .map_or(text.len(), |end| at + 1 + end);
        let name = &text[at + 2..end];
        return Some((
            at + 1,
            end,
            format!("`:{name}` is no parameter"),
            format!("write `{{{name}}}`"),
        ));
    }
    if let Some(at) = text.find('<') {
        let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
        let name = text[at..end].trim_matches(['<', '>']);
        return text[..at].ends_with('/').then(|| {
            (
                at,
                end,
                format!("`<{name}>` is no parameter"),
                format!("write `{{{name}}}`"),
            )
        });
    }
    text.find(char::is_whitespace).map(|at| {
        let message = format!("the path `{text}` holds a space");
        (
            at,
            at + 1,
            message,
            "a path on the wire holds `%20` instead".to_owned(),
        )
    })
}

/// Whether `name` is a name of the author's own: letters, digits and `_`, not first a digit.
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}
