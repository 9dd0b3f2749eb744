//! When a call is sent again and after how long, by a clock that is virtual and chance that is none.

use std::time::Duration;

use trunkline::transport::{Fake, TransportErrorKind};
use trunkline::{File, Json, uuid::Uuid};

use crate::patient::{Client, Error};

fn client(fake: &Fake) -> Client {
    let builder = Client::builder().transport(fake.clone());
    builder.build().expect("the settings hold")
}

/// A reply without a body, with one header.
fn reply(status: u16, name: &str, value: &str) -> http::Response<&'static str> {
    let reply = http::Response::builder().status(status).header(name, value);
    reply.body("").expect("a reply")
}

/// The milliseconds that passed.
fn millis(fake: &Fake) -> u128 {
    fake.elapsed().as_millis()
}

/// The tries of a call that failed, each with the milliseconds before it.
fn tries(error: &Error) -> Vec<(Option<u16>, Option<TransportErrorKind>, u128)> {
    let tries = error.tries().iter();
    tries
        .map(|one| {
            let status = one.status().map(|status| status.as_u16());
            (status, one.fault(), one.waited().as_millis())
        })
        .collect()
}

#[tokio::test]
async fn pauses_double_and_are_half_by_chance() {
    let fake = Fake::new()
        .json(503, "")
        .fail(TransportErrorKind::Interrupted);
    let fake = fake.json(500, "").json(200, "7");
    assert_eq!(client(&fake).look().await.expect("the fourth try"), 7);
    // From 500 to 1000, to 2000 and to 4000 milliseconds: the middle of each.
    assert_eq!(millis(&fake), 750 + 1250 + 2250);
}

#[tokio::test]
async fn a_reply_says_what_came_to_nothing_before_it() {
    let fake = Fake::new()
        .json(503, "")
        .fail(TransportErrorKind::Interrupted);
    let fake = fake.json(200, "7").json(200, "8");
    let client = client(&fake);
    let reply = client.look().send_raw().await.expect("the third try");
    assert_eq!(reply.value, 7);
    let tries: Vec<_> = reply
        .tries()
        .iter()
        .map(|one| (one.status(), one.fault()))
        .collect();
    let status = http::StatusCode::SERVICE_UNAVAILABLE;
    let fault = TransportErrorKind::Interrupted;
    assert_eq!(tries, [(Some(status), None), (None, Some(fault))]);
    let reply = client.look().send_raw().await.expect("the first try");
    assert_eq!(reply.tries(), []);
}

#[tokio::test]
async fn chance_keeps_to_the_shortest_and_the_longest_pause() {
    for (chance, wanted) in [(0.0, 3 * 500), (1.0, 1000 + 2000 + 4000)] {
        let fake = Fake::answering(|_| {
            http::Response::builder()
                .status(503)
                .body("".into())
                .expect("a reply")
        });
        let fake = fake.chance(chance);
        client(&fake).look().await.expect_err("it never answers");
        assert_eq!(millis(&fake), wanted);
        assert_eq!(fake.requests().len(), 4);
    }
}

#[tokio::test]
async fn every_try_is_in_the_error() {
    let fake = Fake::new().json(503, "").fail(TransportErrorKind::Connect);
    let fake = fake.json(502, "").json(500, "");
    let error = client(&fake).look().await.expect_err("it never answers");
    let wanted = [
        (Some(503), None, 0),
        (None, Some(TransportErrorKind::Connect), 750),
        (Some(502), None, 1250),
        (Some(500), None, 2250),
    ];
    assert_eq!(tries(&error), wanted);
    assert_eq!(
        error.to_string(),
        "look of patient: HTTP 500, and no error rule matches: an empty body (4 tries)"
    );
    let report = format!("{error:?}");
    let wanted = "tries: [503, Connect after 750ms, 502 after 1.25s, 500 after 2.25s]";
    assert!(report.contains(wanted), "{report}");
}

