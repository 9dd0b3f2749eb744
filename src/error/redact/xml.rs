//! XML in, whole or broken, the same text without the values of secret fields out.

mod references;
mod tag;

use std::ops::Range;

use super::MASK;
pub(super) use references::escaped;
use references::plain;
use tag::{Tag, name_end};

/// The text with a mask in place of the values of these fields.
pub(super) fn without_fields(text: &str, keys: &[&str]) -> String {
    masked(text, values(text, keys))
}

/// The texts in the values of these fields, without markup.
pub(crate) fn texts_of(text: &str, keys: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    for value in values(text, keys) {
        // A piece after the first begins with the rest of a tag.
        for (at, piece) in text[value].split('<').enumerate() {
            let content = match (at, piece.split_once('>')) {
                (0, _) => piece,
                (_, Some((_, content))) => content,
                (_, None) => "",
            };
            if !content.is_empty() {
                texts.push(plain(content).0);
            }
        }
    }
    texts
}

/// The text with a mask in place of these values, whatever references they are written with.
pub(super) fn without_values(text: &str, values: &[String]) -> String {
    let (plain, places) = plain(text);
    let mut found = Vec::new();
    for value in values {
        let hits = plain.match_indices(value.as_str());
        found.extend(hits.map(|(at, hit)| places[at]..places[at + hit.len()]));
    }
    found.sort_unstable_by_key(|place| (place.start, place.end));
    masked(text, found)
}

/// The text with a mask in each of these places, which are in order and may overlap.
fn masked(text: &str, places: Vec<Range<usize>>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut behind = 0;
    for place in places {
        if place.start >= behind {
            out.push_str(&text[behind..place.start]);
            out.push_str(MASK);
        }
        behind = behind.max(place.end);
    }
    out + &text[behind..]
}

/// The places of the values of these fields, in order: what stands in elements of these names, whatever their
/// prefix, and in attributes of these names or of these elements. Of one that is cut off, all that there is.
fn values(text: &str, keys: &[&str]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<') {
        at += start;
        let Some(tag) = Tag::read(text, at) else {
            at += 1;
            continue;
        };
        let is_secret = keys.contains(&local(tag.name));
        at = tag.end;
        for (name, value) in tag.attributes {
            if is_declaration(name) {
                continue;
            }
            if is_secret || keys.contains(&local(name)) {
                found.extend((!value.is_empty()).then_some(value));
            } else if let Some(inside) = text[value.clone()].find('<') {
                // A quote is missing, and elements stand in what looks like a value.
                at = value.start + inside;
                break;
            }
        }
        if is_secret && !tag.is_empty {
            at = content_end(text, tag.end, tag.name);
            if at > tag.end {
                found.push(tag.end..at);
            }
        }
    }
    found
}

/// What of a name stands after the prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn is_declaration(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}

/// Where the content ends that begins here, of an element of this name.
fn content_end(text: &str, start: usize, name: &str) -> usize {
    let mut inside = 0usize;
    let mut at = start;
    while let Some(next) = text[at..].find('<') {
        at += next;
        let rest = &text[at..];
        let past = |end: &str| rest.find(end).map_or(text.len(), |to| at + to + end.len());
        at = if rest.starts_with("<![CDATA[") {
            past("]]>")
        } else if rest.starts_with("<!--") {
            past("-->")
        } else if rest.starts_with("<?") {
            past("?>")
        } else if rest.starts_with("</") {
            if &rest[2..name_end(rest, 2)] == name {
                if inside == 0 {
                    return at;
                }
                inside -= 1;
            }
            at + 2
        } else if let Some(tag) = Tag::read(text, at) {
            inside += usize::from(tag.name == name && !tag.is_empty);
            tag.end
        } else {
            at + 1
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_fields_are_masked_in_whole_and_broken_documents() {
        let cases = [
            ("<u><pw>x</pw><a>1</a></u>", "<u><pw>***</pw><a>1</a></u>"),
            ("<u><p:pw >x</p:pw ></u>", "<u><p:pw >***</p:pw ></u>"),
            ("<pw><pw>x</pw>y</pw>z", "<pw>***</pw>z"),
            ("<pw><i>x</i><i>y</i></pw>", "<pw>***</pw>"),
            ("<pw><![CDATA[</pw>x]]></pw>", "<pw>***</pw>"),
            ("<pw><!--</pw>-->x<?</pw>?></pw>", "<pw>***</pw>"),
            ("<pw><a b='</pw>'/>x</pw>", "<pw>***</pw>"),
            ("<pw>cut &lt; sho", "<pw>***"),
            ("<pw>x</p", "<pw>***"),
            ("<pw/><a>1</a>", "<pw/><a>1</a>"),
            ("<pw></pw>", "<pw></pw>"),
            ("<u p:pw = 'x>' a=\"1\"/>", "<u p:pw = '***' a=\"1\"/>"),
            ("<u pw=\"cut sho", "<u pw=\"***"),
            ("<u pw=x>y</u>", "<u pw=***>y</u>"),
            (
                "<pw xmlns:p='urn:p' v='x'>y</pw>",
                "<pw xmlns:p='urn:p' v='***'>***</pw>",
            ),
            (
                "<d><![CDATA[<pw>x</pw>]]></d>",
                "<d><![CDATA[<pw>***</pw>]]></d>",
            ),
            ("<a <pw>x</pw>", "<a <pw>***</pw>"),
            ("<a b='<pw>x</pw> c='", "<a b='<pw>***</pw> c='"),
            ("<pwd>x</pwd> 1 < 2 <", "<pwd>x</pwd> 1 < 2 <"),
        ];
        for (text, shown) in cases {
            assert_eq!(without_fields(text, &["pw"]), shown);
        }
    }

    #[test]
    fn texts_of_secret_fields_are_found() {
        let text = "<u k='a&quot;b'><pw>x&amp;y</pw><l><i>1</i><i/><i>2</i></l></u>";
        assert_eq!(texts_of(text, &["pw", "k", "l"]), ["a\"b", "x&y", "1", "2"]);
    }

    #[test]
    fn values_are_found_in_all_ways_to_write_them() {
        let values = ["a<b&\"c\"".to_owned(), "b&\"c\" d".to_owned()];
        for text in [
            "a&lt;b&amp;&quot;c&quot;",
            "a&#60;b&#x26;\"&#X63;\"",
            "a<b&\"c&#34; d",
        ] {
            assert_eq!(without_values(&format!("é{text}!"), &values), "é***!");
        }
        assert_eq!(
            without_values("&lt;a & b&unknown;", &values),
            "&lt;a & b&unknown;"
        );
    }
}
