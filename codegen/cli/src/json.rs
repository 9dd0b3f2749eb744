//! What was found in all specs comes in; one JSON document for tools goes out. `trunkline check --help` describes it.

use serde_json::{Map, Value, json};
use trunkline_codegen::diag::{Diagnostic, Severity};
use trunkline_codegen::files::Project;
use trunkline_codegen::source::{Sources, Span};

/// The version of the document's form.
const VERSION: u32 = 1;

/// All findings, in order of spec and place.
pub(crate) fn findings(project: &Project) -> String {
    let endpoints = project
        .vendors
        .iter()
        .map(|vendor| vendor.api.endpoints.len());
    let reports = project.reports.iter();
    let findings = reports.flat_map(|report| {
        let found = report.diagnostics.iter();
        found.map(|one| finding(one, &report.sources))
    });
    let document = json!({
        "version": VERSION,
        "specs": project.specs,
        "endpoints": endpoints.sum::<usize>(),
        "errors": project.count(Severity::Error),
        "warnings": project.count(Severity::Warning),
        "findings": findings.collect::<Vec<Value>>(),
    });
    format!("{document:#}")
}

fn finding(one: &Diagnostic, sources: &Sources) -> Value {
    let labels = one.labels.iter();
    let labels = labels.map(|(span, text)| with(place(*span, sources), "message", text));
    let edits = one.fix.iter();
    let edits = edits.map(|edit| with(place(edit.span, sources), "text", &edit.text));
    let mut finding = json!({
        "code": one.code.to_string(),
        "title": one.code.meaning().map(|meaning| meaning.title),
        "severity": one.severity.word(),
        "message": one.message,
    });
    if let Value::Object(keys) = &mut finding {
        keys.extend(place(one.span, sources));
    }
    let label = (!one.here.is_empty()).then_some(&one.here);
    finding["label"] = json!(label);
    finding["labels"] = labels.collect();
    finding["notes"] = json!(one.notes);
    finding["helps"] = json!(one.helps);
    finding["fix"] = edits.collect();
    finding
}

/// Where something is; all null where there is no file.
fn place(span: Span, sources: &Sources) -> Map<String, Value> {
    let file = sources.find(span.file);
    let at = file.map(|file| file.place(span.start));
    let place = json!({
        "file": file.map(|file| &file.name),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "start": file.map(|_| span.start),
        "end": file.map(|_| span.end),
    });
    match place {
        Value::Object(keys) => keys,
        _ => Map::new(),
    }
}

fn with(mut keys: Map<String, Value>, key: &str, text: &str) -> Value {
    keys.insert(key.to_owned(), json!(text));
    Value::Object(keys)
}