#[tokio::test]
async fn what_may_have_been_carried_out_is_sent_once() {
    for fake in [
        Fake::new().json(503, ""),
        Fake::new().fail(TransportErrorKind::Interrupted),
        Fake::new().fail(TransportErrorKind::Other),
        Fake::new().fail(TransportErrorKind::Tls),
        Fake::new().json(200, r#"{"code": "hiccup"}"#),
    ] {
        let client = client(&fake);
        let error = client.add().await.expect_err("it fails");
        assert_eq!(error.tries().len(), 1, "{error}");
        assert_eq!(fake.requests().len(), 1, "{error}");
        assert_eq!(millis(&fake), 0);
    }
}

#[tokio::test]
async fn what_was_not_carried_out_goes_out_again() {
    for fake in [
        Fake::new().fail(TransportErrorKind::Connect),
        Fake::new().json(200, r#"{"code": "slow_down"}"#),
        Fake::new().json(429, ""),
        Fake::new().json(429, r#"{"code": "hiccup"}"#),
    ] {
        let fake = fake.json(200, "7");
        assert_eq!(client(&fake).add().await.expect("the second try"), 7);
        assert_eq!(
            client(&fake.json(429, "").json(200, "8"))
                .patch()
                .await
                .expect("as well"),
            8
        );
    }
}

#[tokio::test]
async fn calls_that_do_no_harm_twice_go_out_again() {
    let fake = Fake::new().json(503, "").json(200, "1");
    assert_eq!(client(&fake).search().await.expect("it only reads"), 1);
    let fake = Fake::new().json(503, "").json(200, "2");
    assert_eq!(client(&fake).put().await.expect("PUT is idempotent"), 2);
    let fake = Fake::new()
        .json(200, r#"{"code": "hiccup"}"#)
        .json(200, "3");
    assert_eq!(client(&fake).put().await.expect("it went away"), 3);
}

#[tokio::test]
async fn what_the_spec_does_not_name_ends_the_call() {
    for fake in [
        Fake::new().json(404, ""),
        Fake::new().json(200, r#"{"code": "closed"}"#),
        Fake::new().json(503, r#"{"code": "closed"}"#),
        Fake::new().json(200, r#"{"code": "unknown"}"#),
        Fake::new().json(200, r#""no number""#),
        Fake::new().fail(TransportErrorKind::Timeout),
    ] {
        let error = client(&fake).look().await.expect_err("it fails");
        assert_eq!(error.tries().len(), 1, "{error}");
    }
    let fake = Fake::new().json(503, "");
    client(&fake)
        .once()
        .await
        .expect_err("nothing is said of it");
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test]
async fn the_vendor_says_how_long_to_wait() {
    // The wall clock of the fake begins with 2030.
    for (said, wanted) in [
        ("7", 7_000),
        ("0", 0),
        ("0.25", 250),
        ("-3", 0),
        ("Tue, 01 Jan 2030 00:00:09 GMT", 9_000),
        ("Tuesday, 01-Jan-30 00:00:09 GMT", 9_000),
        ("2030-01-01T00:00:03Z", 3_000),
        ("Tue, 01 Jan 2019 00:00:09 GMT", 0),
        // What cannot be read is chance, and a year is too long.
        ("soon", 750),
        ("", 750),
        ("NaN", 750),
        ("1e400", 750),
        ("31536000", 30_000),
    ] {
        let fake = Fake::new()
            .reply(reply(503, "retry-after", said))
            .json(200, "7");
        let builder = Client::builder().transport(fake.clone());
        let client = builder
            .timeout(Duration::from_secs(60))
            .build()
            .expect("the settings hold");
        client.look().await.expect("the second try");
        assert_eq!(millis(&fake), wanted, "{said}");
    }
}

#[tokio::test]
async fn dates_are_by_the_clock_of_the_vendor() {
    let wrong_by_years = http::Response::builder()
        .status(429)
        .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
        .header("retry-after", "Sun, 06 Nov 1994 08:49:41 GMT");
    let fake = Fake::new()
        .reply(wrong_by_years.body("").expect("a reply"))
        .json(200, "7");
    client(&fake).look().await.expect("the second try");
    assert_eq!(millis(&fake), 4_000);
}

#[tokio::test]
async fn the_spec_says_where_the_vendor_says_it() {
    let fake = Fake::new()
        .json(503, r#"{"wait": "2"}"#)
        .json(503, r#"{"wait": 1.5}"#);
    let fake = fake.json(503, r#"{"wait": null}"#).json(200, "7");
    client(&fake).told().await.expect("the fourth try");
    assert_eq!(millis(&fake), 2_000 + 1_500 + 2_250);
}

#[tokio::test]
async fn a_pause_that_would_pass_the_deadline_ends_the_call_at_once() {
    let fake = Fake::new()
        .json(503, "")
        .reply(reply(503, "retry-after", "10"));
    let error = client(&fake).look().timeout(Duration::from_secs(10));
    let error = error.await.expect_err("there is no time");
    assert_eq!(millis(&fake), 750);
    assert_eq!(
        tries(&error),
        [(Some(503), None, 0), (Some(503), None, 750)]
    );
    let line = error.to_string();
    assert!(line.contains("the next try would be due in 10s"), "{line}");
    // The deadline is over all tries: what hangs is given up when it is over.
    let fake = Fake::new().json(503, "").hang();
    let error = client(&fake).look().timeout(Duration::from_secs(3));
    let error = error.await.expect_err("there is no time");
    assert_eq!(millis(&fake), 3_000);
    let hung = (None, Some(TransportErrorKind::Timeout), 750);
    assert_eq!(tries(&error), [(Some(503), None, 0), hung]);
}

#[tokio::test]
async fn all_tries_have_one_key_and_each_call_its_own() {
    let key = |request: &http::Request<bytes::Bytes>| {
        let key = request.headers()["idempotency-key"].to_str().expect("text");
        key.to_owned()
    };
    let fake = Fake::new()
        .json(503, "")
        .fail(TransportErrorKind::Interrupted);
    let fake = fake
        .json(200, "7")
        .json(200, "8")
        .json(503, "")
        .json(200, "9");
    let client = client(&fake);
    client.pay().await.expect("the third try");
    client.pay().await.expect("another call");
    client.pay().key("mine").await.expect("the second try");
    let keys: Vec<String> = fake.requests().iter().map(key).collect();
    let [first, second, third, other, own, again] = &keys[..] else {
        panic!("{keys:?}")
    };
    let uuid: Uuid = first.parse().expect("a UUID");
    assert_eq!(uuid.get_version_num(), 4);
    assert_eq!((second, third), (first, first));
    assert_ne!(other, first);
    assert_eq!([own, again], ["mine"; 2]);
}

#[tokio::test]
async fn a_key_may_stand_in_the_body() {
    let fake = Fake::answering(|_| http::Response::new("7".into()));
    let client = client(&fake);
    let sent = async |body: &str| {
        let body: Json = body.parse().expect("JSON");
        client.bill().body(&body).await.expect("it is taken");
        let request = fake.requests().pop().expect("a request was sent");
        Json::from_slice(request.body()).expect("the body is JSON")
    };
    let text = |body: &Json, key: &str| match body {
        Json::Object(fields) => match &fields[key] {
            Json::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    for body in ["{}", r#"{"sum": "1", "to": {"request_id": 1}}"#] {
        let key = text(&sent(body).await, "request_id");
        key.parse::<Uuid>().expect("a UUID");
    }
    assert_eq!(text(&sent(r#"{"sum": "1"}"#).await, "sum"), "1");
    assert_eq!(
        text(&sent(r#"{"request_id": "mine"}"#).await, "request_id"),
        "mine"
    );
    let list: Json = "[1]".parse().expect("JSON");
    let error = client
        .bill()
        .body(&list)
        .await
        .expect_err("it holds no key");
    assert!(matches!(error, Error::Invalid(_)), "{error}");
}

#[tokio::test]
async fn a_body_goes_out_again_if_it_can_be_read_again() {
    let fake = Fake::new().json(503, "").json(200, "7");
    let body = File::from_source(|| Ok(&b"abc"[..]));
    client(&fake)
        .upload()
        .body(body)
        .await
        .expect("the second try");
    let bodies = fake
        .requests()
        .into_iter()
        .map(|request| request.into_body());
    assert_eq!(bodies.collect::<Vec<_>>(), ["abc", "abc"]);
    let fake = Fake::new().json(503, "").json(200, "7");
    let body = File::from_reader(&b"abc"[..]);
    let error = client(&fake).upload().body(body).await;
    let error = error.expect_err("it was read");
    // It is the vendor's answer, and nothing that went wrong on the way.
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(fake.requests().len(), 1);
    assert!(
        error.to_string().contains("can be read only once"),
        "{error}"
    );
}

#[tokio::test]
async fn a_login_goes_out_again_as_well() {
    let client = |fake: &Fake| {
        let builder = Client::builder().transport(fake.clone()).admin("s3cret");
        builder.build().expect("the settings hold")
    };
    let token = r#"{"token": "t0ken"}"#;
    // One call at a time may be under way, and neither waits for the other.
    let fake = Fake::new().json(429, "").fail(TransportErrorKind::Connect);
    let fake = fake.json(200, token).json(503, "").json(200, "7");
    assert_eq!(client(&fake).guarded().await.expect("it is let in"), 7);
    let requests = fake.requests().into_iter();
    let paths: Vec<_> = requests.map(|one| one.uri().path().to_owned()).collect();
    let wanted = ["/login", "/login", "/login", "/guarded", "/guarded"];
    assert_eq!(paths, wanted);
    assert_eq!(millis(&fake), 750 + 1250 + 2250);
    // A login that may have been carried out is not, and neither is one that is refused.
    for fake in [Fake::new().json(503, ""), Fake::new().json(401, "")] {
        let error = client(&fake).guarded().await.expect_err("nobody is let in");
        assert!(matches!(&error, Error::Login(_)), "{error}");
        assert_eq!(fake.requests().len(), 1);
        assert_eq!(error.tries().len(), 1);
    }
}

#[tokio::test]
async fn tries_can_be_limited_for_the_whole_client() {
    let down = || {
        Fake::answering(|_| {
            http::Response::builder()
                .status(503)
                .body("".into())
                .expect("a reply")
        })
    };
    for (most, wanted) in [(1, 1), (2, 2), (6, 6)] {
        let fake = down();
        let builder = Client::builder().transport(fake.clone()).max_tries(most);
        let client = builder.build().expect("the settings hold");
        client.look().await.expect_err("it never answers");
        assert_eq!(fake.requests().len(), wanted);
    }
    let error = Client::builder().transport(down()).max_tries(0).build();
    let line = error.expect_err("a call is sent once at least").to_string();
    assert!(line.contains("max_tries(1)"), "{line}");
}

#[tokio::test]
async fn an_outage_is_not_amplified() {
    let fake = Fake::answering(|_| {
        http::Response::builder()
            .status(503)
            .body("".into())
            .expect("a reply")
    });
    let client = client(&fake);
    for _ in 0..200 {
        // A clone has no budget of its own.
        client.clone().look().await.expect_err("it never answers");
    }
    assert_eq!(fake.requests().len(), 200 + 100);
    let error = client.look().await.expect_err("it never answers");
    assert!(
        error.to_string().contains("too many calls have failed"),
        "{error}"
    );
}

#[cfg(feature = "blocking")]
#[test]
fn calls_that_block_are_sent_again_too() {
    let fake = Fake::new()
        .json(503, "")
        .reply(reply(429, "retry-after", "2"))
        .json(200, "7");
    let builder = Client::builder().blocking_transport(fake.clone());
    let client = builder.build_blocking().expect("the settings hold");
    assert_eq!(client.look().send().expect("the third try"), 7);
    assert_eq!(millis(&fake), 750 + 2_000);
    let fake = Fake::new().json(503, "").hang();
    let builder = Client::builder().blocking_transport(fake.clone());
    let client = builder.build_blocking().expect("the settings hold");
    let error = client.look().send().expect_err("there is no time");
    assert_eq!(millis(&fake), 30_000);
    let hung = (None, Some(TransportErrorKind::Timeout), 750);
    assert_eq!(tries(&error), [(Some(503), None, 0), hung]);
}
