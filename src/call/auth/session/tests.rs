//! Steps of calls that need a token: what happened in, what is to be done next out, without I/O and with a clock of
//! the test's own.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::call::auth::Credentials;
use crate::call::builder::CoreBuilder;
use crate::call::client::Core;
use crate::call::endpoint::{BasePart, Condition, PathPart};
use crate::call::endpoint::{
    ENDPOINT, Endpoint, Fill, PARAM, Param, Place, Retry, Rule, Scheme, SchemeKind, Session,
    Source, Step, Ttl, VENDOR as PLAIN, VendorInfo,
};
use crate::call::exchange::{Action, Event, Exchange, Fault};
use crate::call::mode::{Async, Call};
use crate::call::outcome::Reads;
use crate::call::traffic::{Key, TRAFFIC, Traffic};
use crate::shape::{FIELD, Field};
use crate::transport::{Fake, TransportError, TransportErrorKind};
use crate::value::{File, Secret};

static VENDOR: VendorInfo = VendorInfo {
    name: "acme",
    base: &[BasePart::Text("http://acme.test")],
    schemes: &[Scheme {
        name: "admin",
        kind: SchemeKind::Session(&Session {
            login: &LOG_IN,
            fills: &[Fill::Param(0)],
            constants: &[],
            body: None,
            take: Source::Body(&[Step::Key("token")]),
            ttl: Ttl::Millis(60_000),
            send: SchemeKind::Header {
                header: "x-token",
                prefix: "",
                suffix: "",
            },
            refresh: None,
        }),
    }],
    ..PLAIN
};

static REFUSED: Rule = Rule {
    when: &[&[Condition::Http(&[(401, 401)])]],
    body: None,
    code: None,
    message: None,
    kinds: &[],
    retry: Retry::Reauth,
};

static LOG_IN: Endpoint = Endpoint {
    vendor: &VENDOR,
    name: "log_in",
    method: "POST",
    path: &[PathPart::Text("/login")],
    params: &[header("x-password"), header("x-key")],
    rules: &[&REFUSED],
    traffic: &Traffic {
        key: Some(Key::Param(1)),
        ..TRAFFIC
    },
    ..ENDPOINT
};

const fn header(name: &'static str) -> Param {
    Param {
        place: Place::Header,
        field: Field { name, ..FIELD },
        ..PARAM
    }
}

static COUNT: Endpoint = Endpoint {
    vendor: &VENDOR,
    name: "count",
    path: &[PathPart::Text("/count")],
    rules: &[&REFUSED],
    auth: Some(0),
    ..ENDPOINT
};

/// Of which no rule says what a 401 means.
static SILENT: Endpoint = Endpoint {
    rules: &[],
    ..COUNT
};

fn client(fake: &Fake) -> Core<Async> {
    let secret = Secret::from("the-password");
    let builder = CoreBuilder::new(&VENDOR).transport(Arc::new(fake.clone()));
    let built = builder.auth(Credentials::secrets(0, [secret])).build();
    built.expect("the settings hold")
}

fn call(client: &Core<Async>) -> Exchange {
    Exchange::new(Call::new(client, &COUNT).draft, Reads::value::<()>())
}

/// The path and the token of the request that goes out.
fn sent(action: Action) -> (String, Option<String>) {
    let Action::Send(request) = action else {
        panic!("a request goes out")
    };
    let token = request.headers().get("x-token");
    let token = token.map(|token| token.to_str().expect("ASCII").to_owned());
    (request.uri().path().to_owned(), token)
}

fn reply(status: u16, body: &str) -> Event {
    let mut reply = http::Response::new(Bytes::from(body.to_owned()));
    *reply.status_mut() = http::StatusCode::from_u16(status).expect("a status");
    Event::Reply(reply)
}

fn failure(action: Action) -> String {
    match action {
        Action::Done(Err(failure)) => format!("{failure} {failure:?}"),
        _ => panic!("the call failed"),
    }
}

fn login() -> (String, Option<String>) {
    ("/login".to_owned(), None)
}

fn counted(token: &str) -> (String, Option<String>) {
    ("/count".to_owned(), Some(token.to_owned()))
}

