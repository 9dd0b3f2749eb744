//! The table of the format comes in; its JSON Schema (draft-07) goes out.

mod json;
mod shared;

use super::table::{HEAD, Key, Names, Need, PARTS, Part, STREAM_SHAPE, Shape, Status};
use json::{Json, any_of, filled, kind, list, needs, object, reference, text, types};
use shared::shared;

/// The JSON Schema of spec files, for editors: `trunkline-1.schema.json`.
pub fn schema() -> String {
    let mut definitions: Vec<(&str, Json)> = PARTS
        .iter()
        .map(|part| (part.id, part_schema(part)))
        .collect();
    definitions.extend(shared());
    let definitions = definitions
        .into_iter()
        .map(|(name, json)| (name.to_owned(), json))
        .collect();
    let head_only = ["vendor", "base", "vars", "title", "docs"];
    debug_assert!(
        head_only.iter().all(|key| HEAD.key(key).is_some()),
        "these are keys of the head"
    );
    let is_head = object([(
        "anyOf",
        Json::List(head_only.iter().map(|key| needs(&[*key])).collect()),
    )]);
    let root = object([
        ("$schema", text("http://json-schema.org/draft-07/schema#")),
        ("title", text("trunkline, format 1")),
        (
            "description",
            text("A vendor's HTTP API, as its documentation describes it."),
        ),
        ("if", is_head),
        ("then", reference("head")),
        ("else", reference("part")),
        ("definitions", Json::Object(definitions)),
    ]);
    let mut out = String::new();
    root.write(0, &mut out);
    out.push('\n');
    out
}

/// What a part's map may hold.
fn part_schema(part: &Part) -> Json {
    let properties = part
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), key_schema(key)))
        .collect();
    let with = |need| {
        part.keys
            .iter()
            .filter(move |key| key.need == need && key.status == Status::Now)
    };
    let mut entries = vec![
        ("description".to_owned(), text(part.doc)),
        ("type".to_owned(), text("object")),
        ("properties".to_owned(), Json::Object(properties)),
        (
            "patternProperties".to_owned(),
            object([("^x-", Json::Flag(true))]),
        ),
        ("additionalProperties".to_owned(), Json::Flag(false)),
    ];
    let required: Vec<Json> = with(Need::Required).map(|key| text(key.name)).collect();
    if !required.is_empty() {
        entries.push(("required".to_owned(), Json::List(required)));
    }
    let choices: Vec<Json> = with(Need::Choice).map(|key| needs(&[key.name])).collect();
    if !choices.is_empty() {
        entries.push(("oneOf".to_owned(), Json::List(choices)));
    }
    Json::Object(entries)
}

fn key_schema(key: &Key) -> Json {
    let example = ("examples", Json::List(vec![text(key.example)]));
    match key.status {
        // Editors complete and check what is not supported yet too: `check` says so, and of what is in it no more
        // than is wrong.
        Status::Later => object([
            (
                "description",
                Json::Text(format!("Not supported yet. {}", key.doc)),
            ),
            example,
            ("allOf", Json::List(vec![shape_schema(&key.shape)])),
        ]),
        // Beside `$ref` draft-07 ignores everything, so that the words stand around it.
        Status::Now if key.name == "trunkline" => {
            object([("description", text(key.doc)), ("const", Json::Number(1))])
        }
        Status::Now => object([
            ("description", text(key.doc)),
            example,
            ("allOf", Json::List(vec![shape_schema(&key.shape)])),
        ]),
    }
}

