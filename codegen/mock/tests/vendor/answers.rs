//! Answers that a test queues.

use std::time::{Duration, Instant};

use trunkline_mock::Answer;

use crate::http::get;
use crate::{KEY, acme};

#[tokio::test]
async fn queued_answers_come_once_and_in_order() {
    let vendor = acme().items(3).start().await.expect("it starts");
    vendor.answer_next(Answer::json(200, r#"{"success": tru"#));
    vendor.answer_next(
        Answer::new(502)
            .header("content-type", "text/html")
            .body("<h1>no</h1>"),
    );
    let broken = get(&vendor, "/users", &[]).await;
    assert_eq!(
        (broken.status, broken.body.as_slice()),
        (200, &br#"{"success": tru"#[..])
    );
    let html = get(&vendor, "/users", &[]).await;
    assert_eq!(
        (html.status, html.header("content-type")),
        (502, Some("text/html"))
    );
    assert_eq!(get(&vendor, "/users", &[KEY]).await.status, 200);
}

#[tokio::test]
async fn a_cut_reply_promises_more_than_it_sends() {
    let vendor = acme().start().await.expect("it starts");
    let whole = r#"{"success": true, "payload": {}}"#;
    vendor.answer_next(Answer::cut(200, whole, 9));
    let reply = get(&vendor, "/users", &[KEY]).await;
    assert_eq!(
        reply.header("content-length"),
        Some(whole.len().to_string().as_str())
    );
    assert_eq!(reply.body, &whole.as_bytes()[..9]);
}

#[tokio::test]
async fn examples_and_kinds_come_by_name() {
    let vendor = acme().items(3).start().await.expect("it starts");
    vendor.answer_next(Answer::example("ping", 1));
    let bad = get(&vendor, "/users", &[]).await;
    assert_eq!((bad.status, &bad.json()["error"]["code"]), (400, &7.into()));
    for (kind, status, code) in [
        ("Expired", 400, 120.into()),
        ("Banned", 400, "banned".into()),
    ] {
        vendor.answer_next(Answer::kind("list_users", kind));
        let made = get(&vendor, "/users", &[]).await;
        assert_eq!(
            (made.status, &made.json()["error"]["code"]),
            (status, &code),
            "{kind}"
        );
        assert_eq!(made.json()["success"], false);
    }
    vendor.answer_next(Answer::kind("list_users", "NotFound"));
    assert_eq!(get(&vendor, "/users", &[]).await.status, 404);
    vendor.answer_next(Answer::kind("list_users", "Nothing"));
    let none = get(&vendor, "/users", &[]).await;
    assert_eq!(none.status, 500);
    assert_eq!(
        none.json()["message"],
        "no rule of `list_users` gives the kind `Nothing`"
    );
}

#[tokio::test]
async fn answers_can_be_late() {
    let vendor = acme().items(3).start().await.expect("it starts");
    vendor.answer_next(Answer::own().delay(Duration::from_millis(120)));
    let start = Instant::now();
    assert_eq!(get(&vendor, "/users", &[KEY]).await.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn the_log_keeps_what_was_asked() {
    let vendor = acme().items(3).start().await.expect("it starts");
    get(&vendor, "/users?active=true&page=1", &[KEY]).await;
    let log = vendor.requests();
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].method.as_str(), log[0].path.as_str()),
        ("GET", "/api/v2/users")
    );
    assert_eq!(
        log[0].query_pairs(),
        [
            ("active".into(), "true".into()),
            ("page".into(), "1".into())
        ]
    );
    assert_eq!(log[0].header("X-Key"), Some("k=mock-secret-key;"));
    assert!(log[0].body.is_empty());
}

#[tokio::test]
async fn a_stopped_vendor_listens_no_more() {
    let vendor = acme().start().await.expect("it starts");
    let address = vendor.address();
    vendor.shutdown().await;
    assert!(std::net::TcpStream::connect(address).is_err());
}
