//! A `Location` header and the endpoint that it leads to in; the value of a parameter in the endpoint's path out.
//!
//! The end of the header's path is held against the endpoint's: what comes before it, the host and a base path, may be
//! another one than the client calls, as where a vendor stands behind a proxy. Nobody follows the header.

use http::header::{HeaderMap, LOCATION};
use percent_encoding::percent_decode_str;

use super::endpoint::{Endpoint, PathPart};
use super::outcome::header;

/// The value of the parameter at this position; nothing where the header does not lead to the endpoint.
pub(super) fn param(headers: &HeaderMap, goal: &Endpoint, index: usize) -> Option<String> {
    let location = header(headers, LOCATION.as_str())?;
    let found = segments(path(&location));
    let wanted = pattern(goal.path);
    let found = &found[found.len().checked_sub(wanted.len())?..];
    let mut value = None;
    for (pieces, text) in wanted.iter().zip(found) {
        for (of, text) in read(pieces, text)? {
            if of == Some(index) {
                value = Some(text);
            }
        }
    }
    let value = percent_decode_str(value?).decode_utf8().ok()?;
    Some(value.into_owned())
}

/// The path of a URL, absolute or relative.
fn path(url: &str) -> &str {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = url[..end].trim();
    match url.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => {
            rest.find('/').map_or("", |start| &rest[start..])
        }
        _ => url,
    }
}

fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path).split('/').collect()
}

/// A piece of a segment: text, or a value and whose it is, of a parameter where it is known.
#[derive(Clone, Copy)]
enum Piece {
    Text(&'static str),
    Value(Option<usize>),
}

/// The segments of an endpoint's path.
fn pattern(path: &[PathPart]) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    let mut add = |piece, begins: bool| {
        if begins {
            all.push(Vec::new());
        }
        if let Some(last) = all.last_mut() {
            last.push(piece);
        }
    };
    for part in path {
        match part {
            PathPart::Text(text) => {
                for (index, text) in text.split('/').enumerate() {
                    add(Piece::Text(text), index > 0);
                }
            }
            PathPart::Param(index) => add(Piece::Value(Some(*index)), false),
            PathPart::Var(_) => add(Piece::Value(None), false),
        }
    }
    let is_empty = |pieces: &Vec<Piece>| {
        let mut pieces = pieces.iter();
        pieces.all(|piece| matches!(piece, Piece::Text("")))
    };
    // Paths begin with a slash, and some end with one.
    if all.first().is_some_and(is_empty) {
        all.remove(0);
    }
    if all.last().is_some_and(is_empty) {
        all.pop();
    }
    all
}

/// The values in a segment; nothing where it is another one. A value ends where the text behind it begins.
fn read<'t>(pieces: &[Piece], mut text: &'t str) -> Option<Vec<(Option<usize>, &'t str)>> {
    let mut values = Vec::new();
    let pieces = pieces
        .iter()
        .filter(|piece| !matches!(piece, Piece::Text("")));
    let mut pieces = pieces.copied().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(wanted) => text = text.strip_prefix(wanted)?,
            Piece::Value(of) => {
                let end = match pieces.peek() {
                    None => text.len(),
                    Some(Piece::Text(next)) => text.find(next)?,
                    Some(Piece::Value(_)) => return None,
                };
                let (value, rest) = text.split_at(end);
                if value.is_empty() {
                    return None;
                }
                values.push((of, value));
                text = rest;
            }
        }
    }
    text.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use http::header::HeaderValue;

    use super::*;
    use crate::call::endpoint::ENDPOINT;

    /// What a `Location` says of the parameters 0 and 1.
    fn found(path: &'static [PathPart], location: &str) -> [Option<String>; 2] {
        let goal = Endpoint { path, ..ENDPOINT };
        let value = HeaderValue::from_str(location).expect("it is ASCII");
        let headers = HeaderMap::from_iter([(LOCATION, value)]);
        [0, 1].map(|index| param(&headers, &goal, index))
    }

    #[test]
    fn a_location_gives_the_values_of_a_path() {
        const PATH: &[PathPart] = &[
            PathPart::Text("/sites/"),
            PathPart::Param(0),
            PathPart::Text("/users/u-"),
            PathPart::Param(1),
            PathPart::Text(".json"),
        ];
        let some = |a: &str, b: &str| [Some(a.to_owned()), Some(b.to_owned())];
        for (location, wanted) in [
            ("/sites/7/users/u-8.json", some("7", "8")),
            (
                "https://acme.test:81/v1/sites/7/users/u-8.json?x=/y#z",
                some("7", "8"),
            ),
            (
                "//acme.test/sites/a%2Fb/users/u-%C3%A9.json/",
                some("a/b", "é"),
            ),
            ("sites/7/users/u-8.json", some("7", "8")),
            ("/sites/7/users/8.json", [None, None]),
            ("/sites//users/u-8.json", [None, None]),
            ("/sites/7/users/u-.json", [None, None]),
            ("/sites/7/users/u-8.json/more", [None, None]),
            ("/users/u-8.json", [None, None]),
            ("https://acme.test", [None, None]),
            ("/sites/%FF/users/u-8.json", [None, Some("8".to_owned())]),
            ("", [None, None]),
        ] {
            assert_eq!(found(PATH, location), wanted, "{location}");
        }
    }

    #[test]
    fn what_cannot_be_told_apart_is_not_guessed() {
        const PATH: &[PathPart] = &[PathPart::Text("/"), PathPart::Param(0), PathPart::Param(1)];
        assert_eq!(found(PATH, "/ab"), [None, None]);
        const VAR: &[PathPart] = &[
            PathPart::Text("/"),
            PathPart::Var(0),
            PathPart::Text("/"),
            PathPart::Param(0),
        ];
        assert_eq!(found(VAR, "/x/7")[0].as_deref(), Some("7"));
    }
}
