//! A body of parts comes in; the parts, and what is wrong with them by the spec, go out.

use trunkline_codegen::api::scope::resolve;
use trunkline_codegen::api::{Endpoint, Format, ListStyle, Multipart, Param, Place, Type, Use};

use crate::Requests;
use crate::check::{Checker, Fault};
use crate::params::values;
use crate::request::{Part, Received};
use crate::style::{self, Pair};

/// The parts of a body.
///
/// # Errors
/// Where it is none, or ends before its last boundary.
pub(crate) fn parts(request: &Received) -> Result<Vec<Part>, Fault> {
    let media = request.header("content-type").unwrap_or_default();
    let boundary = word(media, "boundary").filter(|_| media.starts_with("multipart/"));
    let Some(boundary) = boundary else {
        return Err(format!(
            "content-type: wanted `multipart/…`, found `{media}`"
        ));
    };
    let (start, between) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let Some(mut rest) = request.body.strip_prefix(start.as_bytes()) else {
        return Err("body: does not begin with its boundary".to_owned());
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let Some(part) = rest.strip_prefix(b"\r\n") else {
            return Err("body: wanted a line break behind a boundary".to_owned());
        };
        let Some(end) = find(part, between.as_bytes()) else {
            return Err("body: ends before its last boundary".to_owned());
        };
        parts.push(one(&part[..end])?);
        rest = &part[end + between.len()..];
    }
    Ok(parts)
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

fn one(part: &[u8]) -> Result<Part, Fault> {
    let (head, contents) = match (part.strip_prefix(b"\r\n"), find(part, b"\r\n\r\n")) {
        (Some(contents), _) => (&b""[..], contents),
        (None, Some(end)) => (&part[..end], &part[end + 4..]),
        (None, None) => return Err("body: a part has no end of its headers".to_owned()),
    };
    let mut made = Part {
        name: None,
        file_name: None,
        media_type: None,
        contents: contents.to_vec(),
    };
    for line in String::from_utf8_lossy(head)
        .split("\r\n")
        .filter(|line| !line.is_empty())
    {
        match line.split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-disposition") => {
                made.name = word(value, "name");
                made.file_name = word(value, "filename");
            }
            Some((name, value)) if name.eq_ignore_ascii_case("content-type") => {
                made.media_type = Some(value.to_owned());
            }
            _ => return Err(format!("body: a part has the header `{line}`")),
        }
    }
    Ok(made)
}

/// A word of a header: `name="a%22b"`.
fn word(header: &str, name: &str) -> Option<String> {
    let words = header.split("; ").skip(1);
    let mut values = words.filter_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    let value = values.next()?.trim_matches('"');
    let value = value.replace("%22", "\"").replace("%0D", "\r");
    Some(value.replace("%0A", "\n"))
}

/// Checks the parts of a body.
pub(crate) fn check(
    check: Checker<'_>,
    endpoint: &Endpoint,
    kind: Multipart,
    request: &Received,
) -> Result<(), Fault> {
    let parts = parts(request)?;
    let params = endpoint
        .params
        .iter()
        .filter(|param| param.place == Place::Part);
    match kind {
        Multipart::FormData => named(check, params, &parts),
        Multipart::Mixed => in_order(check, params, &parts),
    }
}

fn named<'a>(
    check: Checker<'_>,
    params: impl Iterator<Item = &'a Param> + Clone,
    parts: &[Part],
) -> Result<(), Fault> {
    let is_of = |param: &Param, part: &Part| {
        let name = part.name.as_deref();
        name.is_some_and(|name| style::is_of(check.api, param, name) || name == param.name.wire)
    };
    for param in params.clone() {
        let mine: Vec<&Part> = parts.iter().filter(|part| is_of(param, part)).collect();
        one_param(check, param, &mine)?;
    }
    let unknown = parts
        .iter()
        .find(|part| !params.clone().any(|param| is_of(param, part)));
    match (unknown, check.requests) {
        (Some(part), Requests::Strict) => {
            Err(format!("{:?}: the spec knows no such part", part.name))
        }
        _ => Ok(()),
    }
}

/// Parts without names: each parameter takes what looks like it.
fn in_order<'a>(
    check: Checker<'_>,
    params: impl Iterator<Item = &'a Param>,
    mut parts: &[Part],
) -> Result<(), Fault> {
    for param in params {
        let is_many = matches!(resolve(check.api, &param.ty).ty, Type::List(_));
        let fits = |part: &&Part| {
            let is_named = part.media_type == param.media_type;
            if is_file(check, param) {
                part.media_type.is_some()
            } else {
                is_named
            }
        };
        let most = if is_many && !is_json(param) {
            usize::MAX
        } else {
            1
        };
        let mine: Vec<&Part> = parts.iter().take(most).take_while(fits).collect();
        parts = &parts[mine.len()..];
        one_param(check, param, &mine)?;
    }
    match parts.is_empty() {
        true => Ok(()),
        false => Err(format!("body: {} parts are too many", parts.len())),
    }
}

fn is_json(param: &Param) -> bool {
    param.media_type.as_deref().and_then(Format::of_media_type) == Some(Format::Json)
}

fn is_file(check: Checker<'_>, param: &Param) -> bool {
    let is_bytes = |ty: &Use| resolve(check.api, ty).ty == Type::Bytes && ty.codecs.is_empty();
    match resolve(check.api, &param.ty).ty {
        Type::List(item) => is_bytes(&item),
        _ => is_bytes(&param.ty),
    }
}

fn one_param(check: Checker<'_>, param: &Param, mine: &[&Part]) -> Result<(), Fault> {
    let name = &param.name.wire;
    if mine.is_empty() && param.required {
        return Err(format!("{name}: is required"));
    }
    if is_file(check, param) {
        let is_many = matches!(resolve(check.api, &param.ty).ty, Type::List(_));
        return match mine {
            [_, _, ..] if !is_many => Err(format!("{name}: is given {} times", mine.len())),
            _ if mine.iter().any(|part| part.media_type.is_none()) => {
                Err(format!("{name}: is no file"))
            }
            _ => Ok(()),
        };
    }
    let wrong = mine.iter().find(|part| part.media_type != param.media_type);
    if let Some(part) = wrong {
        return Err(format!("{name}: is `{:?}`", part.media_type));
    }
    if is_json(param) {
        return mine.iter().try_for_each(|part| {
            let value = serde_json::from_slice(&part.contents);
            check.json(
                &param.ty,
                &value.map_err(|why| format!("{name}: {why}"))?,
                name,
            )
        });
    }
    let text = |part: &&Part| -> Pair {
        let name = part.name.clone().unwrap_or_else(|| name.clone());
        (name, String::from_utf8_lossy(&part.contents).into_owned())
    };
    let pairs: Vec<Pair> = mine.iter().map(text).collect();
    if !pairs.is_empty() && (param.list != ListStyle::Repeat || param.object.is_some()) {
        let pairs: Vec<&Pair> = pairs.iter().collect();
        let value = style::value(check.api, param, &pairs)?;
        return check.json(&param.ty, &value, name);
    }
    let texts: Vec<&str> = pairs.iter().map(|(_, text)| text.as_str()).collect();
    values(check, param, &texts)
}
