//! The definitions of the schema that are no parts of the table.

use super::json::{Json, any_of, kind, list, object, reference, text, types};
use super::shape_schema;
use crate::spec::table::Shape;

/// An object that has this key, with something of a sort.
fn with(key: &str, sort: Json) -> Json {
    object([
        ("type", text("object")),
        ("required", Json::List(vec![text(key)])),
        ("properties", object([(key, sort)])),
    ])
}

fn either(test: Json, then: &str, or: Json) -> Json {
    object([("if", test), ("then", reference(then)), ("else", or)])
}

/// What is a type, or an object that says with `is` which.
fn long(part: &str) -> Json {
    let has_is = object([
        ("type", text("object")),
        ("required", Json::List(vec![text("is")])),
    ]);
    either(has_is, part, reference("type_here"))
}

/// A type that may be described on the spot.
fn here() -> Json {
    let is_newtype = with("newtype", Json::Flag(true));
    let is_union = with("union", types(&["array", "object"]));
    let is_enum = with("enum", types(&["array", "object"]));
    let is_record = with("fields", kind("object"));
    let or = either(is_newtype, "newtype", fields_or_expr());
    let or = either(is_enum, "enum", either(is_union, "union", or));
    either(is_record, "record", or)
}

fn fields_or_expr() -> Json {
    any_of([reference("type"), reference("fields")])
}

fn conditions() -> Json {
    let value = types(&["string", "number", "boolean", "null"]);
    object([
        ("type", text("object")),
        ("minProperties", Json::Number(1)),
        (
            "additionalProperties",
            any_of([value, types(&["array", "object"])]),
        ),
    ])
}

fn enum_values() -> Json {
    let one_or_long = any_of([shape_schema(&Shape::Literal), reference("enum_value")]);
    any_of([
        list(shape_schema(&Shape::Literal)),
        object([
            ("type", text("object")),
            ("minProperties", Json::Number(1)),
            ("additionalProperties", one_or_long),
        ]),
    ])
}

/// Definitions that are no parts: the ways of writing a type, and what a predicate may hold.
pub(super) fn shared() -> Vec<(&'static str, Json)> {
    vec![
        (
            "type",
            object([("type", text("string")), ("minLength", Json::Number(1))]),
        ),
        ("path", types(&["string", "integer"])),
        (
            "fields",
            object([
                ("type", text("object")),
                ("additionalProperties", reference("field_value")),
            ]),
        ),
        ("type_here", here()),
        ("type_def", reference("type_here")),
        ("field_value", long("field")),
        ("param_value", long("param")),
        ("part_value", long("part_of_body")),
        (
            "multipart_value",
            either(
                with("parts", kind("array")),
                "multipart",
                object([
                    ("type", text("object")),
                    ("additionalProperties", reference("part_value")),
                ]),
            ),
        ),
        ("body_value", long("body")),
        ("member_value", long("union_member")),
        ("enum_values", enum_values()),
        ("conditions", conditions()),
        (
            "predicate",
            any_of([reference("conditions"), list(reference("conditions"))]),
        ),
    ]
}
