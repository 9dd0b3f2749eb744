//! Where the vendor is: the parts of its base URL and the values of the variables in, a checked base without a
//! trailing slash out.

use std::net::Ipv6Addr;

use super::encode::push_encoded;
use super::endpoint::{BasePart, VendorInfo};

/// The base URL with the variables' values in their places.
///
/// A variable of the host takes a name or an address, one of the port a number; in the path a value may hold
/// several segments, and an empty one drops out.
pub(crate) fn assemble(vendor: &VendorInfo, vars: &[Option<String>]) -> Result<String, String> {
    let mut url = String::new();
    for part in vendor.base {
        match part {
            BasePart::Text(text) => url.push_str(text),
            BasePart::Var(index) => {
                let (name, value) = var(vendor, vars, *index)?;
                push_var(&mut url, value)
                    .map_err(|wanted| format!("`{name}` is {wanted}, not `{value}`"))?;
            }
        }
    }
    checked(&url)
}

/// The name and the value of a variable.
pub(crate) fn var<'a>(
    vendor: &VendorInfo,
    vars: &'a [Option<String>],
    index: usize,
) -> Result<(&'static str, &'a str), String> {
    let var = vendor.vars[index];
    match vars[index].as_deref().or(var.default) {
        Some(value) => Ok((var.name, value)),
        None => Err(format!(
            "`{0}` is not set: call `.{0}(…)` on the builder of the client",
            var.name
        )),
    }
}

/// Adds a value where it stands; the error says what belongs there.
fn push_var(url: &mut String, value: &str) -> Result<(), &'static str> {
    let Some(start) = url.find("://").map(|at| at + 3) else {
        let scheme = matches!(value, "http" | "https");
        return if scheme {
            Ok(url.push_str(value))
        } else {
            Err("`http` or `https`")
        };
    };
    let authority = &url[start..];
    if authority.contains('/') {
        return push_path(url, value);
    }
    if authority.contains(':') {
        return match value.parse::<u16>() {
            Ok(1..) => Ok(url.push_str(value)),
            _ => Err("a port: a number from 1 to 65535"),
        };
    }
    if value.parse::<Ipv6Addr>().is_ok() {
        return Ok(url.extend(["[", value, "]"]));
    }
    let bracketed = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let address = bracketed.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if address || !value.is_empty() && value.chars().all(plain) {
        Ok(url.push_str(value))
    } else {
        Err("a host: a name or an address, without scheme, port or path")
    }
}

fn push_path(url: &mut String, value: &str) -> Result<(), &'static str> {
    for (index, segment) in value
        .split('/')
        .filter(|segment| !segment.is_empty())
        .enumerate()
    {
        if matches!(segment, "." | "..") {
            return Err("a path without `.` and `..`");
        }
        if index > 0 {
            url.push('/');
        }
        push_encoded(url, segment);
    }
    Ok(())
}

/// A base URL that is absolute and holds nothing but scheme, host, port and path.
pub(crate) fn checked(url: &str) -> Result<String, String> {
    let wrong = |why: &str| format!("the base URL `{}` {why}", shown(url));
    let (scheme, rest) = url
        .split_once("://")
        .ok_or_else(|| wrong("has no `http://` or `https://`"))?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(wrong("is neither `http` nor `https`"));
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if authority.contains('@') {
        return Err(wrong(
            "holds credentials: give them to the builder of the client",
        ));
    }
    if url.contains(['?', '#']) {
        return Err(wrong(
            "holds a query or a fragment, which a base cannot have",
        ));
    }
    let segments = || path.split('/').filter(|segment| !segment.is_empty());
    let dots = |segment: &str| {
        matches!(
            segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
            "." | ".."
        )
    };
    if segments().any(dots) {
        return Err(wrong("holds `.` or `..` as a segment"));
    }
    let mut base = format!("{}://{authority}", scheme.to_ascii_lowercase());
    for segment in segments() {
        base.push('/');
        base.push_str(segment);
    }
    match base.parse::<http::Uri>() {
        Ok(uri) if uri.host().is_some_and(|host| !host.is_empty()) => Ok(base),
        Ok(_) => Err(wrong("has no host")),
        Err(error) => Err(wrong(&format!("is no URL: {error}"))),
    }
}

/// Without what may be a password.
fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://***@{host}"),
        _ => url.to_owned(),
    }
}
