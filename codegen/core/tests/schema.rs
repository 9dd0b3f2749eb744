//! The JSON Schema, by which editors check a spec while one types, takes a file exactly when the structural pass does:
//! for every case, golden and spec. What draft-07 cannot say is left aside: types, paths and the like inside of texts.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Map, Number, Value};
use trunkline_codegen::diag::{Code, Diagnostics, codes};
use trunkline_codegen::source::{Role, Sources};
use trunkline_codegen::spec;
use trunkline_codegen::tree::{self, Kind, Node, Style};

/// What the structural pass says.
const OF_SHAPE: &[Code] = &[
    codes::FORMAT_VERSION,
    codes::UNKNOWN_KEY,
    codes::MISSING_KEY,
    codes::WRONG_SHAPE,
    codes::ONE_CHOICE,
    codes::BAD_WORD,
    codes::BAD_NUMBER,
    codes::EMPTY,
    codes::BAD_NAME,
    codes::HEAD_ONLY,
];

/// What is wrong inside a text, which a schema may see or not.
const OF_TEXT: &[Code] = &[
    codes::NOT_YET,
    codes::BAD_TYPE,
    codes::UNKNOWN_BUILTIN,
    codes::BAD_PATH,
    codes::BAD_PREDICATE,
    codes::BAD_ROUTE,
    codes::BAD_BASE,
    codes::DOUBLED_NAME,
    codes::DURATION,
    codes::UNKNOWN_CODEC,
    codes::YAML_DOUBLED_KEY,
];

/// All YAML files of a folder and of those inside it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder is part of the project");
    for path in entries.map(|entry| entry.expect("a readable folder").path()) {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            found.push(path);
        }
    }
}

/// A node as an editor reads it: plain texts are what the core schema of YAML 1.2 makes of them.
fn value(node: &Node) -> Option<Value> {
    Some(match &node.kind {
        Kind::Bad => return None,
        Kind::List(items) => Value::Array(items.iter().map(value).collect::<Option<_>>()?),
        Kind::Map(entries) => {
            let entries = entries.iter();
            let pairs = entries.map(|one| Some((one.key.clone(), value(&one.value)?)));
            Value::Object(pairs.collect::<Option<Map<_, _>>>()?)
        }
        Kind::Scalar(scalar) if scalar.style != Style::Plain => scalar.text.as_str().into(),
        Kind::Scalar(scalar) => match scalar.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => Value::Null,
            "true" | "True" | "TRUE" => true.into(),
            "false" | "False" | "FALSE" => false.into(),
            text => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(number), _) => number.into(),
                (_, Ok(number)) => Number::from_f64(number).map_or(text.into(), Value::Number),
                _ => text.into(),
            },
        },
    })
}

/// Whether schema and structural pass say different things of a file.
fn differ(path: &Path, schema: &Validator) -> Option<String> {
    let mut sources = Sources::new();
    let name = path.display().to_string();
    let text = fs::read(path).expect("a readable file");
    let is_head = ["vendor", "base", "vars", "title", "docs"];
    let lines = String::from_utf8_lossy(&text).into_owned();
    let head = lines.lines().any(|line| {
        is_head
            .iter()
            .any(|key| line.starts_with(&format!("{key}:")))
    });
    if !head {
        sources.add(
            Role::Head,
            "head",
            "head",
            "trunkline: 1\nvendor: a\nbase: http://a.b\n",
        );
    }
    let role = if head { Role::Head } else { Role::Part };
    let file = sources.add(role, name.as_str(), name.as_str(), text);
    let mut found = Diagnostics::new();
    let tree = tree::read(&sources, file, &mut found);
    let yaml = found.into_report(&sources);
    let tree = tree.filter(|tree| tree.lost.is_empty())?;
    if yaml
        .diagnostics
        .iter()
        .any(|one| one.code != codes::YAML_DOUBLED_KEY)
    {
        return None;
    }
    let mut found = Diagnostics::new();
    spec::parse(&sources, &mut found);
    let report = found.into_report(&sources);
    let said = |codes: &[Code]| {
        report
            .diagnostics
            .iter()
            .any(|one| codes.contains(&one.code))
    };
    let errors: Vec<String> = schema
        .iter_errors(&value(&tree.root)?)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    let agree = errors.is_empty() != said(OF_SHAPE) || !said(OF_SHAPE) && said(OF_TEXT);
    let errors = errors.join("\n  ");
    (!agree).then(|| format!("{name}\n  schema: {errors}\n  {report}"))
}

#[test]
fn the_schema_takes_what_the_structural_pass_takes() {
    let schema: Value = serde_json::from_str(&spec::schema::schema()).expect("the schema is JSON");
    let schema = jsonschema::draft7::new(&schema).expect("the schema is one of draft-07");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for part in ["tests/cases", "tests/golden", "tests/mends", "../../specs"] {
        files(&folder.join(part), &mut paths);
    }
    paths.sort();
    let differ: Vec<String> = paths
        .iter()
        .filter_map(|path| differ(path, &schema))
        .collect();
    assert!(
        differ.is_empty(),
        "{} of {}:\n{}",
        differ.len(),
        paths.len(),
        differ.join("\n")
    );
}
