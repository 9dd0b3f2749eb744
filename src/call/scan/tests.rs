//! Bodies in, what a scan sees of them out.

use super::*;
use crate::Json;
use crate::call::read::room;
use crate::shape::{FIELD, Format};

const CODE: &[Step] = &[Step::Key("error"), Step::Key("code")];
const ANY: &[Step] = &[Step::Key("list"), Step::Any, Step::Key("x")];
const INSIDE: &[Step] = &[Step::Key("data"), Step::Key("n")];
const DATA: &[Step] = &[Step::Key("data")];

static PLACE: Field = FIELD;

fn wanted(path: &'static [Step]) -> Option<Wanted> {
    Some(Wanted {
        root: None,
        path,
        room: room::<Json>,
        field: &PLACE,
    })
}

fn json(body: &[u8]) -> Document<'_> {
    Document {
        body,
        format: Format::Json,
        max_depth: 10,
        notes: None,
    }
}

fn text(text: &str) -> Seen {
    Seen::Text(text.to_owned())
}

fn seen(scan: &Scan, path: &[Step]) -> Vec<(Option<usize>, Seen)> {
    scan.at(path)
        .iter()
        .map(|spot| (spot.item, spot.seen.clone()))
        .collect()
}

#[test]
fn places_are_found_before_behind_and_inside_of_the_value() {
    let body = br#"{"list":[{"x":1},{},{"x":null}],"data":{"n":"2"},"error":{"code":"c"}}"#;
    let scan = scan(json(body), &[CODE, ANY, INSIDE, DATA, &[]], wanted(DATA));
    assert_eq!(seen(&scan, CODE), [(None, text("c"))]);
    let ones = [
        (Some(0), Seen::Number("1".to_owned())),
        (Some(2), Seen::Null),
    ];
    assert_eq!(seen(&scan, ANY), ones);
    assert_eq!(seen(&scan, INSIDE), [(None, text("2"))]);
    assert_eq!(seen(&scan, DATA), [(None, Seen::Whole)]);
    assert_eq!(seen(&scan, &[]), [(None, Seen::Whole)]);
    assert!(scan.data.expect("it can be read").is_some());
}

#[test]
fn what_is_no_json_has_no_places_but_its_text() {
    // A byte order mark is no part of it.
    for body in ["ERROR: no", "\u{feff}ERROR: no"] {
        let scan = scan(json(body.as_bytes()), &[CODE, &[]], wanted(DATA));
        assert_eq!(seen(&scan, CODE), []);
        assert_eq!(seen(&scan, &[]), [(None, text("ERROR: no"))]);
        assert!(scan.data.is_err());
    }
}

#[test]
fn a_broken_end_spoils_a_value_that_was_read() {
    let scan = scan(
        json(br#"{"error":{"code":1},"data":1,"#),
        &[CODE],
        wanted(DATA),
    );
    assert_eq!(seen(&scan, CODE), []);
    assert!(scan.data.is_err());
}

#[test]
fn a_value_that_stands_twice_is_an_error_and_hides_nothing() {
    let body = br#"{"data":1,"error":{"code":1},"data":2}"#;
    let scan = scan(json(body), &[CODE], wanted(DATA));
    assert_eq!(seen(&scan, CODE), [(None, Seen::Number("1".to_owned()))]);
    let error = scan.data.expect_err("two values");
    let line = "the key `data` stands here twice (line 1, column 37)";
    assert_eq!(error.to_string(), line);
}

#[test]
fn a_path_that_leads_nowhere_gives_nothing() {
    for body in ["{}", "[]", "1", r#"{"data":1}"#] {
        let path: &[Step] = &[Step::Key("data"), Step::Index(0)];
        let scan = scan(json(body.as_bytes()), &[], wanted(path));
        assert!(scan.data.expect("the body is JSON").is_none(), "{body}");
    }
}

#[cfg(feature = "xml")]
#[test]
fn xml_has_elements_by_name_and_position_attributes_and_text() {
    const ATTRIBUTE: &[Step] = &[Step::Key("error"), Step::Key("code")];
    const TEXT: &[Step] = &[Step::Key("error")];
    const SECOND: &[Step] = &[Step::Index(1)];
    const DEEP: &[Step] = &[Step::Key("error"), Step::Key("code"), Step::Key("x")];
    let cases: [(&str, [&[Seen]; 4]); 6] = [
        (
            "<r><error code='5'>no</error><b>2</b></r>",
            [&[text("5")], &[text("no")], &[text("2")], &[]],
        ),
        (
            "<r><error>no</error><error>yes</error></r>",
            [&[], &[text("no"), text("yes")], &[text("yes")], &[]],
        ),
        (
            "<r><error code='5'/><b/></r>",
            [&[text("5")], &[Seen::Whole], &[], &[]],
        ),
        (
            "<r><error><a/><code>6<x/></code></error></r>",
            [&[Seen::Whole], &[Seen::Whole], &[], &[]],
        ),
        (
            "<p:r xmlns:p='urn:p' error='a'><p:error/>\n<p:error> </p:error></p:r>",
            [&[], &[text("a")], &[], &[]],
        ),
        ("<error>no</error>", [&[], &[], &[], &[]]),
    ];
    for (body, wanted) in cases {
        let document = Document {
            format: Format::Xml,
            ..json(body.as_bytes())
        };
        let paths = [ATTRIBUTE, TEXT, SECOND, DEEP];
        let scan = scan(document, &paths, None);
        for (path, wanted) in paths.into_iter().zip(wanted) {
            let seen: Vec<Seen> = scan.at(path).iter().map(|spot| spot.seen.clone()).collect();
            assert_eq!(seen, wanted, "{path:?} of {body}");
        }
    }
}
