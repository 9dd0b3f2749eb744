//! The synthetic API's size in, a trunkline spec out.

use std::fmt::Write;

use super::{Kind, Size, kind};

/// The API as a trunkline spec.
pub(super) fn spec(size: Size) -> String {
    let mut out = String::from(
        "trunkline: 1\nvendor: synthetic\nbase: http://{host}\nvars:\n  host: str\n\
         auth:\n  token: bearer\nenvelopes:\n  default:\n    data: data\n\
         errors:\n  - when: { http: [4xx, 5xx] }\n    is: Failure\n    code: error.code\n    message: error.message\n    \
         kinds:\n      NotFound: not_found\n      Denied: denied\n\
         pagers:\n  pages:\n    page:\n      send: { page: query.page, size: query.per_page }\n      first: 1\n      \
         end: { total_items: data.total }\ntypes:\n  Failure:\n    error:\n      code: str\n      message: str\n",
    );
    for record in 0..size.records {
        writeln!(out, "  Record{record}:").unwrap();
        for field in 0..size.fields {
            let (mark, ty) = match kind(size, record, field) {
                Kind::Str => ("", "str".into()),
                Kind::Int => ("", "int".into()),
                Kind::Bool => ("", "bool".into()),
                Kind::Float => ("", "float".into()),
                Kind::Instant => ("", "instant".into()),
                Kind::OptionalStr => ("?", "str".into()),
                Kind::NullableInt => ("", "int?".into()),
                Kind::Strings => ("", "list<str>".into()),
                Kind::Labels => ("", "map<str>".into()),
                Kind::Enum => ("", format!("Enum{}", record / 2)),
                Kind::Nested => ("", format!("Record{}", record + 1)),
            };
            writeln!(out, "    field_{field}{mark}: {ty}").unwrap();
        }
    }
    for record in size.listed() {
        writeln!(
            out,
            "  Page{record}:\n    total: int\n    items: list<Record{record}>"
        )
        .unwrap();
    }
    for e in 0..size.enums() {
        writeln!(out, "  Enum{e}: {{ enum: [alpha, beta, gamma, delta] }}").unwrap();
    }
    out.push_str("endpoints:\n");
    for i in 0..size.endpoints {
        let record = size.record(i);
        match i % 5 {
            0 | 2 => writeln!(
                out,
                "  get_{i}:\n    doc: Fetches one.\n    get: /records{i}/{{id:int}}\n    returns: Record{record}"
            ),
            1 | 3 => writeln!(
                out,
                "  list_{i}:\n    doc: Lists them.\n    get: /records{i}\n    query:\n      name?: str\n      active?: bool\n      \
                 since?: instant\n    returns: Page{record}\n    pager: pages"
            ),
            _ => writeln!(
                out,
                "  create_{i}:\n    doc: Makes one.\n    post: /records{i}\n    body: Record{record}\n    returns: Record{record}"
            ),
        }
        .unwrap();
    }
    out
}
