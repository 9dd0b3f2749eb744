//! Types in; whether what is made of them is the same after it was written as XML and read again.

use serde_json::{Value, json};
use trunkline_codegen::api::{Api, Use};
use trunkline_codegen::source::FileId;
use trunkline_codegen::xml::{Document, Layout, Sent};

use super::compiled;
use super::everything::{api, named};
use crate::check::Checker;
use crate::{Requests, make, tree};

/// A value as XML, and as it is read from that.
fn through(api: &Api, ty: &Use, value: &Value) -> (String, Value) {
    let layout = Layout::whole(api, ty.clone());
    let text = layout.write(&tree::node(value)).expect("XML holds it");
    let document =
        Document::parse(&text, FileId(0)).unwrap_or_else(|why| panic!("{why:?}\n{text}"));
    let read = layout.read(&document, Sent::ByClient);
    assert_eq!(read.faults, [], "{text}");
    let value = tree::value(&read.node);
    (text, value)
}

#[test]
fn what_is_written_of_everything_is_what_is_read() {
    let api = api();
    let check = Checker {
        api: &api,
        requests: Requests::Strict,
        format: trunkline_codegen::api::Format::Xml,
    };
    for index in 0..100 {
        let mut made = make::value(&api, &named(0), "it", index);
        // A value of no declared type is text in XML.
        made["json"] = json!("any");
        let (text, read) = through(&api, &named(0), &made);
        assert_eq!(check.json(&named(0), &read, "it"), Ok(()), "{text}");
        // PHP's empty list is an empty element, which is read as an empty object.
        for key in ["map", "empty"] {
            if made[key] == json!([]) {
                made[key] = json!({});
            }
        }
        assert_eq!(read, made, "item {index}: {text}");
    }
}

#[test]
fn one_value_of_everything_stands_as_it_should() {
    let api = api();
    let note = |text: &str| json!({"lang": "en", "text": text});
    let mut value = make::value(&api, &named(0), "it", 0);
    let map = value.as_object_mut().expect("a record");
    map.retain(|key, _| {
        matches!(
            key.as_str(),
            "place" | "sort" | "loose" | "codes" | "far" | "nowhere" | "phones" | "table" | "kinds"
        )
    });
    value["place"] = json!(7);
    value["sort"] = json!(2);
    value["loose"] = json!([note("a < b"), note("")]);
    value["codes"] = json!([1, null]);
    value["far"] = json!("<&>\r\n");
    value["nowhere"] = json!({"id": 1, "children": []});
    value["phones"] = json!(["1", null, ""]);
    value["table"] = json!([[true], []]);
    value["kinds"] = json!(["b", 2, "later"]);
    let (text, _) = through_loosely(&api, &value);
    assert_eq!(
        text,
        concat!(
            r#"<Everything xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://acme.test/types""#,
            r#" xmlns:d1p1="http://acme.test/others" place="7" d1p1:sort="The_two">"#,
            r#"<table><row><cell xmlns="">true</cell></row><row /></table>"#,
            r#"<phones><d1p1:string>1</d1p1:string><d1p1:string i:nil="true" /><d1p1:string /></phones>"#,
            r#"<nowhere xmlns=""><d1p1:children /><d1p1:id>1</d1p1:id></nowhere>"#,
            "<d1p1:far>&lt;&amp;&gt;&#xD;\n</d1p1:far>",
            r#"<d1p1:codes>1</d1p1:codes><d1p1:codes i:nil="true" />"#,
            r#"<loose lang="en">a &lt; b</loose><loose lang="en" />"#,
            "<kinds><Kind>The_b</Kind><Kind>The_two</Kind><Kind>later</Kind></kinds>",
            "</Everything>",
        )
    );
}

/// The same of a value that lacks fields.
fn through_loosely(api: &Api, value: &Value) -> (String, Value) {
    let layout = Layout::whole(api, named(0));
    let text = layout.write(&tree::node(value)).expect("XML holds it");
    let document = Document::parse(&text, FileId(0)).expect("it is XML");
    let read = layout.read(&document, Sent::ByServer);
    assert_eq!(read.faults, []);
    let read = tree::value(&read.node);
    assert_eq!(&read, value, "{text}");
    (text, read)
}

#[test]
fn what_is_made_for_real_vendors_is_what_is_read() {
    for spec in ["tests/specs/desk", "../../specs/requestor"] {
        let api = compiled(spec);
        for (id, def) in api.types.iter().enumerate() {
            let is_record = matches!(def.kind, trunkline_codegen::api::TypeKind::Record(_));
            if !is_record || api.formats.len() < 2 {
                continue;
            }
            for index in 0..100 {
                let made = make::value(&api, &named(id), &def.name.wire, index);
                let check = Checker {
                    api: &api,
                    requests: Requests::Strict,
                    format: trunkline_codegen::api::Format::Xml,
                };
                let (text, read) = through(&api, &named(id), &made);
                assert_eq!(check.json(&named(id), &read, "it"), Ok(()), "{text}");
            }
        }
    }
}
