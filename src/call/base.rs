//! Where the vendor is: the parts of its base URL and the values of the variables in, a checked base without a
//! trailing slash out.

use std::net::Ipv6Addr;

use super::encode::push_encoded;
use super::endpoint::{BasePart, VendorInfo};
use super::request::Invalid;

/// A base URL with the variables' values in their places; the error names the variable that has none that fits.
///
/// A variable of the host takes a name or an address, one of the port a number; in the path a value may hold
/// several segments, and an empty one drops out.
pub(crate) fn assemble(
    vendor: &VendorInfo,
    parts: &[BasePart],
    vars: &[Option<String>],
) -> Result<String, Invalid> {
    let mut url = String::new();
    for part in parts {
        match part {
            BasePart::Text(text) => url.push_str(text),
            BasePart::Var(index) => {
                let value = set_var(vendor, vars, *index)?;
                let name = vendor.vars[*index].name;
                let wrong =
                    |wanted| Invalid::new(name, format!("is {wanted}, not `{}`", shown(value)));
                url.push_str(&placed(&url, value).map_err(wrong)?);
            }
        }
    }
    checked(&url).map_err(|problem| Invalid::new("base", format!("makes no URL: {problem}")))
}

/// The value of a variable, where it has one.
pub(crate) fn var<'a>(
    vendor: &VendorInfo,
    vars: &'a [Option<String>],
    index: usize,
) -> Option<&'a str> {
    vars[index].as_deref().or(vendor.vars[index].default)
}

/// The value of a variable that has to have one.
pub(crate) fn set_var<'a>(
    vendor: &VendorInfo,
    vars: &'a [Option<String>],
    index: usize,
) -> Result<&'a str, Invalid> {
    var(vendor, vars, index).ok_or_else(|| {
        let name = vendor.vars[index].name;
        let reason = format!("is not set: call `.{name}(…)` on the builder of the client");
        Invalid::new(name, reason)
    })
}

/// The value as it stands after this much of the URL; the error says what belongs there.
fn placed(url: &str, value: &str) -> Result<String, &'static str> {
    let Some((_, authority)) = url.split_once("://") else {
        return whether(
            matches!(value, "http" | "https"),
            value,
            "`http` or `https`",
        );
    };
    if authority.contains('/') {
        return segments(value);
    }
    if authority.contains(':') {
        let is_port = value.parse::<u16>().is_ok_and(|port| port > 0);
        return whether(is_port, value, "a port: a number from 1 to 65535");
    }
    if value.parse::<Ipv6Addr>().is_ok() {
        return Ok(format!("[{value}]"));
    }
    let bracketed = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_address = bracketed.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_name = !value.is_empty() && value.chars().all(plain);
    whether(
        is_address || is_name,
        value,
        "a host: a name or an address, without scheme, port or path",
    )
}

fn whether(fits: bool, value: &str, wanted: &'static str) -> Result<String, &'static str> {
    if fits {
        Ok(value.to_owned())
    } else {
        Err(wanted)
    }
}

fn segments(value: &str) -> Result<String, &'static str> {
    let mut path = String::new();
    for segment in value.split('/').filter(|segment| !segment.is_empty()) {
        if matches!(segment, "." | "..") {
            return Err("a path without `.` and `..`");
        }
        if !path.is_empty() {
            path.push('/');
        }
        push_encoded(&mut path, segment);
    }
    Ok(path)
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
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    let is_port =
        |port: &str| port.ends_with(']') || port.parse::<u16>().is_ok_and(|port| port > 0);
    if !port.is_none_or(is_port) {
        return Err(wrong("has a port that is no number from 1 to 65535"));
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

/// Without what may be a secret: what stands before an `@`, and a query.
fn shown(url: &str) -> String {
    let scheme = url.find("://").map_or(0, |at| at + 3);
    let start = url.rfind('@').filter(|at| *at >= scheme);
    let (scheme, rest) = match start {
        Some(at) => (&url[..scheme], format!("***{}", &url[at..])),
        None => ("", url.to_owned()),
    };
    match rest.find(['?', '#']) {
        Some(at) => format!("{scheme}{}***", &rest[..=at]),
        None => format!("{scheme}{rest}"),
    }
}
