//! Requests that no client should send in; that each is answered, and none ends in a panic, out.

use trunkline_codegen::source::FileId;
use trunkline_codegen::xml::Document;

use crate::Requests;
use crate::agree::compiled;
use crate::auth;
use crate::digest::Nonces;
use crate::keys::Keys;
use crate::limits::Limits;
use crate::request::Received;
use crate::vendor::Vendor;

const SPECS: [&str; 7] = [
    "tests/specs/desk",
    "tests/specs/acme",
    "../../specs/commpeak",
    "../../specs/denovolab",
    "../../specs/jtel",
    "../../specs/marchex",
    "../../specs/requestor",
];

const PATHS: [&str; 6] = [
    "/users",
    "/users/user",
    "/user/list",
    "/find",
    "/users/1",
    "/api/Account/GetUsers",
];

const VALUES: [&str; 16] = [
    "",
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "1e400",
    "NaN",
    "%",
    "%zz",
    "%FF%00",
    "..",
    "%2F..%2F",
    "🦀",
    "5eed0000-0000-4000-8000-000000000001",
];

const BODIES: [&str; 16] = [
    "<Filter/>",
    "<Filter xmlns='http://desk.example/posts'><PageIndex>9223372036854775807</PageIndex></Filter>",
    "<Filter xmlns='http://desk.example/posts'><Name>&#0;&#xD800;</Name></Filter>",
    "<Filter xmlns='http://desk.example/posts'><Name>&lol;</Name></Filter>",
    "<!DOCTYPE f SYSTEM 'file:///etc/passwd'><f>&xxe;</f>",
    "<a:Filter/>",
    "<Filter a='1' a='2'><!-- <",
    "\u{feff}<?xml version='1.0' encoding='utf-16'?><Filter><![CDATA[]]>]]></Filter>",
    "",
    "null",
    "[]",
    "{}",
    "\"\\ud800\"",
    "{\"PageIndex\": 1e99, \"PageSize\": -1}",
    "{\"PageIndex\": 9223372036854775807, \"PageSize\": 9223372036854775807}",
    "[[[[[[[[[[[[[[[[",
];

fn vendor(spec: &str) -> Vendor {
    let api = compiled(spec);
    Vendor {
        secrets: auth::made(&api),
        nonces: Nonces::new(None),
        tokens: crate::session::Tokens::new(None, None),
        jobs: crate::jobs::Jobs::default(),
        api,
        items: Some(3),
        requests: Requests::Strict,
        keys: Keys::default(),
        limits: Limits::new(false, None),
    }
}

/// Headers that every scheme of the specs takes for good.
fn headers() -> Vec<(String, String)> {
    let login = "Basic bW9jay11c2VyLWJhc2ljOm1vY2stc2VjcmV0LWJhc2lj";
    [
        ("x-key", "k=mock-secret-key;"),
        ("x-auth-token", "mock-secret-admin"),
        ("x-organization-token", "mock-secret-organization"),
        ("subscription-key", "mock-secret-subscription"),
        ("authorization", "Bearer mock-secret-token"),
        ("authorization", login),
        ("x-desk-key", "mock-secret-key"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

#[test]
fn every_request_is_answered() {
    for spec in SPECS {
        let vendor = vendor(spec);
        let root = crate::route::prefix(&vendor.api, &vendor.api.base);
        let names: Vec<String> = vendor
            .api
            .endpoints
            .iter()
            .flat_map(|endpoint| &endpoint.params)
            .map(|param| param.name.wire.clone())
            .collect();
        for value in VALUES {
            ask(&vendor, value, value, value);
            for path in PATHS.map(|path| format!("{root}{path}")) {
                for name in names.iter().map(String::as_str).chain(["=", "&"]) {
                    ask(&vendor, &path, &format!("{name}={value}"), "");
                }
                for body in BODIES {
                    ask(&vendor, &path, "", body);
                    ask(&vendor, &format!("{path}/{value}"), value, body);
                }
            }
        }
    }
}

fn ask(vendor: &Vendor, path: &str, query: &str, body: &str) {
    for method in ["GET", "POST"] {
        let media = match body.contains('<') {
            true => "application/xml",
            false => "application/json",
        };
        let reply = vendor.reply(&request(method, path, query, media, body.into()));
        assert!(
            (200..500).contains(&reply.status),
            "{method} {path}?{query}: {}",
            reply.status
        );
    }
}

fn request(method: &str, path: &str, query: &str, media: &str, body: Vec<u8>) -> Received {
    let mut headers = headers();
    headers.push(("content-type".into(), media.into()));
    // Half of the replies are asked for in XML.
    if path.len().is_multiple_of(2) {
        headers.push(("accept".into(), "application/xml".into()));
    }
    Received {
        base: None,
        method: method.into(),
        path: path.into(),
        query: query.into(),
        headers,
        body,
    }
}

/// What is said of a document that can be read, and is none of the vendor's.
const READ: &str = "it is XML";

/// What is said shows that a document was refused by the count that it exceeds, before anything is made of it: no clock
/// is asked, which on a busy machine says nothing.
#[test]
fn xml_that_is_too_large_in_some_way_is_refused_at_once() {
    let vendor = vendor("tests/specs/desk");
    let many = |count: usize, of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<String>();
    let attributes = many(100_000, &|at| format!(" a{at}=''"));
    let namespaces = many(100_000, &|at| format!(" xmlns:a{at}='a'"));
    let spread = many(100_000, &|at| format!("<a xmlns:a{at}='a'/>"));
    let deep = "elements stand in each other more than 128 deep";
    let attributed = "this element has more than 1000 attributes";
    let bodies = [
        ("<a>".repeat(20_000), deep),
        (
            format!("{}{}", "<a>".repeat(20_000), "</a>".repeat(20_000)),
            deep,
        ),
        (format!("<a{attributes}/>"), attributed),
        (format!("<!-- <a '>--><a{attributes}/>"), attributed),
        (format!("<a{namespaces}/>"), attributed),
        (
            format!("<a>{spread}</a>"),
            "the document binds more than 1000 namespaces",
        ),
        (
            format!("<a>{}</a>", "<a/>".repeat(300_000)),
            "nodes limit reached",
        ),
        (format!("<a>{}</a>", "x".repeat(8_000_000)), READ),
        ("<".repeat(1_000_000), "this is not XML"),
        (
            format!("<a b='{}", "<!--".repeat(100_000)),
            "this is not XML",
        ),
        (
            "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>"
                .into(),
            "DTD",
        ),
    ];
    for (body, said) in bodies {
        let shown = body[..body.len().min(40)].to_owned();
        let why =
            Document::parse(&body, FileId(0)).map_or_else(|fault| fault.message, |_| READ.into());
        assert!(why.contains(said), "{shown}: {why}");
        let request = request("POST", "/api/users", "", "text/xml", body.into_bytes());
        assert_eq!(vendor.reply(&request).status, 400, "{shown}");
    }
    for bytes in [&b"\xff\xfe<\0a\0/\0>\0"[..], b"<a>\xff</a>", b"\0"] {
        let request = request("POST", "/api/users", "", "text/xml", bytes.to_vec());
        assert_eq!(vendor.reply(&request).status, 400);
    }
}
