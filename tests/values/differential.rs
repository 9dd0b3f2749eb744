//! The same documents for our reader and for serde_json: the same verdict, the same values.

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

fn same(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Number(a), Value::Number(b)) => {
            a.as_f64() == b.as_f64()
                && (b.as_i64().is_none() || a.as_i64() == b.as_i64() || a.as_str() == "-0")
        }
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
