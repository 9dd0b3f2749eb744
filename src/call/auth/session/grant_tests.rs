//! Steps of calls that need a token of OAuth 2 or of a provider, without I/O and with a clock of the test's own.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::call::auth::{
    ClientAuth, Credentials, GRANT, Grant, GrantKind, GrantPart, TOKEN_ENDPOINT,
};
use crate::call::builder::CoreBuilder;
use crate::call::client::Core;
use crate::call::endpoint::{
    BasePart, Credential, ENDPOINT, Endpoint, PathPart, Scheme, SchemeKind, Source,
    VENDOR as PLAIN, VendorInfo,
};
use crate::call::exchange::{Action, Event, Exchange};
use crate::call::mode::{Async, Call};
use crate::call::outcome::Reads;
use crate::call::traffic::{RetryCause, Retrying, TRAFFIC, Traffic};
use crate::transport::Fake;
use crate::value::Secret;
use crate::{AccessToken, BoxError, TokenSource};

const GIVEN: Credential = Credential::Given {
    prefix: "",
    suffix: "",
};

static VENDOR: VendorInfo = VendorInfo {
    name: "acme",
    base: &[BasePart::Text("http://acme.test")],
    bases: &[&[BasePart::Text("http://login.test/token")]],
    schemes: &[
        Scheme {
            name: "program",
            kind: SchemeKind::Grant(&Grant {
                token: &Endpoint {
                    vendor: &VENDOR,
                    name: "program",
                    base: 1,
                    safe: true,
                    traffic: &Traffic {
                        retry: Some(Retrying {
                            causes: &[RetryCause::Http(500, 599)],
                            tries: 2,
                            min: 10,
                            max: 100,
                            wait: Source::Header("retry-after"),
                        }),
                        ..TRAFFIC
                    },
                    ..TOKEN_ENDPOINT
                },
                kind: GrantKind::ClientCredentials,
                takes: &[
                    (GrantPart::ClientId, GIVEN),
                    (GrantPart::ClientSecret, GIVEN),
                ],
                by: ClientAuth::Form,
                refreshes: true,
                ..GRANT
            }),
        },
        Scheme {
            name: "bearer",
            kind: SchemeKind::Bearer,
        },
    ],
    ..PLAIN
};

static COUNT: Endpoint = Endpoint {
    vendor: &VENDOR,
    name: "count",
    path: &[PathPart::Text("/count")],
    auth: Some(0),
    ..ENDPOINT
};

static BORNE: Endpoint = Endpoint {
    auth: Some(1),
    name: "borne",
    ..COUNT
};

fn built(fake: &Fake, credentials: Credentials) -> Core<Async> {
    let builder = CoreBuilder::new(&VENDOR).transport(Arc::new(fake.clone()));
    builder
        .auth(credentials)
        .build()
        .expect("the settings hold")
}

fn client(fake: &Fake) -> Core<Async> {
    let secrets = ["the-id", "the-secret"].map(Secret::from);
    built(fake, Credentials::secrets(0, secrets))
}

fn call(client: &Core<Async>, endpoint: &'static Endpoint) -> Exchange {
    Exchange::new(Call::new(client, endpoint).draft, Reads::value::<()>())
}

/// What goes out: the form of a request for a token, or the token that a call shows.
fn sent(action: Action) -> String {
    let Action::Send(request) = action else {
        panic!("a request goes out")
    };
    let shown = request.headers().get("authorization");
    match request.uri().host() {
        Some("login.test") => {
            let body = request.body().bytes().expect("it is there");
            String::from_utf8_lossy(body).into_owned()
        }
        _ => shown.map_or_else(String::new, |shown| {
            shown.to_str().expect("ASCII").to_owned()
        }),
    }
}

fn reply(status: u16, body: &str) -> Event {
    let mut reply = http::Response::new(Bytes::from(body.to_owned()));
    *reply.status_mut() = http::StatusCode::from_u16(status).expect("a status");
    Event::Reply(reply)
}

fn is_done(action: Action) -> bool {
    matches!(action, Action::Done(_))
}

const ASKED: &str = "grant_type=client_credentials&client_id=the-id&client_secret=the-secret";

