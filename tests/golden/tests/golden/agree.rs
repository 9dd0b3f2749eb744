//! Made records in; whether the runtime and the mock vendor, which share no code, read and write the same XML of them.

use std::path::PathBuf;

use golden::{formats, small_words};
use serde_json::{Map, Value};
use trunkline_codegen::api::{Api, Type, TypeId, Use};
use trunkline_codegen::source::{FileId, Span};
use trunkline_codegen::tree::{Entry, Kind, Node, Scalar, Style};
use trunkline_codegen::xml::{Document, Layout, Sent};
use trunkline_codegen::{compile, source::Sources};
use trunkline_mock::Mock;

/// One way between a record and its texts.
struct Runtime {
    name: &'static str,
    /// JSON in, JSON and XML out.
    of_json: fn(&str) -> (String, String),
    /// XML in, JSON out.
    of_xml: fn(&str) -> String,
}

macro_rules! runtime {
    ($module:ident: $($name:ident),*) => {
        [$(Runtime {
            name: stringify!($name),
            of_json: |text| {
                let read = $module::$name::from_json(text).expect("the runtime reads JSON");
                let json = read.to_json().expect("the runtime writes JSON");
                (json, read.to_xml().expect("the runtime writes XML"))
            },
            of_xml: |text| {
                let read = $module::$name::from_xml(text);
                let read = read.unwrap_or_else(|why| panic!("{why}: {text}"));
                read.to_json().expect("the runtime writes JSON")
            },
        }),*]
    };
}

#[tokio::test]
async fn the_runtime_and_the_mock_read_and_write_the_same_xml() {
    let records = runtime!(formats: Fault, Page, Person, Place, Named, Ordered);
    agree("formats.yaml", &records).await;
    let records = runtime!(small_words: Words, Fixed, Events, Call, Change2, ChannelGroup);
    agree("small_words.yaml", &records).await;
}

async fn agree(spec: &str, runtimes: &[Runtime]) {
    let api = api(spec);
    let mock = Mock::new(api.clone()).start().await.expect("it starts");
    for runtime in runtimes {
        let at = api
            .types
            .iter()
            .position(|ty| ty.name.pascal == runtime.name);
        let ty = Use {
            ty: Type::Named(TypeId(at.expect("the type is there"))),
            codecs: Vec::new(),
            null: false,
            element: None,
        };
        let layout = Layout::whole(&api, ty);
        for index in 0..60 {
            let made = mock.item(runtime.name, index).expect("a record is made");
            // What is not declared has no form in XML that both would choose.
            let made = without("x_undeclared", made);
            // Absent and null are one where the spec says so: what the runtime writes has one form of both.
            let (json, xml) = (runtime.of_json)(&made.to_string());
            let value: Value = serde_json::from_str(&json).expect("it is JSON");
            let said = layout.write(&node(&value)).expect("XML holds it");
            assert_eq!(plain(&xml), plain(&said), "{} {index}", runtime.name);

            let back: Value = serde_json::from_str(&(runtime.of_xml)(&said)).expect("it is JSON");
            assert_eq!(back, value, "the runtime reads the mock's: {said}");
            let document = Document::parse(&xml, FileId(0)).expect("it is XML");
            let read = layout.read(&document, Sent::ByClient);
            assert_eq!(read.faults, [], "the mock reads the runtime's: {xml}");
            let again = layout.write(&read.node).expect("XML holds it");
            assert_eq!(
                plain(&again),
                plain(&said),
                "the mock reads the runtime's: {xml}"
            );
        }
    }
}

fn api(spec: &str) -> Api {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = path.join("../../codegen/core/tests/golden").join(spec);
    let text = std::fs::read_to_string(path).expect("the spec is there");
    let compiled = compile(&Sources::single(spec, &text));
    compiled.unwrap_or_else(|why| panic!("{why}")).api
}

fn without(key: &str, value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(name, _)| name != key);
            let kept = kept.map(|(name, value)| (name, without(key, value)));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(|item| without(key, item)).collect(),
        other => other,
    }
}

/// The tree of a JSON value.
fn node(value: &Value) -> Node {
    let span = Span::new(FileId(0), 0, 0);
    let scalar = |text: String, style| Kind::Scalar(Scalar { text, style });
    let kind = match value {
        Value::String(text) => scalar(text.clone(), Style::Quoted),
        Value::Array(items) => Kind::List(items.iter().map(node).collect()),
        Value::Object(map) => {
            let entry = |(key, value): (&String, &Value)| Entry {
                key: key.clone(),
                span,
                value: node(value),
            };
            Kind::Map(map.iter().map(entry).collect())
        }
        other => scalar(other.to_string(), Style::Plain),
    };
    Node { span, kind }
}

/// A document without prefixes: each element, attribute and text on a line of its own.
fn plain(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|why| panic!("{why}: {text}"));
    let mut lines = Vec::new();
    for node in document.descendants() {
        let depth = node.ancestors().count();
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            lines.push(format!("{:depth$}{text:?}", ""));
        }
        if node.is_element() {
            let tag = node.tag_name();
            let ns = tag.namespace().unwrap_or("");
            lines.push(format!("{:depth$}{{{ns}}}{}", "", tag.name()));
            let attribute = |a: roxmltree::Attribute<'_, '_>| {
                let ns = a.namespace().unwrap_or("");
                format!("{:depth$}@{{{ns}}}{}={:?}", "", a.name(), a.value())
            };
            let mut attributes: Vec<String> = node.attributes().map(attribute).collect();
            attributes.sort();
            lines.append(&mut attributes);
        }
    }
    lines
}
