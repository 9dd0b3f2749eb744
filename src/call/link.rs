//! `Link` headers (RFC 8288) in, the target of the one that is the next page out.

use http::header::{HeaderMap, LINK};

/// The target of the first link whose relation is `next`, as it stands between the brackets.
///
/// A link with an `anchor` is about another document and is passed over. What is no link hides the rest of its header.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().find_map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        in_header(&text).map(str::to_owned)
    })
}

fn in_header(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, after) = rest.strip_prefix('<')?.split_once('>')?;
        let mut relation = None;
        let mut is_about_this = true;
        rest = after;
        while let Some(after) = rest.trim_start().strip_prefix(';') {
            let (name, value, after) = param(after);
            match name.to_ascii_lowercase().as_str() {
                // The first counts.
                "rel" => _ = relation.get_or_insert(value),
                "anchor" => is_about_this = false,
                _ => {}
            }
            rest = after;
        }
        let mut relations = relation
            .as_deref()
            .unwrap_or_default()
            .split_ascii_whitespace();
        if is_about_this && relations.any(|one| one.eq_ignore_ascii_case("next")) {
            return Some(target);
        }
        rest = rest.trim_start().strip_prefix(',')?;
    }
}

/// A parameter of a link: its name, its value without quotes, and what comes after it.
fn param(text: &str) -> (&str, String, &str) {
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let Some(value) = rest.strip_prefix('=') else {
        return (name.trim(), String::new(), rest);
    };
    match value.trim_start().strip_prefix('"') {
        Some(quoted) => {
            let (value, rest) = unquoted(quoted);
            (name.trim(), value, rest)
        }
        None => {
            let end = value.find([';', ',']).unwrap_or(value.len());
            (name.trim(), value[..end].trim().to_owned(), &value[end..])
        }
    }
}

/// A quoted text from behind its first quote on, and what comes after its last.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::in_header;

    #[test]
    fn the_next_link_is_found_among_others() {
        for (header, target) in [
            (
                r#"<https://a.test/u?page=2>; rel="next""#,
                Some("https://a.test/u?page=2"),
            ),
            (
                r#"<a>; rel="prev", <b>; rel="next", <c>; rel="last""#,
                Some("b"),
            ),
            ("<a>;rel=prev,<b>;rel=next", Some("b")),
            (
                r#"<a>; title="one, two; rel=\"next\""; rel=prev, <b> ; REL = "start NEXT""#,
                Some("b"),
            ),
            (r#"<a,b;c>; rel=next"#, Some("a,b;c")),
            (r#" , ,<a>; hreflang=de; rel="next"; x"#, Some("a")),
            (r#"<a>; rel=prev; rel=next"#, None),
            (
                r##"<a>; rel=next; anchor="#foo", <b>; rel=next"##,
                Some("b"),
            ),
            ("<>; rel=next", Some("")),
            ("<a>", None),
            ("<a>; rel=nextish", None),
            ("<a; rel=next", None),
            ("a; rel=next", None),
            (r#"<a>; title="never ends; rel=next"#, None),
            ("", None),
            (",,,", None),
        ] {
            assert_eq!(in_header(header), target, "{header}");
        }
    }
}
