//! The synthetic API: 100 endpoints, 100 records of 30 fields (every second one nested in its neighbour), 50 enums.
//!
//! The same API is written twice: as a trunkline spec, and as the client a careful developer writes by hand on
//! reqwest and serde. Of every five endpoints two fetch one record, two list a page with three optional
//! parameters, and one creates a record.

use std::fmt::Write;

/// How many endpoints and records the API has.
#[derive(Debug, Clone, Copy)]
pub struct Size(pub usize);

const FIELDS: usize = 30;

/// What a field holds.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Str,
    Int,
    Bool,
    Float,
    Instant,
    OptionalStr,
    NullableInt,
    Strings,
    Labels,
    Enum,
    Nested,
}

fn kind(record: usize, field: usize) -> Kind {
    match field {
        0..=7 => Kind::Str,
        8..=13 => Kind::Int,
        14..=16 => Kind::Bool,
        17..=19 => Kind::Float,
        20..=21 => Kind::Instant,
        22..=24 => Kind::OptionalStr,
        25 => Kind::NullableInt,
        26 => Kind::Strings,
        27 => Kind::Labels,
        28 => Kind::Enum,
        _ if record.is_multiple_of(2) => Kind::Nested,
        _ => Kind::Str,
    }
}

/// The API as a trunkline spec.
pub fn spec(size: Size) -> String {
    let mut out = String::from(
        "trunkline: 1\nvendor: synthetic\nbase: http://{host}\nvars:\n  host: str\n\
         auth:\n  token: bearer\nenvelopes:\n  default:\n    data: data\n\
         errors:\n  - when: { http: [4xx, 5xx] }\n    is: Failure\n    code: error.code\n    message: error.message\n    \
         kinds:\n      NotFound: not_found\n      Denied: denied\n\
         pagers:\n  pages:\n    page:\n      send: { page: query.page, size: query.per_page }\n      first: 1\n      \
         end: { total_items: data.total }\ntypes:\n  Failure:\n    error:\n      code: str\n      message: str\n",
    );
    for record in 0..size.0 {
        writeln!(out, "  Record{record}:").unwrap();
        for field in 0..FIELDS {
            let (mark, ty) = match kind(record, field) {
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
        writeln!(
            out,
            "  Page{record}:\n    total: int\n    items: list<Record{record}>"
        )
        .unwrap();
    }
    for e in 0..size.0.div_ceil(2) {
        writeln!(out, "  Enum{e}: {{ enum: [alpha, beta, gamma, delta] }}").unwrap();
    }
    out.push_str("endpoints:\n");
    for i in 0..size.0 {
        match i % 5 {
            0 | 2 => writeln!(
                out,
                "  get_{i}:\n    doc: Fetches one.\n    get: /records{i}/{{id:int}}\n    returns: Record{i}"
            ),
            1 | 3 => writeln!(
                out,
                "  list_{i}:\n    doc: Lists them.\n    get: /records{i}\n    query:\n      name?: str\n      active?: bool\n      \
                 since?: instant\n    returns: Page{i}\n    pager: pages"
            ),
            _ => writeln!(
                out,
                "  create_{i}:\n    doc: Makes one.\n    post: /records{i}\n    body: Record{i}\n    returns: Record{i}"
            ),
        }
        .unwrap();
    }
    out
}

/// The API by hand: reqwest, serde derives, one async function an endpoint.
pub fn by_hand(size: Size) -> String {
    let mut out = String::from(BY_HAND_HEAD);
    for e in 0..size.0.div_ceil(2) {
        writeln!(
            out,
            "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n#[serde(rename_all = \"snake_case\")]\n\
             pub enum Enum{e} {{ Alpha, Beta, Gamma, Delta, #[serde(other)] Unknown }}"
        )
        .unwrap();
    }
    for record in 0..size.0 {
        writeln!(
            out,
            "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\npub struct Record{record} {{"
        )
        .unwrap();
        for field in 0..FIELDS {
            let ty = match kind(record, field) {
                Kind::Str => "String".into(),
                Kind::Int => "i64".into(),
                Kind::Bool => "bool".into(),
                Kind::Float => "f64".into(),
                Kind::Instant => "jiff::Timestamp".into(),
                Kind::OptionalStr => {
                    out.push_str(
                        "    #[serde(default, skip_serializing_if = \"Option::is_none\")]\n",
                    );
                    "Option<String>".into()
                }
                Kind::NullableInt => "Option<i64>".into(),
                Kind::Strings => "Vec<String>".into(),
                Kind::Labels => "std::collections::BTreeMap<String, String>".into(),
                Kind::Enum => format!("Enum{}", record / 2),
                Kind::Nested => format!("Box<Record{}>", record + 1),
            };
            writeln!(out, "    pub field_{field}: {ty},").unwrap();
        }
        writeln!(
            out,
            "}}\n#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n\
             pub struct Page{record} {{ pub total: i64, pub items: Vec<Record{record}> }}"
        )
        .unwrap();
    }
    for i in 0..size.0 {
        if matches!(i % 5, 1 | 3) {
            writeln!(
                out,
                "#[derive(Debug, Clone, Default, Serialize)]\npub struct List{i} {{ #[serde(skip_serializing_if = \"Option::is_none\")] \
                 pub name: Option<String>, #[serde(skip_serializing_if = \"Option::is_none\")] pub active: Option<bool>, \
                 #[serde(skip_serializing_if = \"Option::is_none\")] pub since: Option<jiff::Timestamp>, \
                 #[serde(skip_serializing_if = \"Option::is_none\")] pub page: Option<i64>, \
                 #[serde(skip_serializing_if = \"Option::is_none\")] pub per_page: Option<i64> }}"
            )
            .unwrap();
        }
    }
    out.push_str("impl Client {\n");
    for i in 0..size.0 {
        match i % 5 {
            0 | 2 => writeln!(
                out,
                "    /// Fetches one.\n    pub async fn get_{i}(&self, id: i64) -> Result<Record{i}, Error> {{\n        \
                 let reply = self.http.get(format!(\"{{}}/records{i}/{{id}}\", self.base)).bearer_auth(&self.token).send().await?;\n        \
                 read(reply).await\n    }}"
            ),
            1 | 3 => writeln!(
                out,
                "    /// Lists them.\n    pub async fn list_{i}(&self, query: &List{i}) -> Result<Page{i}, Error> {{\n        \
                 let reply = self.http.get(format!(\"{{}}/records{i}\", self.base)).query(query).bearer_auth(&self.token).send().await?;\n        \
                 read(reply).await\n    }}"
            ),
            _ => writeln!(
                out,
                "    /// Makes one.\n    pub async fn create_{i}(&self, body: &Record{i}) -> Result<Record{i}, Error> {{\n        \
                 let reply = self.http.post(format!(\"{{}}/records{i}\", self.base)).json(body).bearer_auth(&self.token).send().await?;\n        \
                 read(reply).await\n    }}"
            ),
        }
        .unwrap();
    }
    out.push_str("}\n");
    out
}

const BY_HAND_HEAD: &str = r#"use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub struct Client { pub http: reqwest::Client, pub base: String, pub token: String }

#[derive(Debug, Clone, Deserialize)]
pub struct Failure { pub error: FailureError }
#[derive(Debug, Clone, Deserialize)]
pub struct FailureError { pub code: String, pub message: String }

#[derive(Debug)]
pub enum Error { Http(reqwest::Error), Json(serde_json::Error), Vendor { status: u16, failure: Option<Failure> } }
impl From<reqwest::Error> for Error { fn from(e: reqwest::Error) -> Self { Error::Http(e) } }
impl From<serde_json::Error> for Error { fn from(e: serde_json::Error) -> Self { Error::Json(e) } }

#[derive(Deserialize)]
struct Enveloped<T> { data: T }

async fn read<T: DeserializeOwned>(reply: reqwest::Response) -> Result<T, Error> {
    let status = reply.status();
    let body = reply.bytes().await?;
    if !status.is_success() {
        return Err(Error::Vendor { status: status.as_u16(), failure: serde_json::from_slice(&body).ok() });
    }
    Ok(serde_json::from_slice::<Enveloped<T>>(&body)?.data)
}

"#;