#[test]
fn a_token_is_replaced_before_its_time_is_over() {
    for (seconds, good) in [("3600", 3570), ("\"100\"", 90), ("10", 9)] {
        let fake = Fake::new();
        let client = client(&fake);
        let mut first = call(&client, &COUNT);
        assert_eq!(sent(first.step(Event::Start)), ASKED);
        let token = format!(r#"{{"access_token": "one", "expires_in": {seconds}}}"#);
        assert_eq!(sent(first.step(reply(200, &token))), "Bearer one");
        fake.pass(Duration::from_millis(good * 1000 - 1));
        assert_eq!(sent(call(&client, &COUNT).step(Event::Start)), "Bearer one");
        fake.pass(Duration::from_millis(1));
        assert_eq!(sent(call(&client, &COUNT).step(Event::Start)), ASKED);
    }
}

#[test]
fn a_token_without_a_time_is_good_until_it_is_refused() {
    let fake = Fake::new();
    let client = client(&fake);
    let mut first = call(&client, &COUNT);
    first.step(Event::Start);
    first.step(reply(200, r#"{"access_token": "one"}"#));
    fake.pass(Duration::from_secs(1_000_000));
    let mut second = call(&client, &COUNT);
    assert_eq!(sent(second.step(Event::Start)), "Bearer one");
    assert_eq!(sent(second.step(reply(401, ""))), ASKED);
    let next = second.step(reply(200, r#"{"access_token": "two"}"#));
    assert_eq!(sent(next), "Bearer two");
    // Once, and never in a loop.
    assert!(is_done(second.step(reply(401, ""))));
}

#[test]
fn a_call_tries_a_refresh_and_the_credentials_once_each() {
    let fake = Fake::new();
    let client = client(&fake);
    let mut first = call(&client, &COUNT);
    first.step(Event::Start);
    let token = r#"{"access_token": "one", "expires_in": 100, "refresh_token": "r-1"}"#;
    first.step(reply(200, token));
    fake.pass(Duration::from_secs(100));
    let mut second = call(&client, &COUNT);
    let asked = sent(second.step(Event::Start));
    assert!(
        asked.starts_with("grant_type=refresh_token&refresh_token=r-1"),
        "{asked}"
    );
    // Others wait for it.
    assert!(matches!(
        call(&client, &COUNT).step(Event::Start),
        Action::Hold(_)
    ));
    let token = r#"{"access_token": "two", "refresh_token": "r-2"}"#;
    assert_eq!(sent(second.step(reply(200, token))), "Bearer two");
    // The vendor refuses what the refresh gave: the credentials are left.
    assert_eq!(sent(second.step(reply(401, ""))), ASKED);
    let token = r#"{"access_token": "three"}"#;
    assert_eq!(sent(second.step(reply(200, token))), "Bearer three");
    assert!(is_done(second.step(reply(401, ""))));
}

#[test]
fn a_provider_is_asked_in_time() {
    let source = || {
        let given: Result<_, BoxError> =
            Ok(AccessToken::new("one").good_for(Duration::from_secs(600)));
        std::future::ready(given)
    };
    let fake = Fake::new();
    let client = built(
        &fake,
        Credentials::secrets(1, [TokenSource::provider(source)]),
    );
    let mut first = call(&client, &BORNE);
    let Action::Ask(provider) = first.step(Event::Start) else {
        panic!("it is asked for")
    };
    assert_eq!(format!("{provider:?}"), "TokenProvider");
    let given = AccessToken::new("one").good_for(Duration::from_secs(600));
    assert_eq!(sent(first.step(Event::Provided(Ok(given)))), "Bearer one");
    fake.pass(Duration::from_secs(570) - Duration::from_millis(1));
    assert_eq!(sent(call(&client, &BORNE).step(Event::Start)), "Bearer one");
    fake.pass(Duration::from_millis(1));
    assert!(matches!(
        call(&client, &BORNE).step(Event::Start),
        Action::Ask(_)
    ));
    // One that no header can carry, of which nothing is said.
    let mut third = call(&client, &BORNE);
    third.step(Event::Start);
    let Action::Done(Err(failure)) = third.step(Event::Provided(Ok("a\nb".into()))) else {
        panic!("it is no header")
    };
    assert!(
        failure.to_string().contains("no header can carry"),
        "{failure}"
    );
}

#[test]
fn an_outage_of_what_gives_tokens_is_waited_for() {
    let fake = Fake::new();
    let client = client(&fake);
    let mut first = call(&client, &COUNT);
    assert_eq!(sent(first.step(Event::Start)), ASKED);
    let mut second = call(&client, &COUNT);
    assert!(matches!(second.step(Event::Start), Action::Hold(_)));
    assert!(matches!(first.step(reply(503, "")), Action::Wait(_)));
    // Whoever waits is not refused with it, and comes first now.
    assert_eq!(sent(second.step(Event::Waited)), ASKED);
    assert!(matches!(first.step(Event::Waited), Action::Hold(_)));
    let token = r#"{"access_token": "one"}"#;
    assert_eq!(sent(second.step(reply(200, token))), "Bearer one");
    assert_eq!(sent(first.step(Event::Waited)), "Bearer one");
}

const REFRESHED: &str = "grant_type=refresh_token&refresh_token=r-1&";

/// A client whose token is over, and which was given this refresh token beside it.
fn over() -> (Fake, Core<Async>) {
    let fake = Fake::new();
    let client = client(&fake);
    let mut first = call(&client, &COUNT);
    first.step(Event::Start);
    let token = r#"{"access_token": "one", "expires_in": 100, "refresh_token": "r-1"}"#;
    first.step(reply(200, token));
    fake.pass(Duration::from_secs(100));
    (fake, client)
}

#[test]
fn a_refresh_token_that_was_refused_is_not_sent_again() {
    let (fake, client) = over();
    let mut second = call(&client, &COUNT);
    assert!(sent(second.step(Event::Start)).starts_with(REFRESHED));
    let refused = second.step(reply(400, r#"{"error": "invalid_grant"}"#));
    assert_eq!(sent(refused), ASKED);
    second.step(reply(200, r#"{"access_token": "two", "expires_in": 100}"#));
    fake.pass(Duration::from_secs(100));
    assert_eq!(sent(call(&client, &COUNT).step(Event::Start)), ASKED);
}

#[test]
fn a_refresh_token_serves_until_another_one_comes() {
    let (fake, client) = over();
    let mut second = call(&client, &COUNT);
    assert!(sent(second.step(Event::Start)).starts_with(REFRESHED));
    second.step(reply(200, r#"{"access_token": "two", "expires_in": 100}"#));
    fake.pass(Duration::from_secs(100));
    let third = sent(call(&client, &COUNT).step(Event::Start));
    assert!(third.starts_with(REFRESHED), "{third}");
}
