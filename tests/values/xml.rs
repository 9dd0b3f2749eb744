//! XML where a file is not enough: limits, bytes, and what is written out of values made in Rust.

use trunkline::__rt::v1 as __rt;
use trunkline::shape::{FIELD, Field, Reader, Root, Slot, read};
use trunkline::xml::{XmlReader, XmlWriter, to_text};
use trunkline::{Json, Maybe, ReadError, Scalar};

use crate::samples::{A, Kind, OPTIONAL, Sample, Tag, name_of, record};

fn sample(inside: &str) -> String {
    format!("<Sample xmlns='{A}' id='1'><Name>n</Name>{inside}</Sample>")
}

fn least() -> Sample {
    Sample::from_xml(&sample("")).unwrap()
}

fn refused(document: &str) -> String {
    match Sample::from_xml(document) {
        Ok(_) => panic!("it was read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn depth_is_limited() {
    let deep = |levels: usize| {
        sample(&format!(
            "{}{}",
            "<x>".repeat(levels),
            "</x>".repeat(levels)
        ))
    };
    assert!(Sample::from_xml(&deep(127)).is_ok());
    for levels in [128, 20_000] {
        let error = refused(&deep(levels));
        assert!(
            error.starts_with("the document is nested deeper than 128 levels"),
            "{error}"
        );
    }
    let nested = |levels: usize| {
        let inner = "<Parent id='1'><Name>p</Name>".repeat(levels);
        sample(&format!("{inner}{}", "</Parent>".repeat(levels)))
    };
    assert!(Sample::from_xml(&nested(126)).is_ok());
    assert!(refused(&nested(20_000)).contains("128 levels"));
    let document = nested(900);
    let mut reader = XmlReader::new(document.as_bytes())
        .unwrap()
        .max_depth(5_000);
    assert!(read::<Sample>(&mut reader).is_ok());
    let document = nested(2_000);
    let mut reader = XmlReader::new(document.as_bytes())
        .unwrap()
        .max_depth(5_000);
    assert!(
        read::<Sample>(&mut reader)
            .unwrap_err()
            .to_string()
            .contains("1000 levels")
    );
}

#[test]
fn attributes_and_namespaces_are_limited() {
    let attributes = |count: usize| {
        let all: Vec<_> = (0..count).map(|n| format!("a{n}='{n}'")).collect();
        sample(&format!("<x {}/>", all.join(" ")))
    };
    assert!(Sample::from_xml(&attributes(256)).is_ok());
    for count in [257, 100_000] {
        assert!(refused(&attributes(count)).contains("more than 256 attributes"));
    }
    let in_one = |count: usize| {
        let all: Vec<_> = (0..count)
            .map(|n| format!("xmlns:a{n}='urn:{n}'"))
            .collect();
        sample(&format!("<x {}/>", all.join(" ")))
    };
    assert!(Sample::from_xml(&in_one(200)).is_ok());
    assert!(refused(&in_one(100_000)).contains("more than 256"));
    let bindings: String = (0..10).map(|n| format!(" xmlns:a{n}='urn:{n}'")).collect();
    let nested = sample(&format!(
        "{}{}",
        format!("<x{bindings}>").repeat(100),
        "</x>".repeat(100)
    ));
    assert!(refused(&nested).contains("more than 256 namespaces in scope"));
    // One after the other they are no burden.
    let beside: String = (0..10_000)
        .map(|n| format!("<x xmlns:a{n}='urn:{n}'/>"))
        .collect();
    assert!(Sample::from_xml(&sample(&format!("<Any>{beside}</Any>"))).is_ok());
}

#[test]
fn bytes_are_utf8_and_nothing_else() {
    let marked = format!("\u{FEFF}{}", sample("<Count>x</Count>"));
    let error = Sample::from_xml(&marked).unwrap_err();
    assert_eq!(
        error.place().map(|place| place.column),
        Some(sample("").find("</Sam").unwrap() + 1)
    );
    assert!(Sample::from_xml(&format!("\u{FEFF}{}", sample(""))).is_ok());
    let cases: [(&[u8], &str); 6] = [
        (
            b"\xEF\xBB\xBF\xEF\xBB\xBF<a>\xC3\xA9</a>",
            "text stands outside of the root",
        ),
        (b"\xFF\xFE<\0a\0/\0>\0", "UTF-16"),
        (b"\xFE\xFF\0<\0a\0/\0>", "UTF-16"),
        (b"<a>\xE9</a>", "a text is not UTF-8"),
        (
            b"<a>\x00</a>",
            "a character stands here that no document can hold",
        ),
        (b"", "the document ends too early"),
    ];
    for (bytes, part) in cases {
        let error = XmlReader::new(bytes)
            .err()
            .expect("it is refused")
            .to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn paths_and_places_are_told() {
    let document = sample("\n<Tags xmlns:b='urn:b'>\n  <b:Tag><b:Id>é</b:Id></b:Tag></Tags>");
    let error = Sample::from_xml(&document).unwrap_err();
    assert_eq!(error.path(), "Tags[0].Id");
    let place = error.place().unwrap();
    assert_eq!((place.line, place.column), (3, 10));
    assert_eq!(error.offset(), document.find("<b:Id>"));
}

#[test]
fn the_root_can_be_asked_for() -> Result<(), ReadError> {
    let mut reader = XmlReader::new(b"<?xml version='1.0'?> <p:r xmlns:p='urn:r'/>")?;
    assert_eq!(reader.root(), ("r", "urn:r"));
    reader.expect_root(&Root {
        name: "r",
        ns: "urn:r",
    })?;
    let error = reader.expect_root(&Root { name: "r", ns: "" }).unwrap_err();
    assert!(error.to_string().contains("(line 1, column 23)"), "{error}");
    Ok(())
}

#[test]
fn keys_are_local_names_then_attributes() -> Result<(), ReadError> {
    let mut reader = XmlReader::new(b"<r a='1' xmlns:x='urn:x' x:b='2'><x:c/><d>3</d></r>")?;
    reader.begin_record()?;
    let mut keys = Vec::new();
    while let Some(key) = reader.next_key()? {
        let key = key.to_owned();
        keys.push((key, reader.text()?.to_owned()));
    }
    let keys: Vec<_> = keys
        .iter()
        .map(|(key, text)| (key.as_str(), text.as_str()))
        .collect();
    assert_eq!(keys, [("c", ""), ("d", "3"), ("a", "1")]);
    reader.finish()
}

#[test]
fn prefixes_are_those_of_the_attributes_own_element() -> Result<(), ReadError> {
    // To look at a value is to pass over its end, or to the beginning of what stands in it.
    let documents = [
        "<r xmlns:x='urn:x' x:a='0' b='1'/>",
        "<r xmlns:x='urn:x' x:a='0' b='1'><c xmlns:x='urn:y'/></r>",
    ];
    for document in documents {
        let mut reader = XmlReader::new(document.as_bytes())?;
        reader.peek()?;
        reader.begin_record()?;
        let mut keys = Vec::new();
        while let Some(key) = reader.next_key()? {
            keys.push(key.to_owned());
            reader.skip()?;
        }
        assert_eq!(keys.last().map(String::as_str), Some("b"), "{document}");
    }
    let inside = "<b:Mark><b:Id>1</b:Id></b:Mark>";
    let document = format!(
        "<Sample xmlns='{A}' xmlns:b='urn:b' id='1' b:code='c'><Name xmlns:b='urn:c'>n</Name>{inside}</Sample>"
    );
    let mut reader = XmlReader::new(document.as_bytes())?;
    reader.peek()?;
    assert_eq!(read::<Sample>(&mut reader)?.code.as_deref(), Some("c"));
    Ok(())
}

#[test]
fn lists_and_scalars_are_documents_too() {
    static INT: Field = Field {
        name: "int",
        ns: Some("urn:arrays"),
        ..FIELD
    };
    static INTS: Field = Field {
        name: "ArrayOfint",
        ns: Some("urn:arrays"),
        item: Some(&INT),
        ..FIELD
    };
    let document = to_text(&vec![1, 2], &INTS).unwrap();
    assert_eq!(
        document,
        r#"<ArrayOfint xmlns="urn:arrays"><int>1</int><int>2</int></ArrayOfint>"#
    );
    let mut reader = XmlReader::new(document.as_bytes()).unwrap();
    assert_eq!(
        trunkline::shape::read_with::<Vec<i64>>(&mut reader, &INTS).unwrap(),
        [1, 2]
    );
    reader.finish().unwrap();
    assert_eq!(
        to_text(&None::<i64>, &INT).unwrap(),
        r#"<int xmlns="urn:arrays" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>"#
    );
    let error = to_text(&1, &FIELD).unwrap_err();
    assert!(error.to_string().contains("has no name"), "{error}");
}

#[test]
fn characters_that_xml_has_not_are_refused() {
    for bad in ["\0", "\u{1B}", "\u{FFFE}"] {
        let mut sample = least();
        sample.parent = Some(Box::new(least()));
        sample.parent.as_mut().unwrap().name = bad.to_owned();
        let error = sample.to_xml().unwrap_err();
        assert_eq!(error.path(), "Parent.Name");
        assert!(
            error
                .to_string()
                .starts_with("cannot write the character U+"),
            "{error}"
        );
    }
    let mut sample = least();
    sample.name = "]]> \r\n\t<&\"' \u{7F}\u{85}\u{2028}🦀".to_owned();
    sample.code = Some(sample.name.clone());
    assert!(Sample::from_xml(&sample.to_xml().unwrap()).unwrap() == sample);
}

#[test]
fn keys_that_are_no_names_are_refused() {
    for bad in ["", "1a", "a b", "a:b", "é!", "-"] {
        let mut sample = least();
        sample.counts = Some([(bad.to_owned(), 1)].into());
        let error = sample.to_xml().unwrap_err();
        assert!(
            error.to_string().contains("it is no name of an element"),
            "{error}"
        );
    }
}

#[test]
fn json_that_is_no_scalar_is_refused() {
    for (json, part) in [("[]", "a list or an object"), ("{}", "a list or an object")] {
        let mut sample = least();
        sample.any = Some(json.parse().unwrap());
        assert!(sample.to_xml().unwrap_err().to_string().contains(part));
    }
    for (json, text) in [("0.10", "0.10"), ("true", "true"), ("\"a\"", "a")] {
        let mut sample = least();
        sample.any = Some(json.parse().unwrap());
        assert!(
            sample
                .to_xml()
                .unwrap()
                .contains(&format!("<Any>{text}</Any>"))
        );
    }
    let mut sample = least();
    sample.extra.insert("Name".to_owned(), Json::Null);
    assert!(
        sample
            .to_xml()
            .unwrap_err()
            .to_string()
            .contains("declares that field")
    );
}

#[test]
fn unknown_values_of_enums_stay_in_their_format() {
    let mut sample = least();
    for (scalar, json, xml) in [
        (Scalar::from(7), Some("7"), None),
        (Scalar::from("7"), Some("\"7\""), None),
        (Scalar::from(true), Some("true"), None),
        (
            Scalar::Xml("Robot".to_owned()),
            None,
            Some("<Kind>Robot</Kind>"),
        ),
    ] {
        sample.kind = Some(Kind::Unknown(scalar));
        assert!(sample == sample.clone());
        match (json, sample.to_json()) {
            (Some(part), Ok(text)) => assert!(text.contains(&format!("\"Kind\":{part}")), "{text}"),
            (None, Err(error)) => assert_eq!(
                error.to_string(),
                "cannot write `Robot` as a value of `Kind` in JSON: it is a value of XML that the spec does not name, at `Kind`"
            ),
            (_, other) => panic!("{other:?}"),
        }
        match (xml, sample.to_xml()) {
            (Some(part), Ok(text)) => assert!(text.contains(part), "{text}"),
            (None, Err(error)) => assert!(
                error.to_string().contains("in XML: it is a value of JSON"),
                "{error}"
            ),
            (_, other) => panic!("{other:?}"),
        }
    }
    let known = |document: &str| Sample::from_json(document).unwrap();
    let json = known(r#"{"id":1,"code":null,"Name":"n","Note":[],"Kind":2}"#);
    assert!(json == Sample::from_xml(&self::sample("<Kind>Company</Kind>")).unwrap());
}

#[test]
fn an_unknown_text_is_the_same_where_all_values_are() {
    #[derive(Clone, PartialEq)]
    enum Role {
        Admin,
        Unknown(Scalar),
    }

    __rt::variants! { Role; 0 Admin "admin", }

    static TYPE: Field = Field { name: "t", ..FIELD };
    let mut reader = XmlReader::new(b"<t>robot</t>").unwrap();
    let value: Role = read(&mut reader).unwrap();
    let in_json = trunkline::json::to_text(&value);
    let in_xml = to_text(&value, &TYPE);
    assert_eq!(in_json.as_deref(), Ok("\"robot\""));
    assert_eq!(in_xml.as_deref(), Ok("<t>robot</t>"));
}

record!(Filter, "urn:f", &[2, 0, 1],
    page: Option<i64> = { name: "Page", flags: __rt::ABSENT },
    user: Maybe<String> = { name: "User", flags: OPTIONAL },
    base: Maybe<i64> = { name: "Base", ns: Some("urn:base"), flags: OPTIONAL },
);

#[test]
fn fields_are_written_in_order_each_in_its_namespace() {
    let filter = Filter {
        page: Some(1),
        user: Maybe::Null,
        base: 5.into(),
    };
    let document = filter.to_xml().unwrap();
    assert_eq!(
        document,
        concat!(
            r#"<Filter xmlns="urn:f" xmlns:b="urn:base" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">"#,
            r#"<b:Base>5</b:Base><Page>1</Page><User i:nil="true"/></Filter>"#,
        )
    );
    assert!(Filter::from_xml(&document).unwrap() == filter);
    let other = "<Filter xmlns='urn:f'><User xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/><Page>1</Page><Base xmlns='urn:base'>5</Base></Filter>";
    assert!(Filter::from_xml(other).unwrap() == filter);
    let nothing = Filter {
        page: None,
        user: Maybe::Absent,
        base: Maybe::Absent,
    };
    assert_eq!(nothing.to_xml().unwrap(), r#"<Filter xmlns="urn:f"/>"#);
}

record!(Plain, "", &[],
    tag: Option<Tag> = { name: "Tag", ns: Some("urn:b"), flags: __rt::ABSENT },
    name: String = { name: "Name" },
);

record!(Holder, "urn:h", &[],
    plain: Plain = { name: "Plain" },
    bare: Plain = { name: "Bare", ns: Some("") },
);

#[test]
fn what_has_no_namespace_stays_without_one() {
    let inner = "<Name>n</Name><x:Tag xmlns:x='urn:b'><x:Id>1</x:Id></x:Tag>";
    let document = format!(
        "<h:Holder xmlns:h='urn:h'><h:Plain>{inner}</h:Plain><Bare>{inner}</Bare></h:Holder>"
    );
    let holder = Holder::from_xml(&document).unwrap();
    let written = holder.to_xml().unwrap();
    assert_eq!(
        written,
        concat!(
            r#"<Holder xmlns="urn:h" xmlns:b="urn:b"><Plain><b:Tag><b:Id>1</b:Id></b:Tag><Name xmlns="">n</Name></Plain>"#,
            r#"<Bare xmlns=""><b:Tag><b:Id>1</b:Id></b:Tag><Name>n</Name></Bare></Holder>"#,
        )
    );
    assert!(Holder::from_xml(&written).unwrap() == holder);
}

#[test]
fn a_root_can_be_given() {
    let mut writer = XmlWriter::new().root(Root {
        name: "Other",
        ns: "urn:o",
    });
    least().write(&mut writer, &FIELD).unwrap();
    assert_eq!(
        writer.into_text(),
        r#"<Other xmlns="urn:o" xmlns:b="urn:a" id="1"><b:Name>n</b:Name></Other>"#
    );
}