#[test]
fn a_token_serves_until_its_time_is_over() {
    let fake = Fake::new();
    let client = client(&fake);
    let mut first = call(&client);
    assert_eq!(sent(first.step(Event::Start)), login());
    assert_eq!(
        sent(first.step(reply(200, r#"{"token": "one"}"#))),
        counted("one")
    );
    assert!(matches!(first.step(reply(200, "")), Action::Done(Ok(_))));
    fake.pass(Duration::from_millis(59_999));
    assert_eq!(sent(call(&client).step(Event::Start)), counted("one"));
    fake.pass(Duration::from_millis(1));
    assert_eq!(sent(call(&client.clone()).step(Event::Start)), login());
}

#[test]
fn a_call_logs_in_once_at_most() {
    let client = client(&Fake::new());
    let mut first = call(&client);
    first.step(Event::Start);
    first.step(reply(200, r#"{"token": "one-token"}"#));
    // It was taken out for this very call.
    failure(first.step(reply(401, "")));
    let mut second = call(&client);
    assert_eq!(sent(second.step(Event::Start)), counted("one-token"));
    assert_eq!(sent(second.step(reply(401, ""))), login());
    let next = second.step(reply(200, r#"{"token": "two-token"}"#));
    assert_eq!(sent(next), counted("two-token"));
    let shown = failure(second.step(reply(401, "one-token two-token the-password")));
    for secret in ["one-token", "two-token", "the-password"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn others_wait_and_are_let_in_or_refused_with_the_first() {
    let client = client(&Fake::new());
    let (mut first, mut second) = (call(&client), call(&client));
    first.step(Event::Start);
    assert!(matches!(second.step(Event::Start), Action::Hold(_)));
    first.step(reply(200, r#"{"token": "one"}"#));
    assert_eq!(sent(second.step(Event::Waited)), counted("one"));

    let mut third = call(&client);
    third.step(Event::Start);
    assert_eq!(sent(third.step(reply(401, ""))), login());
    let mut fourth = call(&client);
    assert!(matches!(fourth.step(Event::Start), Action::Hold(_)));
    assert!(failure(third.step(reply(401, ""))).starts_with("count of acme: log_in, its login: "));
    assert!(failure(fourth.step(Event::Waited)).starts_with("count of acme: log_in, its login: "));
    // Who comes later tries anew.
    assert_eq!(sent(call(&client).step(Event::Start)), login());
}

#[test]
fn a_login_without_a_reply_leaves_the_next_one_to_try() {
    let client = client(&Fake::new());
    let (mut first, mut second, mut third) = (call(&client), call(&client), call(&client));
    first.step(Event::Start);
    assert!(matches!(second.step(Event::Start), Action::Hold(_)));
    assert!(matches!(third.step(Event::Start), Action::Hold(_)));
    let error = TransportError::new(TransportErrorKind::Connect, "nobody is there");
    let fault = Fault::Transport(error);
    let over = first.step(Event::Failed { reply: None, fault });
    assert!(failure(over).starts_with("count of acme: log_in, its login: nobody is there"));
    assert_eq!(sent(second.step(Event::Waited)), login());
    // The one that tries is abandoned.
    assert!(matches!(third.step(Event::Waited), Action::Hold(_)));
    drop(second);
    assert_eq!(sent(third.step(Event::Waited)), login());
}

#[test]
fn a_token_that_others_have_replaced_is_not_given_up() {
    let client = client(&Fake::new());
    let mut first = call(&client);
    first.step(Event::Start);
    first.step(reply(200, r#"{"token": "one"}"#));
    let (mut second, mut third) = (call(&client), call(&client));
    assert_eq!(sent(second.step(Event::Start)), counted("one"));
    assert_eq!(sent(third.step(Event::Start)), counted("one"));
    assert_eq!(sent(second.step(reply(401, ""))), login());
    let next = second.step(reply(200, r#"{"token": "two"}"#));
    assert_eq!(sent(next), counted("two"));
    // The refusal of the old one comes late, and says nothing of the new one.
    assert_eq!(sent(third.step(reply(401, ""))), counted("two"));
}

#[test]
fn a_call_that_was_read_once_fails_and_the_next_one_has_another_token() {
    let client = client(&Fake::new());
    let mut first = call(&client);
    first.step(Event::Start);
    first.step(reply(200, r#"{"token": "one"}"#));
    let body = File::from_reader(&b"abc"[..]);
    let draft = Call::new(&client, &COUNT).draft.with_raw(body);
    let mut upload = Exchange::new(draft, Reads::value::<()>());
    assert_eq!(sent(upload.step(Event::Start)), counted("one"));
    let shown = failure(upload.step(reply(401, "")));
    assert!(shown.contains("can be read only once"), "{shown}");
    assert_eq!(sent(call(&client).step(Event::Start)), login());
}

#[test]
fn a_status_alone_refuses_no_token_of_a_login() {
    let client = client(&Fake::new());
    let mut first = call(&client);
    first.step(Event::Start);
    first.step(reply(200, r#"{"token": "one"}"#));
    let draft = Call::new(&client, &SILENT).draft;
    let mut silent = Exchange::new(draft, Reads::value::<()>());
    assert_eq!(sent(silent.step(Event::Start)), counted("one"));
    failure(silent.step(reply(401, "")));
    assert_eq!(sent(call(&client).step(Event::Start)), counted("one"));
}

#[test]
fn a_login_has_a_key_of_its_own() {
    let client = client(&Fake::new());
    let Action::Send(request) = call(&client).step(Event::Start) else {
        panic!("it logs in")
    };
    assert_eq!(request.uri().path(), "/login");
    assert!(request.headers().contains_key("x-key"));
}