fn shape_schema(shape: &Shape) -> Json {
    let scalar = || types(&["string", "number", "boolean"]);
    let literal = || types(&["string", "number", "boolean", "null"]);
    match shape {
        Shape::Text => filled(&["string", "number", "boolean"]),
        Shape::Reason => filled(&["string", "number"]),
        Shape::TextOrEmpty => scalar(),
        Shape::Texts => any_of([scalar(), list(scalar())]),
        Shape::TextList => list(scalar()),
        Shape::Flag => kind("boolean"),
        Shape::Int(i64::MIN, _) => kind("integer"),
        Shape::Int(low, i64::MAX) => {
            object([("type", text("integer")), ("minimum", Json::Number(*low))])
        }
        Shape::Int(low, high) => object([
            ("type", text("integer")),
            ("minimum", Json::Number(*low)),
            ("maximum", Json::Number(*high)),
        ]),
        Shape::Literal => literal(),
        Shape::Literals => any_of([literal(), list(literal())]),
        Shape::Words(words) => {
            let usable = words.iter().filter(|word| word.status == Status::Now);
            // To a tool that reads YAML, the word `true` is a flag.
            let flag = usable.clone().any(|word| word.word == "true");
            let words = usable.map(|word| text(word.word));
            let values = words.chain(flag.then_some(Json::Flag(true)));
            object([("enum", Json::List(values.collect()))])
        }
        Shape::Empty => object([
            ("type", Json::List(vec![text("null"), text("object")])),
            ("maxProperties", Json::Number(0)),
        ]),
        Shape::Type => reference("type"),
        Shape::TypeHere => reference("type_here"),
        Shape::Returns => {
            let stream = object([("stream", shape_schema(&STREAM_SHAPE))]);
            let stream = object([
                ("type", text("object")),
                ("properties", stream),
                ("required", Json::List(vec![text("stream")])),
                ("additionalProperties", Json::Flag(false)),
            ]);
            any_of([stream, reference("type_here")])
        }
        Shape::Field => reference("field_value"),
        Shape::Param => reference("param_value"),
        Shape::Part => reference("part_value"),
        Shape::Multipart => reference("multipart_value"),
        Shape::MediaOr(words) => any_of([
            shape_schema(&Shape::Words(words)),
            object([("type", text("string")), ("pattern", text("/"))]),
        ]),
        Shape::Body => reference("body_value"),
        Shape::Member => reference("member_value"),
        Shape::Case => any_of([reference("type"), reference("union_case")]),
        Shape::TypeDef => reference("type_def"),
        Shape::Fields => reference("fields"),
        Shape::EnumValues => reference("enum_values"),
        Shape::Predicate => reference("predicate"),
        Shape::Path => reference("path"),
        Shape::PathAs => kind("string"),
        Shape::Duration => object([
            ("type", text("string")),
            ("pattern", text("^[0-9]+(ms|s|m|h|d)$")),
        ]),
        Shape::Rate => object([
            ("type", text("string")),
            ("pattern", text("^[1-9][0-9]*/[0-9]+(ms|s|m|h|d)$")),
        ]),
        Shape::Cause(words) => any_of([
            object([
                ("type", text("integer")),
                ("minimum", Json::Number(100)),
                ("maximum", Json::Number(599)),
            ]),
            object([
                ("type", text("string")),
                ("pattern", text("^[1-5][xX][xX]$")),
            ]),
            object([(
                "enum",
                Json::List(words.iter().map(|word| text(word.word)).collect()),
            )]),
        ]),
        Shape::Route => object([("type", text("string")), ("pattern", text("^/"))]),
        Shape::Base => object([
            ("type", text("string")),
            ("pattern", text("^(https?://|\\{)")),
        ]),
        Shape::Map(part) => reference(part.id),
        Shape::MapAnd(part, names, shape) => map_and(part, *names, shape),
        Shape::Later(_, _, shape) => shape_schema(shape),
        Shape::Named(names, shape) => named(*names, shape),
        Shape::List(shape @ (Shape::Words(_) | Shape::MediaOr(_))) => list(shape_schema(shape)),
        Shape::List(shape) => object([("type", text("array")), ("items", shape_schema(shape))]),
        Shape::Either(shapes) => {
            let schemas: Vec<Json> = shapes.iter().map(shape_schema).collect();
            object([("anyOf", Json::List(schemas))])
        }
    }
}

/// The keys of a part, and others of one shape beside them.
fn map_and(part: &Part, names: Names, shape: &Shape) -> Json {
    let properties = part
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), key_schema(key)))
        .collect();
    // A pattern holds for the part's own keys as well, unless it leaves them out.
    let keys: Vec<&str> = part.keys.iter().map(|key| key.name).collect();
    let others = format!("^(?!({})$)", keys.join("|"));
    let around = match names {
        Names::Wire => named(names, shape),
        Names::Own => own(&OWN.replacen('^', &others, 1), shape),
        Names::Generic => own(&GENERIC.replacen('^', &others, 1), shape),
    };
    let Json::Object(mut entries) = around else {
        return Json::Flag(true);
    };
    entries.insert(1, ("properties".to_owned(), Json::Object(properties)));
    Json::Object(entries)
}

/// A name of the author's own.
const OWN: &str = "^[A-Za-z_][A-Za-z0-9_]*$";
/// The same, and a parameter may follow.
const GENERIC: &str = "^[A-Za-z_][A-Za-z0-9_]*(<[A-Za-z_][A-Za-z0-9_]*>)?$";

fn named(names: Names, shape: &Shape) -> Json {
    match names {
        Names::Wire => object([
            ("type", text("object")),
            ("additionalProperties", shape_schema(shape)),
        ]),
        Names::Own => own(OWN, shape),
        Names::Generic => own(GENERIC, shape),
    }
}

/// A map whose keys are names of the author's own.
fn own(name: &str, shape: &Shape) -> Json {
    object([
        ("type", text("object")),
        (
            "patternProperties",
            object([("^x-", Json::Flag(true)), (name, shape_schema(shape))]),
        ),
        ("additionalProperties", Json::Flag(false)),
    ])
}
