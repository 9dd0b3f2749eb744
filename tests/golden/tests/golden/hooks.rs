//! Webhooks: what is taken, what is refused, and what is answered.

use golden::hooks::{Event, OnAgreed, OnEvent, OnMessage, OnOrder, OnTick};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use trunkline::http::Request;
use trunkline::jiff::Timestamp;
use trunkline::{HookError, Unverified};

const OPENED: &str = r#"{"type": "opened", "id": 7, "at": "2026-11-22T08:00:00Z"}"#;

fn request(method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Request<Vec<u8>> {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let made = request.body(body.as_bytes().to_vec());
    made.expect("it is a request")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sha256(key: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn sha512(key: &str, text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha512>::new_from_slice(key.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// The test vector that GitHub documents for its webhooks.
#[test]
fn a_known_signature_is_the_right_one() {
    let key = "It's a Secret to Everybody";
    let wanted = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    assert_eq!(sha256(key, "Hello, World!"), wanted);
    let header = format!("sha256={wanted}");
    let hook = OnEvent::new(key);
    let signed = request(
        "POST",
        "/",
        &[("x-hub-signature-256", &header)],
        "Hello, World!",
    );
    // It is the vendor's, though it is no event.
    assert!(matches!(hook.receive(&signed), Err(HookError::Decode(_))));
}

#[test]
fn an_event_is_read_where_its_signature_is_right() {
    let hook = OnEvent::new("the-key");
    let right = format!("sha256={}", sha256("the-key", OPENED));
    let taken = hook.receive(&request(
        "POST",
        "/h",
        &[("X-Hub-Signature-256", &right)],
        OPENED,
    ));
    let taken = taken.expect("it is the vendor's");
    let Event::Opened(opened) = &taken.event else {
        panic!("{:?}", taken.event)
    };
    assert_eq!(opened.id, 7);
    assert_eq!(taken.answer().status(), 200);
    assert!(taken.answer().headers().is_empty() && taken.answer().body().is_empty());
    // An event of tomorrow is one as well.
    let later = r#"{"type": "merged", "id": 8}"#;
    let right = format!("sha256={}", sha256("the-key", later));
    let taken = hook.receive(&request(
        "POST",
        "/h",
        &[("X-Hub-Signature-256", &right)],
        later,
    ));
    assert!(matches!(
        taken.expect("it is read").event,
        Event::Unknown(_)
    ));
}

#[test]
fn what_is_not_proven_is_refused() {
    let hook = OnEvent::new("the-key");
    let right = sha256("the-key", OPENED);
    let of_another = sha256("another-key", OPENED);
    let upper = right.to_uppercase();
    for header in [
        String::new(),
        "sha256=".to_owned(),
        right.clone(),
        format!("sha256={of_another}"),
        format!("sha256={}", &right[..62]),
        format!("sha256={right}00"),
        format!("sha256={}zz", &right[..62]),
        format!("sha1={right}"),
    ] {
        let sent = request("POST", "/", &[("x-hub-signature-256", &header)], OPENED);
        let error = hook.receive(&sent).expect_err("nothing proves it");
        assert!(
            matches!(error, HookError::Signature(_)),
            "{header}: {error:?}"
        );
        assert_eq!(error.answer().status(), 401);
        assert!(!format!("{error} {error:?}").contains(&right), "{error}");
    }
    let right = format!("sha256={right}");
    for (headers, body, status) in [
        (vec![], OPENED, 401),
        (
            vec![("x-hub-signature-256", right.as_str()); 2],
            OPENED,
            401,
        ),
        (vec![("x-hub-signature-256", right.as_str())], "{}", 401),
        (
            vec![("x-hub-signature-256", right.as_str())],
            &OPENED[..9],
            401,
        ),
    ] {
        let sent = request("POST", "/", &headers, body);
        let error = hook.receive(&sent).expect_err("nothing proves it");
        assert_eq!(error.answer().status(), status, "{error}");
    }
    let put = request("PUT", "/", &[("x-hub-signature-256", &right)], OPENED);
    assert_eq!(
        hook.receive(&put)
            .expect_err("no such method")
            .answer()
            .status(),
        405
    );
    // Digits are digits, and one of several signatures is enough, as where a key is about to change.
    let upper = format!("sha256={upper}");
    let several = format!("sha256={of_another},{right}");
    for header in [&upper, &several] {
        let sent = request("POST", "/", &[("x-hub-signature-256", header)], OPENED);
        hook.receive(&sent).expect("it is the vendor's");
    }
    assert!(!format!("{hook:?}").contains("the-key"));
}

#[test]
fn a_request_that_was_kept_is_too_late() {
    let hook = OnOrder::new("the-key");
    let body = r#"{"id": 1, "total": 9.50}"#;
    let sent = |time: &str| {
        use base64::Engine as _;
        let mac = sha512("the-key", &format!("v0:{time}:{body}"));
        let signature = base64::prelude::BASE64_STANDARD.encode(mac);
        let headers = [
            ("x-timestamp", time),
            ("x-signature", &*format!("v0={signature}")),
            ("validation-token", "abc"),
        ];
        request("PUT", "/hook?challenge=a%20b&challenge=c", &headers, body)
    };
    let at = |seconds| Timestamp::from_second(seconds).expect("a time");
    for (now, is_taken) in [
        (1000, true),
        (1060, true),
        (1061, false),
        (940, true),
        (939, false),
    ] {
        let taken = hook.receive_at(&sent("1000"), at(now));
        assert_eq!(taken.is_ok(), is_taken, "{now}");
        if let Err(error) = taken {
            assert_eq!(error, HookError::Late);
            assert_eq!(error.answer().status(), 401);
        }
    }
    let taken = hook
        .receive_at(&sent("1000"), at(1000))
        .expect("it is in time");
    assert_eq!(taken.event.total.to_string(), "9.50");
    let answer = taken.into_answer();
    assert_eq!(answer.status(), 202);
    assert_eq!(answer.headers()["validation-token"], "abc");
    assert_eq!(answer.headers()["x-challenge"], "a b");
    // The clock of the system is long past that.
    assert_eq!(
        hook.receive(&sent("1000")).expect_err("it is old"),
        HookError::Late
    );
    for time in ["", "soon", "1e3", "99999999999999999999"] {
        let error = hook.receive_at(&sent(time), at(1000)).expect_err("no time");
        assert!(matches!(error, HookError::Signature(_)), "{error:?}");
    }
}

#[test]
fn rust_code_verifies_as_well() {
    let hook = OnAgreed::new("what-was-agreed");
    let body = r#"{"id": 1, "tags": ["a"]}"#;
    let right = request("POST", "/", &[("x-agreed", "what-was-agreed")], body);
    assert_eq!(
        hook.receive(&right).expect("it is the vendor's").event.tags,
        ["a"]
    );
    let wrong = request("POST", "/", &[("x-agreed", "what-was-agreeD")], body);
    let error = hook.receive(&wrong).expect_err("it is not");
    assert_eq!(
        error,
        HookError::Signature("`X-Agreed` is another".to_owned())
    );
}

#[test]
fn a_form_is_read_field_by_field() {
    let hook = OnMessage::default();
    let receive = |body: &str| hook.receive(&request("POST", "http://127.0.0.1/", &[], body));
    let taken = receive("NumMedia=2&From=%2B49+30&sent_at=1700000000&Other=x&Body=a%26b+%C3%BC");
    let event = taken.expect("it is a form").event;
    assert_eq!((event.from.as_str(), event.num_media), ("+49 30", 2));
    assert_eq!(event.body.as_deref(), Some("a&b ü"));
    assert_eq!(event.sent_at.map(|at| at.as_second()), Some(1_700_000_000));
    for body in [
        "",
        "NumMedia=2",
        "NumMedia=two&From=a",
        "NumMedia=1&From=a&From=b",
        "&&=&%",
    ] {
        let error = receive(body).expect_err("it is no such form");
        assert!(matches!(error, HookError::Decode(_)), "{body}: {error:?}");
        assert_eq!(error.answer().status(), 400);
    }
    let elsewhere = request("POST", "http://example.com/", &[], "NumMedia=2&From=a");
    hook.receive(&elsewhere).expect_err("it is not local");
}

#[test]
fn a_webhook_may_hold_nothing() {
    let taken = OnTick::new().receive(&request("GET", "/", &[], "whatever"));
    taken.expect("it is taken");
}

#[test]
fn no_body_is_too_strange() {
    let hook = OnEvent::new("k");
    for body in [
        "",
        "[",
        "null",
        "{\"type\": \"opened\"}",
        &"[".repeat(100_000),
        "\u{0}",
    ] {
        let right = format!("sha256={}", sha256("k", body));
        let sent = request("POST", "/", &[("x-hub-signature-256", &right)], body);
        let error = hook.receive(&sent).expect_err("it is no event");
        assert!(matches!(error, HookError::Decode(_)), "{error:?}");
    }
    let huge = " ".repeat(16 * 1024 * 1024 + 1);
    let sent = request("POST", "/", &[], &huge);
    assert_eq!(
        hook.receive(&sent).expect_err("it is huge"),
        HookError::TooLarge
    );
}

#[test]
fn what_stands_behind_an_event_is_none_of_it() {
    let hook = OnEvent::new("the-key");
    let body = format!("{OPENED} {OPENED}");
    let right = format!("sha256={}", sha256("the-key", &body));
    let request = request("POST", "/", &[("x-hub-signature-256", &right)], &body);
    let error = hook.receive(&request).expect_err("there are two");
    assert!(matches!(error, HookError::Decode(_)), "{error:?}");
}

#[test]
fn texts_are_the_same_where_every_byte_is() {
    for (one, other, is_same) in [
        ("", "", true),
        ("abc", "abc", true),
        ("abc", "abd", false),
        ("abc", "xbc", false),
        ("abc", "ab", false),
        ("ab", "abc", false),
        ("", "a", false),
    ] {
        let same = Unverified::is_same(one.as_bytes(), other.as_bytes());
        assert_eq!(same, is_same, "{one:?} {other:?}");
    }
}

/// A sender of many signatures is to cost no more than one of few.
#[test]
fn no_more_than_a_few_signatures_are_looked_at() {
    let hook = OnEvent::new("the-key");
    let right = format!("sha256={}", sha256("the-key", OPENED));
    for (before, is_taken) in [(0, true), (6, true), (7, false), (500, false)] {
        let header = format!("{}{right}", "sha256=00,".repeat(before));
        let headers = [("x-hub-signature-256", header.as_str())];
        let taken = hook.receive(&request("POST", "/", &headers, OPENED));
        assert_eq!(taken.is_ok(), is_taken, "behind {before} others");
    }
}
