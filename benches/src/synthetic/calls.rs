//! A maker and a number of calls in, the program that makes these calls of the client out.
//!
//! The three programs do the same: they take the address from their first argument, make one call after the other, and
//! print one field of each reply, or the error.

use std::fmt::Write;

use super::{Kind, Maker, Size, kind};

/// The program.
pub(super) fn program(maker: Maker, size: Size, calls: usize) -> String {
    let mut out = String::from(
        "use synthetic::*;\n\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {\n    \
         let host = std::env::args().nth(1).expect(\"an address\");\n",
    );
    out += match maker {
        Maker::Trunkline => {
            "    let client = Client::builder().host(host).auth(Auth::token(\"secret\")).build().expect(\"a client\");\n"
        }
        Maker::ByHand => {
            "    let client = Client { http: reqwest::Client::new(), base: format!(\"http://{host}\"), token: \"secret\".into() };\n"
        }
        Maker::Progenitor => {
            "    let mut headers = reqwest::header::HeaderMap::new();\n    \
             headers.insert(\"authorization\", \"Bearer secret\".parse().expect(\"a header\"));\n    \
             let http = reqwest::Client::builder().default_headers(headers).build().expect(\"a client\");\n    \
             let client = Client::new_with_client(&format!(\"http://{host}\"), http);\n"
        }
    };
    for i in 0..calls {
        writeln!(out, "    call_{i}(&client).await;").unwrap();
    }
    out += "}\n";
    for i in 0..calls {
        let (call, shown) = (call(maker, size, i), shown(i));
        let shown = match maker {
            Maker::Progenitor => shown.replace("reply", "reply.into_inner()"),
            _ => shown.to_owned(),
        };
        writeln!(
            out,
            "\nasync fn call_{i}(client: &Client) {{\n    match client.{call}.await {{\n        \
             Ok(reply) => println!(\"{{}}\", {shown}),\n        Err(error) => println!(\"{{error:?}}\"),\n    }}\n}}"
        )
        .unwrap();
    }
    out
}

/// What is printed of a reply.
fn shown(i: usize) -> &'static str {
    match i % 5 {
        1 | 3 => "reply.total",
        _ => "reply.field_0",
    }
}

fn call(maker: Maker, size: Size, i: usize) -> String {
    match (i % 5, maker) {
        (0 | 2, Maker::Progenitor) => format!("get_{i}().id({i}).send()"),
        (0 | 2, _) => format!("get_{i}({i})"),
        (1 | 3, Maker::Trunkline) => format!("list_{i}().name(\"some\").active(true)"),
        (1 | 3, Maker::ByHand) => format!(
            "list_{i}(&List{i} {{ name: Some(\"some\".into()), active: Some(true), ..List{i}::default() }})"
        ),
        (1 | 3, Maker::Progenitor) => format!("list_{i}().name(\"some\").active(true).send()"),
        (_, Maker::Trunkline) => format!(
            "create_{i}({})",
            values(maker, size, size.record(i)).join(", ")
        ),
        (_, Maker::ByHand) => format!("create_{i}(&{})", record(maker, size, size.record(i))),
        (_, Maker::Progenitor) => format!(
            "create_{i}().body({}).send()",
            record(maker, size, size.record(i))
        ),
    }
}

/// A record as an expression.
fn record(maker: Maker, size: Size, record: usize) -> String {
    let values = values(maker, size, record);
    match maker {
        Maker::Trunkline => format!("Record{record}::new({})", values.join(", ")),
        Maker::ByHand => format!("Record{record} {{ {} }}", values.join(", ")),
        Maker::Progenitor => format!("types::Record{record} {{ {} }}", values.join(", ")),
    }
}

/// The values of a record's fields: as arguments, those that are required, or with their names, all.
fn values(maker: Maker, size: Size, record: usize) -> Vec<String> {
    let value = |field: usize| {
        let value = value(maker, size, record, kind(size, record, field))?;
        Some(match maker {
            Maker::Trunkline => value,
            _ => format!("field_{field}: {value}"),
        })
    };
    (0..size.fields).filter_map(value).collect()
}

fn value(maker: Maker, size: Size, of: usize, kind: Kind) -> Option<String> {
    let owned = maker != Maker::Trunkline;
    Some(match kind {
        Kind::Str if owned => "\"text\".into()".into(),
        Kind::Str => "\"text\"".into(),
        Kind::Int => "7".into(),
        Kind::Bool => "true".into(),
        Kind::Float => "0.5".into(),
        Kind::Instant if maker == Maker::Progenitor => "chrono::DateTime::UNIX_EPOCH".into(),
        Kind::Instant => "jiff::Timestamp::UNIX_EPOCH".into(),
        Kind::OptionalStr | Kind::NullableInt if owned => "None".into(),
        Kind::OptionalStr | Kind::NullableInt => return None,
        Kind::Strings => "vec![\"text\".into()]".into(),
        Kind::Labels => "Default::default()".into(),
        Kind::Enum if maker == Maker::Progenitor => format!("types::Enum{}::Alpha", of / 2),
        Kind::Enum => format!("Enum{}::Alpha", of / 2),
        Kind::Nested => {
            let nested = record(maker, size, of + 1);
            match maker {
                Maker::ByHand => format!("Box::new({nested})"),
                Maker::Trunkline | Maker::Progenitor => nested,
            }
        }
    })
}
