//! The same documents, whole and damaged, for our reader and for serde_json: the same verdict, the same values.

use serde_json::Value;
use trunkline::Json;

const DOCUMENTS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1.0",
    "1e5",
    "1E+5",
    "1e-5",
    "123456789012345678",
    "\"\"",
    "[]",
    "{}",
    " [ ] ",
    "\t{\n}\r",
    r#"{"a":[1,2.5,"x",null,true,{"b":{}}],"é":"𝄞","\u0061b":"\u00e9\ud834\udd1e\b\f\n\r\t\"\\\/"}"#,
    "",
    " ",
    "nul",
    "nulll",
    "True",
    "+1",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "1e+",
    "0x1",
    "--1",
    "1 2",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[",
    "]",
    "{",
    "}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":1 \"b\":2}",
    "\"",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\ud800x\"",
    "\"\\ud800\\u0041\"",
    "\"\\udc00\"",
    "\"\n\"",
    "\"\u{7f}\"",
    "NaN",
    "Infinity",
    "-Infinity",
    "[1]]",
    "// c\n1",
    "[1] x",
    "\u{a0}1",
    "\"\u{2028}\"",
    "-0.0",
    "9223372036854775807",
    "-9223372036854775808",
    "[[[[[]]]]]",
    "{\"\":0}",
];

/// serde_json rounds the last digit of a float otherwise.
fn same_number(ours: &trunkline::Number, theirs: &serde_json::Number) -> bool {
    match (theirs.as_i64(), ours.as_f64(), theirs.as_f64()) {
        (Some(whole), ..) => ours.as_i64() == Some(whole),
        (None, Some(a), Some(b)) => (a - b).abs() <= a.abs() * 1e-15 + 1e-320,
        _ => false,
    }
}

fn same(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Number(a), Value::Number(b)) => same_number(a, b),
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::List(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => false,
    }
}

#[test]
fn the_same_verdict_and_values() {
    for document in DOCUMENTS {
        let ours = document.parse::<Json>();
        let theirs = serde_json::from_str::<Value>(document);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => {
                assert!(same(ours, theirs), "{document}: {ours} and {theirs}");
                let written: Value = serde_json::from_str(&ours.to_string()).unwrap();
                assert_eq!(&written, theirs, "{document}");
                assert_eq!(&ours.to_string().parse::<Json>().unwrap(), ours);
            }
            (Err(_), Err(_)) => {}
            _ => panic!("{document}: {ours:?} and {theirs:?}"),
        }
    }
}

/// Damages a document at a few places, the same way at every run.
fn damaged(document: &str, seed: &mut u64) -> Vec<u8> {
    const BYTES: &[u8] = b"[]{}\",:\\u0123456789eE+-.truefalsn \n\t/bD8\x00\x1f\xc3\xa9\xff";
    let mut next = |below: usize| {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        (*seed % below.max(1) as u64) as usize
    };
    let mut bytes = document.as_bytes().to_vec();
    for _ in 0..=next(3) {
        let (at, byte) = (next(bytes.len() + 1), BYTES[next(BYTES.len())]);
        match next(3) {
            0 if at < bytes.len() => bytes[at] = byte,
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
    }
    bytes
}

#[test]
fn the_same_verdict_on_damaged_documents() {
    let mut seed = 0x5EED_u64;
    for round in 0..20_000 {
        let document = damaged(DOCUMENTS[round % DOCUMENTS.len()], &mut seed);
        let ours = Json::from_slice(&document);
        let theirs = serde_json::from_slice::<Value>(&document);
        let shown = String::from_utf8_lossy(&document);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => assert!(same(ours, theirs), "{shown}: {ours} and {theirs}"),
            (Err(_), Err(_)) => {}
            // We keep numbers of any size, and refuse what has a key twice.
            (Ok(_), Err(error)) => assert!(
                error.to_string().starts_with("number out of range"),
                "{shown}: {error}"
            ),
            (Err(error), Ok(_)) => assert!(
                error.to_string().contains("stands here twice"),
                "{shown}: {error}"
            ),
        }
    }
}
