//! The words of a JSON Schema come in; its text goes out.

/// As much of JSON as a schema needs.
pub(super) enum Json {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

pub(super) fn text(value: &str) -> Json {
    Json::Text(value.to_owned())
}

pub(super) fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Object(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

pub(super) fn reference(definition: &str) -> Json {
    object([("$ref", Json::Text(format!("#/definitions/{definition}")))])
}

pub(super) fn needs(keys: &[&str]) -> Json {
    object([(
        "required",
        Json::List(keys.iter().map(|key| text(key)).collect()),
    )])
}

pub(super) fn types(names: &[&str]) -> Json {
    object([(
        "type",
        Json::List(names.iter().map(|name| text(name)).collect()),
    )])
}

pub(super) fn kind(name: &str) -> Json {
    object([("type", text(name))])
}

pub(super) fn any_of<const N: usize>(schemas: [Json; N]) -> Json {
    object([("anyOf", Json::List(schemas.into_iter().collect()))])
}

/// A scalar that is no empty text.
pub(super) fn filled(names: &[&str]) -> Json {
    let names = names.iter().map(|name| text(name)).collect();
    object([("type", Json::List(names)), ("minLength", Json::Number(1))])
}

/// A list with at least one item.
pub(super) fn list(items: Json) -> Json {
    object([
        ("type", text("array")),
        ("items", items),
        ("minItems", Json::Number(1)),
    ])
}

impl Json {
    pub(super) fn write(&self, depth: usize, out: &mut String) {
        match self {
            Json::Text(value) => quote(value, out),
            Json::Number(value) => out.push_str(&value.to_string()),
            Json::Flag(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::List(items) => block(('[', ']'), items, depth, out, |item, out| {
                item.write(depth + 1, out)
            }),
            Json::Object(entries) => block(('{', '}'), entries, depth, out, |(key, value), out| {
                quote(key, out);
                out.push_str(": ");
                value.write(depth + 1, out);
            }),
        }
    }
}

fn block<T>(
    around: (char, char),
    items: &[T],
    depth: usize,
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    out.push(around.0);
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(around.1);
}

fn quote(value: &str, out: &mut String) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}
