//! A method and a path in; the endpoint that they name, with the values of its path, out.

use trunkline_codegen::api::{Api, BasePart, Endpoint, PathPart, Type, TypeKind, Use, VarId};

use crate::check::Checker;
use crate::request::{Received, decode};
use trunkline_codegen::api::scope::resolve;

/// A route that fits.
pub(crate) struct Hit<'a> {
    /// The endpoint.
    pub(crate) endpoint: &'a Endpoint,
    /// Values of its path parameters: position in `params`, and the decoded text.
    pub(crate) values: Vec<(usize, String)>,
    /// What is wrong with them, if no endpoint takes them as they are.
    pub(crate) fault: Option<String>,
}

/// What a request leads to.
pub(crate) enum Route<'a> {
    /// An endpoint.
    Found(Hit<'a>),
    /// The path is there, for these methods, each once.
    OtherMethod(Vec<&'a str>),
    /// There is no such path.
    Unknown,
}

/// The narrowest endpoint whose method and path fit; among equals the one whose required query is there.
pub(crate) fn route<'a>(check: Checker<'a>, request: &Received) -> Route<'a> {
    let api = check.api;
    let mut hits: Vec<(Vec<u8>, usize, Hit<'a>)> = Vec::new();
    let mut methods = Vec::new();
    let query = request.query_pairs();
    for endpoint in &api.endpoints {
        let Some(base) = base_at(api, endpoint, request) else {
            continue;
        };
        let pattern = pattern(base, endpoint);
        let Some(values) = matches(&pattern, &request.path) else {
            continue;
        };
        methods.push(endpoint.method.as_str());
        if endpoint.method == request.method {
            let fault = fault(check, endpoint, &values);
            let missing = missing_query(endpoint, &query);
            let values = values.into_iter().filter_map(|(hole, text)| match hole {
                Hole::Param(at) => Some((at, text)),
                Hole::Var(_) => None,
            });
            let mut rank = rank(api, endpoint, &pattern);
            rank.insert(0, u8::from(fault.is_some()));
            hits.push((
                rank,
                missing,
                Hit {
                    endpoint,
                    values: values.collect(),
                    fault,
                },
            ));
        }
    }
    let best = hits
        .into_iter()
        .min_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    methods.sort_unstable();
    methods.dedup();
    match best {
        Some((_, _, hit)) => Route::Found(hit),
        None if methods.is_empty() => Route::Unknown,
        None => Route::OtherMethod(methods),
    }
}

/// The base URL at which the request came in, if the endpoint stands under it or under one that it stands in for.
fn base_at<'a>(api: &'a Api, endpoint: &Endpoint, request: &Received) -> Option<&'a [BasePart]> {
    let Some(name) = &request.base else {
        return endpoint.base.is_none().then_some(&*api.base);
    };
    let mut lists = api.fallbacks.iter().filter(|list| list.of == endpoint.base);
    let others = lists.next().map_or(&[][..], |list| &list.bases);
    let mut bases = endpoint.base.iter().chain(others);
    let base = bases.find(|id| api.bases[id.0].name.wire == *name)?;
    Some(&api.bases[base.0].parts)
}

/// The base URL that an endpoint stands under.
pub(crate) fn base_of<'a>(api: &'a Api, endpoint: &Endpoint) -> &'a [BasePart] {
    endpoint.base.map_or(&api.base, |id| &api.bases[id.0].parts)
}

/// What stands in the path of a base URL, variables with their defaults or a made value; no `/` at its end.
pub(crate) fn prefix(api: &Api, base: &[BasePart]) -> String {
    let mut text = String::new();
    for piece in base_path(base) {
        match piece {
            Piece::Text(part) => text.push_str(&part),
            Piece::Hole(Hole::Var(id)) => text.push_str(&made_var(api, id)),
            Piece::Hole(Hole::Param(_)) => {}
        }
    }
    text.trim_end_matches('/').to_owned()
}

/// The default of a variable, or a made value.
pub(crate) fn made_var(api: &Api, id: VarId) -> String {
    let var = &api.vars[id.0];
    let made = || match var.ty {
        Type::Int => "1".to_owned(),
        Type::Bool => "true".to_owned(),
        _ => var.name.wire.clone(),
    };
    var.default.clone().unwrap_or_else(made)
}

/// A place in a path that takes a value.
#[derive(Debug, Clone, Copy)]
enum Hole {
    Param(usize),
    Var(VarId),
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Hole(Hole),
}

