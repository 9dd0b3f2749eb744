//! The name of a type comes in; the built-in type that it is, or that it is called elsewhere, goes out.

use super::Builtin;

/// The built-in type `name`.
pub(super) fn builtin(name: &str) -> Option<Builtin> {
    Some(match name {
        "str" => Builtin::Str,
        "int" => Builtin::Int,
        "float" => Builtin::Float,
        "bool" => Builtin::Bool,
        "uuid" => Builtin::Uuid,
        "date" => Builtin::Date,
        "datetime" => Builtin::DateTime,
        "instant" => Builtin::Instant,
        "moment" => Builtin::Moment,
        "json" => Builtin::Json,
        "secret" => Builtin::Secret,
        "decimal" => Builtin::Decimal,
        "bytes" => Builtin::Bytes,
        "url" => Builtin::Url,
        "time" => Builtin::Time,
        "duration" => Builtin::Duration,
        _ => return None,
    })
}

/// What other languages call a built-in type.
pub(super) fn foreign(name: &str) -> Option<&'static str> {
    Some(match name {
        "string" | "text" | "String" | "varchar" | "char" => "str",
        "integer" | "Integer" | "long" | "number" | "i64" | "i32" | "u64" | "u32" | "int32"
        | "int64" | "short" => "int",
        "double" | "f64" | "f32" | "real" => "float",
        "boolean" | "Boolean" | "flag" => "bool",
        "guid" | "GUID" | "UUID" => "uuid",
        "timestamp" => "instant",
        "dateTime" | "DateTime" => "datetime",
        "any" | "object" | "mixed" | "unknown" => "json",
        "password" => "secret",
        "BigDecimal" | "numeric" | "money" => "decimal",
        "binary" | "blob" | "byte" => "bytes",
        "uri" | "URI" | "URL" => "url",
        "timespan" | "TimeSpan" | "interval" => "duration",
        "array" | "List" | "Vec" | "vec" => "list<…>",
        "dict" | "hash" | "HashMap" | "Map" => "map<…>",
        _ => return None,
    })
}

/// The type that for certain is the one of another language. A `number` may have a fraction, a `timestamp` may be text.
pub(super) fn same(name: &str, has_argument: bool) -> Option<&'static str> {
    match (name, has_argument) {
        ("string" | "String" | "varchar", false) => Some("str"),
        ("integer" | "Integer" | "long" | "short", false) => Some("int"),
        ("i64" | "i32" | "u64" | "u32" | "int32" | "int64", false) => Some("int"),
        ("double" | "f64" | "f32" | "real", false) => Some("float"),
        ("boolean" | "Boolean", false) => Some("bool"),
        ("guid" | "GUID" | "UUID", false) => Some("uuid"),
        ("dateTime" | "DateTime", false) => Some("datetime"),
        ("array" | "List" | "Vec" | "vec", true) => Some("list"),
        ("dict" | "hash" | "HashMap" | "Map", true) => Some("map"),
        _ => None,
    }
}
