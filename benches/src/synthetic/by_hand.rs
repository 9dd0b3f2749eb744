//! The synthetic API's size in, the client that a careful developer writes by hand on reqwest and serde out.

use std::fmt::Write;

use super::{Kind, Size, kind};

/// The API by hand: reqwest, serde derives, one async function an endpoint.
pub(super) fn by_hand(size: Size) -> String {
    let mut out = String::from(BY_HAND_HEAD);
    for e in 0..size.enums() {
        writeln!(
            out,
            "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n#[serde(rename_all = \"snake_case\")]\n\
             pub enum Enum{e} {{ Alpha, Beta, Gamma, Delta, #[serde(other)] Unknown }}"
        )
        .unwrap();
    }
    for record in 0..size.records {
        writeln!(
            out,
            "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\npub struct Record{record} {{"
        )
        .unwrap();
        for field in 0..size.fields {
            let ty = match kind(size, record, field) {
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
        out.push_str("}\n");
    }
    for record in size.listed() {
        writeln!(
            out,
            "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n\
             pub struct Page{record} {{ pub total: i64, pub items: Vec<Record{record}> }}"
        )
        .unwrap();
    }
    for i in 0..size.endpoints {
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
    for i in 0..size.endpoints {
        let record = size.record(i);
        match i % 5 {
            0 | 2 => writeln!(
                out,
                "    /// Fetches one.\n    pub async fn get_{i}(&self, id: i64) -> Result<Record{record}, Error> {{\n        \
                 let reply = self.http.get(format!(\"{{}}/records{i}/{{id}}\", self.base)).bearer_auth(&self.token).send().await?;\n        \
                 read(reply).await\n    }}"
            ),
            1 | 3 => writeln!(
                out,
                "    /// Lists them.\n    pub async fn list_{i}(&self, query: &List{i}) -> Result<Page{record}, Error> {{\n        \
                 let reply = self.http.get(format!(\"{{}}/records{i}\", self.base)).query(query).bearer_auth(&self.token).send().await?;\n        \
                 read(reply).await\n    }}"
            ),
            _ => writeln!(
                out,
                "    /// Makes one.\n    pub async fn create_{i}(&self, body: &Record{record}) -> Result<Record{record}, Error> {{\n        \
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