/// The base's path and the endpoint's, by segments.
fn pattern(base: &[BasePart], endpoint: &Endpoint) -> Vec<Vec<Piece>> {
    let mut base = base_path(base);
    if let Some(Piece::Text(last)) = base.last_mut() {
        last.truncate(last.trim_end_matches('/').len());
    }
    let path = endpoint.path.iter().map(|part| match part {
        PathPart::Text(text) => Piece::Text(text.clone()),
        PathPart::Param(at) => Piece::Hole(Hole::Param(*at)),
        PathPart::Var(id) => Piece::Hole(Hole::Var(*id)),
    });
    let mut segments = vec![Vec::new()];
    for piece in base.into_iter().chain(path) {
        let Piece::Text(text) = piece else {
            segments
                .last_mut()
                .expect("starts with one segment, never shrinks")
                .push(piece);
            continue;
        };
        for (at, part) in text.split('/').enumerate() {
            if at > 0 {
                segments.push(Vec::new());
            }
            if !part.is_empty() {
                let last = segments
                    .last_mut()
                    .expect("starts with one segment, never shrinks");
                last.push(Piece::Text(decode(part)));
            }
        }
    }
    segments
}

/// The base URL after scheme and authority.
fn base_path(base: &[BasePart]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut slashes = 0;
    for part in base {
        match part {
            BasePart::Var(id) if slashes == 3 => pieces.push(Piece::Hole(Hole::Var(*id))),
            BasePart::Var(_) => {}
            BasePart::Text(text) if slashes == 3 => pieces.push(Piece::Text(text.clone())),
            BasePart::Text(text) => {
                for (at, _) in text.match_indices('/') {
                    slashes += 1;
                    if slashes == 3 {
                        pieces.push(Piece::Text(text[at..].to_owned()));
                        break;
                    }
                }
            }
        }
    }
    pieces
}

fn matches(pattern: &[Vec<Piece>], path: &str) -> Option<Vec<(Hole, String)>> {
    let segments: Vec<String> = path.split('/').map(decode).collect();
    if segments.len() != pattern.len() {
        return None;
    }
    let mut values = Vec::new();
    for (pieces, segment) in pattern.iter().zip(&segments) {
        segment_matches(pieces, segment, &mut values)?;
    }
    Some(values)
}

/// A hole takes as little as the text after it allows, and at least one character.
fn segment_matches(pieces: &[Piece], text: &str, values: &mut Vec<(Hole, String)>) -> Option<()> {
    match pieces {
        [] => text.is_empty().then_some(()),
        [Piece::Text(part), rest @ ..] => {
            segment_matches(rest, text.strip_prefix(part.as_str())?, values)
        }
        [Piece::Hole(hole)] => (!text.is_empty()).then(|| values.push((*hole, text.to_owned()))),
        [Piece::Hole(hole), rest @ ..] => {
            let ends = text.char_indices().map(|(at, _)| at).skip(1);
            let known = values.len();
            for end in ends {
                values.push((*hole, text[..end].to_owned()));
                if segment_matches(rest, &text[end..], values).is_some() {
                    return Some(());
                }
                values.truncate(known);
            }
            None
        }
    }
}

fn fault(check: Checker<'_>, endpoint: &Endpoint, values: &[(Hole, String)]) -> Option<String> {
    values.iter().find_map(|(hole, text)| match hole {
        Hole::Param(at) => {
            let param = &endpoint.params[*at];
            check.text(&param.ty, text, &param.name.wire).err()
        }
        Hole::Var(id) => {
            let var = &check.api.vars[id.0];
            let ty = Use {
                element: None,
                ty: var.ty.clone(),
                codecs: Vec::new(),
                null: false,
            };
            check.text(&ty, text, &var.name.wire).err()
        }
    })
}

fn missing_query(endpoint: &Endpoint, query: &[(String, String)]) -> usize {
    let given = |name: &str| query.iter().any(|(key, _)| key == name);
    let query = endpoint
        .params
        .iter()
        .filter(|p| p.place == trunkline_codegen::api::Place::Query);
    query.filter(|p| p.required && !given(&p.name.wire)).count()
}

/// How wide each segment is: plain text before a UUID, a number before any text.
fn rank(api: &Api, endpoint: &Endpoint, pattern: &[Vec<Piece>]) -> Vec<u8> {
    let wide = |piece: &Piece| match piece {
        Piece::Text(_) => 0,
        Piece::Hole(Hole::Var(_)) => 9,
        Piece::Hole(Hole::Param(at)) => width(api, &endpoint.params[*at].ty),
    };
    pattern
        .iter()
        .map(|pieces| pieces.iter().map(wide).max().unwrap_or(0))
        .collect()
}

fn width(api: &Api, ty: &Use) -> u8 {
    match resolve(api, ty).ty {
        Type::Uuid => 1,
        Type::Bool => 2,
        Type::Int => 3,
        Type::Float => 4,
        Type::Date | Type::DateTime | Type::Instant | Type::Moment => 5,
        Type::Named(id) if matches!(api.ty(id).kind, TypeKind::Enum(_)) => 6,
        _ => 9,
    }
}
