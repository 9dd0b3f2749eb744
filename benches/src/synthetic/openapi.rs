//! The synthetic API's size in, an OpenAPI document out: what progenitor's command reads.
//!
//! It says what the spec says, but for the object `data` around a reply, which would give each call one type more: to
//! leave it out favours the peer. The pager is nothing that OpenAPI has words for.

use serde_json::{Map, Value, json};

use super::{Kind, Size, kind};

/// The API as OpenAPI.
pub(super) fn openapi(size: Size) -> String {
    let mut schemas = Map::new();
    schemas.insert("Failure".into(), failure());
    for record in 0..size.records {
        schemas.insert(format!("Record{record}"), record_schema(size, record));
    }
    for record in size.listed() {
        schemas.insert(format!("Page{record}"), page_schema(record));
    }
    for e in 0..size.enums() {
        let values = json!({ "type": "string", "enum": ["alpha", "beta", "gamma", "delta"] });
        schemas.insert(format!("Enum{e}"), values);
    }
    let mut paths = Map::new();
    for i in 0..size.endpoints {
        let (path, operation) = path(i, size.record(i));
        paths.insert(path, operation);
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "synthetic", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn failure() -> Value {
    json!({ "type": "object", "required": ["error"], "properties": { "error": {
        "type": "object",
        "required": ["code", "message"],
        "properties": { "code": { "type": "string" }, "message": { "type": "string" } },
    } } })
}

fn record_schema(size: Size, record: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in 0..size.fields {
        let name = format!("field_{field}");
        let kind = kind(size, record, field);
        if !matches!(kind, Kind::OptionalStr) {
            required.push(name.clone());
        }
        let schema = match kind {
            Kind::Str | Kind::OptionalStr => json!({ "type": "string" }),
            Kind::Int => json!({ "type": "integer", "format": "int64" }),
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Float => json!({ "type": "number", "format": "double" }),
            Kind::Instant => json!({ "type": "string", "format": "date-time" }),
            Kind::NullableInt => json!({ "type": "integer", "format": "int64", "nullable": true }),
            Kind::Strings => json!({ "type": "array", "items": { "type": "string" } }),
            Kind::Labels => {
                json!({ "type": "object", "additionalProperties": { "type": "string" } })
            }
            Kind::Enum => refer(&format!("Enum{}", record / 2)),
            Kind::Nested => refer(&format!("Record{}", record + 1)),
        };
        properties.insert(name, schema);
    }
    json!({ "type": "object", "required": required, "properties": properties })
}

fn page_schema(record: usize) -> Value {
    json!({ "type": "object", "required": ["total", "items"], "properties": {
        "total": { "type": "integer", "format": "int64" },
        "items": { "type": "array", "items": refer(&format!("Record{record}")) },
    } })
}

/// The path of a call and what is done there.
fn path(i: usize, record: usize) -> (String, Value) {
    let one = refer(&format!("Record{record}"));
    match i % 5 {
        0 | 2 => {
            let id = json!([{ "name": "id", "in": "path", "required": true,
                "schema": { "type": "integer", "format": "int64" } }]);
            let get = operation(&format!("get_{i}"), "Fetches one.", id, one);
            (format!("/records{i}/{{id}}"), json!({ "get": get }))
        }
        1 | 3 => {
            let query = [
                ("name", json!({ "type": "string" })),
                ("active", json!({ "type": "boolean" })),
                ("since", json!({ "type": "string", "format": "date-time" })),
                ("page", json!({ "type": "integer", "format": "int64" })),
                ("per_page", json!({ "type": "integer", "format": "int64" })),
            ];
            let query = query
                .map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }));
            let page = refer(&format!("Page{record}"));
            let get = operation(&format!("list_{i}"), "Lists them.", json!(query), page);
            (format!("/records{i}"), json!({ "get": get }))
        }
        _ => {
            let mut post = operation(&format!("create_{i}"), "Makes one.", json!([]), one.clone());
            post["requestBody"] =
                json!({ "required": true, "content": { "application/json": { "schema": one } } });
            (format!("/records{i}"), json!({ "post": post }))
        }
    }
}

fn operation(id: &str, summary: &str, parameters: Value, returns: Value) -> Value {
    let content = |schema: Value| json!({ "application/json": { "schema": schema } });
    let failure = json!({ "description": "a failure", "content": content(refer("Failure")) });
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": "what was asked for", "content": content(returns) },
            "4XX": failure,
            "5XX": failure,
        },
    })
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
