//! A call with all that a caller can give, sent to another origin: the request that goes out, which has none of it.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};

use super::Way;
use crate::call::auth::{Credentials, Sign, Signing, Unsigned};
use crate::call::builder::CoreBuilder;
use crate::call::endpoint::{
    BasePart, Content, ENDPOINT, Endpoint, PathPart, Scheme, SchemeKind, VENDOR as PLAIN,
    VendorInfo,
};
use crate::call::exchange::{Action, Event, Exchange};
use crate::call::mode::Call;
use crate::call::outcome::Reads;
use crate::transport::Fake;
use crate::value::Secret;
use crate::{BoxError, File};

struct Seal;

impl Sign for Seal {
    fn sign(&self, request: &mut Unsigned<'_>) -> Result<(), BoxError> {
        request.set_header(HeaderName::from_static("x-seal"), "sealed-by-me")
    }
}

static VENDOR: VendorInfo = VendorInfo {
    name: "acme",
    base: &[BasePart::Text("https://acme.test")],
    schemes: &[
        Scheme {
            name: "key",
            kind: SchemeKind::Query("key"),
        },
        Scheme {
            name: "cookie",
            kind: SchemeKind::Cookie("id"),
        },
        Scheme {
            name: "seal",
            kind: SchemeKind::Sign(&Signing {
                with: &Seal,
                secrets: 0,
            }),
        },
        Scheme {
            name: "all",
            kind: SchemeKind::All(&[0, 1, 2]),
        },
        #[cfg(feature = "digest")]
        Scheme {
            name: "digest",
            kind: SchemeKind::Digest,
        },
    ],
    ..PLAIN
};

static WALK: Endpoint = Endpoint {
    vendor: &VENDOR,
    name: "walk",
    method: "POST",
    path: &[PathPart::Text("/walk")],
    content: Content::Raw("text/plain"),
    auth: Some(3),
    ..ENDPOINT
};

/// A call of this endpoint, on this way.
fn going(endpoint: &'static Endpoint, credentials: Credentials, way: Way) -> Exchange {
    let builder = CoreBuilder::new(&VENDOR).transport(Arc::new(Fake::new()));
    let builder = builder.header("x-client", "1").on_request(|request| {
        request.insert_header(
            HeaderName::from_static("x-hook"),
            HeaderValue::from_static("1"),
        );
    });
    let core = builder
        .auth(credentials)
        .build()
        .expect("the settings hold");
    let draft = Call::new(&core, endpoint).draft;
    let draft = draft
        .with_raw(File::from("body"))
        .header("x-own", "1")
        .query_param("own", "1");
    Exchange::new(draft.toward(way), Reads::value::<()>())
}

fn secrets(scheme: usize, secrets: &[&str]) -> Credentials {
    Credentials::secrets(scheme, secrets.iter().map(|secret| Secret::from(*secret)))
}

#[test]
fn another_origin_gets_nothing_of_the_caller() {
    let sent = |way: Way| {
        let mut exchange = going(&WALK, secrets(3, &["s3cret-key", "s3cret-cookie"]), way);
        let Action::Send(request) = exchange.step(Event::Start) else {
            panic!("it goes out")
        };
        let mut names: Vec<String> = request.headers().keys().map(ToString::to_string).collect();
        names.retain(|name| !["accept", "accept-encoding", "user-agent"].contains(&&**name));
        names.sort_unstable();
        let body = request.body().bytes().expect("it is there").clone();
        (request.uri().to_string(), names, body)
    };
    let (url, names, body) = sent(Way::Url("https://acme.test/walk?from=1".into()));
    assert_eq!(url, "https://acme.test/walk?from=1&own=1&key=s3cret-key");
    let own = [
        "content-type",
        "cookie",
        "x-client",
        "x-hook",
        "x-own",
        "x-seal",
    ];
    assert_eq!(
        (names, body),
        (own.map(str::to_owned).to_vec(), "body".into())
    );

    let (url, names, body) = sent(Way::Foreign("https://archive.test/walk?from=1".into()));
    assert_eq!(url, "https://archive.test/walk?from=1");
    assert_eq!((names, body), (Vec::new(), Bytes::new()));
}

#[cfg(feature = "digest")]
#[test]
fn another_origin_gets_no_answer_to_a_challenge() {
    static ASK: Endpoint = Endpoint {
        auth: Some(4),
        ..WALK
    };
    let answers = |way: Way| {
        let mut exchange = going(&ASK, secrets(4, &["ann", "s3cret"]), way);
        exchange.step(Event::Start);
        let challenge = r#"Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256"#;
        let reply = http::Response::builder().status(401);
        let reply = reply
            .header("www-authenticate", challenge)
            .body(Bytes::new());
        let next = exchange.step(Event::Reply(reply.expect("a reply")));
        matches!(next, Action::Send(_))
    };
    assert!(answers(Way::Url("https://acme.test/walk".into())));
    assert!(!answers(Way::Foreign("https://archive.test/walk".into())));
}
