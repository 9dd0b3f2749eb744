//! Requests that no client should send in; that each is answered, and none ends in a panic, out.

use crate::Requests;
use crate::agree::compiled;
use crate::auth;
use crate::digest::Nonces;
use crate::request::Received;
use crate::vendor::Vendor;

const SPECS: [&str; 6] = [
    "tests/specs/acme",
    "../../specs/commpeak",
    "../../specs/denovolab",
    "../../specs/jtel",
    "../../specs/marchex",
    "../../specs/requestor",
];

const PATHS: [&str; 5] = [
    "/users",
    "/users/user",
    "/user/list",
    "/find",
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

const BODIES: [&str; 8] = [
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
        api,
        items: Some(3),
        requests: Requests::Strict,
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
        ("content-type", "application/json"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

#[test]
fn every_request_is_answered() {
    for spec in SPECS {
        let vendor = vendor(spec);
        let root = crate::route::prefix(&vendor.api);
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
        let request = Received {
            method: method.into(),
            path: path.into(),
            query: query.into(),
            headers: headers(),
            body: body.into(),
        };
        let reply = vendor.reply(&request);
        assert!(
            (200..500).contains(&reply.status),
            "{method} {path}?{query}: {}",
            reply.status
        );
    }
}
