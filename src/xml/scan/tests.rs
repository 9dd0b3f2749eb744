//! The scanner beside `quick-xml`: in any text both find the same pieces, up to where both refuse it.

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::*;
use crate::xml::text::is_space;

/// What a text is made of: pieces, halves of pieces, and what stands in them.
const PARTS: &[&str] = &[
    "<a>",
    "</a>",
    "</a \n>",
    "<b/>",
    "<b x='1' y=\"2>\"/>",
    "<p:c xmlns:p='u' >",
    "</p:c>",
    "<é>",
    "<1>",
    "<a-.b_2>",
    "<",
    ">",
    "/",
    "</",
    "/>",
    "=",
    "'",
    "\"",
    "x",
    "x=''",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\r",
    "text",
    "a longer text of ascii",
    "č",
    "&",
    ";",
    "&lt;",
    "&#10;",
    "&#x;",
    "&;",
    "&a&b;",
    "]",
    "]]",
    "]]>",
    "<!",
    "<![CDATA[",
    "<![CDATA",
    "<!--",
    "-->",
    "-",
    "--",
    "<!-- c -->",
    "<!-->",
    "<!--->",
    "<?",
    "?>",
    "<?>",
    "<??>",
    "?",
    "<?pi x?>",
    "<?xml",
    "<?xml?>",
    "<?xml version='1.0'?>",
    "<?xmlx?>",
    "<!DOCTYPE",
    "<!doctype html>",
    "<!D",
    "<!x",
    "[",
    "!",
    "\u{FFFD}",
];

/// A piece as both tell it: what it is, what stands in it, and where the next one begins.
type Seen = (&'static str, String, usize);

fn ours(text: &str) -> (Vec<Seen>, bool) {
    let mut scan = Scan::new(text);
    let mut seen = Vec::new();
    loop {
        let (kind, inside) = match scan.next() {
            Ok(Piece::Eof) => return (seen, true),
            Err(_) | Ok(Piece::Doctype(_)) => return (seen, false),
            Ok(Piece::Name(name) | Piece::Start(name)) => ("start", name),
            // Quotes around a bracket do not hide it in an end tag, which has no attributes.
            Ok(Piece::End(name)) if name.contains(['"', '\'']) => return (seen, false),
            Ok(Piece::End(name)) => ("end", name.trim_end_matches(is_space)),
            Ok(Piece::Text(text) | Piece::Rough(text)) => ("text", text),
            Ok(Piece::Data(text)) => ("data", text),
            Ok(Piece::Reference(name)) => ("reference", name),
            Ok(Piece::Declaration(inside)) => ("declaration", inside),
            Ok(Piece::Comment) => ("comment", ""),
            Ok(Piece::Instruction) => ("instruction", ""),
        };
        seen.push((kind, inside.to_owned(), scan.at));
    }
}

fn theirs(text: &str) -> (Vec<Seen>, bool) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = true;
    let mut seen = Vec::new();
    loop {
        let (kind, inside) = match reader.read_event() {
            Ok(Event::Eof) => return (seen, true),
            Err(_) | Ok(Event::DocType(_)) => return (seen, false),
            Ok(Event::Start(tag)) => ("start", tag.to_string()),
            Ok(Event::Empty(tag)) => ("start", format!("{}/", &*tag)),
            Ok(Event::End(name)) if name.contains(['"', '\'']) => return (seen, false),
            // It trims a name, but not one of white space alone, which is none.
            Ok(Event::End(name)) => ("end", name.trim_end_matches(is_space).to_owned()),
            Ok(Event::Text(text)) => ("text", text.to_string()),
            Ok(Event::CData(text)) => ("data", text.to_string()),
            Ok(Event::GeneralRef(name)) => ("reference", name.to_string()),
            Ok(Event::Decl(inside)) => (
                "declaration",
                inside.strip_prefix("xml").unwrap().to_owned(),
            ),
            Ok(Event::Comment(_)) => ("comment", String::new()),
            Ok(Event::PI(_)) => ("instruction", String::new()),
        };
        seen.push((kind, inside, reader.buffer_position() as usize));
    }
}

fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![9 => prop::sample::select(PARTS), 1 => Just("<a>12</a>")];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn pieces_are_those_of_quick_xml(text in texts()) {
        prop_assert_eq!(ours(&text), theirs(&text));
    }

    #[test]
    fn attributes_are_those_of_quick_xml(text in texts()) {
        let mut theirs = Attributes::new(&text, 0);
        theirs.with_checks(false);
        let mut rest = &*text;
        loop {
            // What begins with `=` has no name, which is told later, by the check of names.
            let ours = match attribute(rest) {
                Ok(Some(one)) if one.key.is_empty() => Err(Malformed),
                Ok(one) => Ok(one.map(|one| (one.key, one.value, one.rest))),
                Err(Malformed) => Err(Malformed),
            };
            let theirs = match theirs.next() {
                Some(Ok(one)) if one.key.into_inner().starts_with('=') => Err(Malformed),
                Some(Ok(one)) => Ok(Some((one.key.into_inner(), one.value.into_owned()))),
                Some(Err(_)) => Err(Malformed),
                None => Ok(None),
            };
            let ours_seen = ours.map(|one| one.map(|(key, value, _)| (key, value.to_owned())));
            prop_assert_eq!(ours_seen, theirs);
            match ours {
                Ok(Some((_, _, behind))) => rest = behind,
                Ok(None) | Err(Malformed) => break,
            }
        }
    }

    /// The short ways say what the long ones say.
    #[test]
    fn ends_are_passed_where_they_come(name in "[a-z:é]{1,20}", other in "[a-z:é]{1,20}", behind in "[> x]{0,2}") {
        for found in [&name, &other] {
            let text = format!("</{found}{behind}");
            let mut scan = Scan::new(&text);
            let passed = scan.pass_end(&name);
            prop_assert_eq!(passed, found == &name && behind.starts_with('>'));
            prop_assert_eq!(scan.at, if passed { name.len() + 3 } else { 0 });
        }
    }
}

#[test]
fn a_start_tag_that_is_a_name_is_told_apart() {
    let piece = |text| Scan::new(text).next().unwrap();
    assert_eq!(piece("<a-b.1>"), Piece::Name("a-b.1"));
    for text in ["<a:b>", "<a/>", "<a >", "<1a>", "<é>", "<>"] {
        assert_eq!(
            piece(text),
            Piece::Start(&text[1..text.len() - 1]),
            "{text}"
        );
    }
}
