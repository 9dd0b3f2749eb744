//! Replies that no spec describes: cut short, broken, too large, too deep, HTML, or none at all.

use std::time::{Duration, Instant};

use trunkline::transport::TransportErrorKind;
use trunkline_mock::Answer;
use trunkline_vendors::denovolab::{self, Auth, ClientBuilder, Error};
use trunkline_wire_tests::{Canned, documented, json, reply};

use super::*;

fn builder(url: &str) -> ClientBuilder {
    denovolab::Client::builder()
        .base_url(url)
        .auth(Auth::admin("token"))
}

async fn call(server: &Canned) -> Error {
    let client = builder(&server.url()).client().expect("the settings hold");
    client
        .list_users()
        .send()
        .done()
        .await
        .expect_err("the server misbehaves")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_is_cut_short() {
    let vendor = documented("denovolab").await;
    let auth = Auth::admin(vendor.credentials("admin").remove(0));
    let client = denovolab::Client::builder()
        .base_url(vendor.base_url())
        .auth(auth)
        .client()
        .expect("the settings hold");
    vendor.answer_next(Answer::cut(
        200,
        r#"{"payload": {"per_page": 30, "total": 160}}"#,
        20,
    ));
    match client.list_users().send().done().await {
        Err(Error::Transport(error)) => {
            let seen = error.reply().map(|reply| reply.body().len());
            assert!(seen.is_none_or(|seen| seen <= 20), "{seen:?}");
        }
        other => panic!("wanted a transport error, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_closes_without_a_reply() {
    let server = Canned::serve(Vec::new()).await;
    let error = call(&server).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.endpoint(), "list_users");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listens() {
    let url = Canned::serve(Vec::new()).await.url();
    let client = builder(&url).client().expect("the settings hold");
    match client.list_users().send().done().await {
        Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Connect),
        other => panic!("wanted a transport error, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_json() {
    let server = Canned::serve(json(200, r#"{"payload": {"page": 0, "per_page": tru"#)).await;
    match call(&server).await {
        Error::Decode(error) => {
            assert_eq!(error.status(), 200);
            assert!(error.raw_body().starts_with(br#"{"payload""#));
        }
        other => panic!("wanted a decode error, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_body() {
    let server = Canned::serve(json(200, "")).await;
    assert!(matches!(call(&server).await, Error::Decode(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_of_the_wrong_type_is_named_by_its_path() {
    let body = r#"{"payload": {"page": 0, "per_page": 1, "total": 1,
        "items": [{"user_id": 1, "name": "a"}, {"user_id": "x", "name": "b"}]}}"#;
    let server = Canned::serve(json(200, body)).await;
    match call(&server).await {
        Error::Decode(error) => assert!(
            error.path().ends_with("items[1].user_id"),
            "{}",
            error.path()
        ),
        other => panic!("wanted a decode error, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_field_is_named() {
    let server = Canned::serve(json(
        200,
        r#"{"payload": {"page": 0, "per_page": 1, "items": []}}"#,
    ))
    .await;
    let error = call(&server).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(error.to_string().contains("total"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit() {
    let body = format!(r#"{{"payload": "{}"}}"#, "x".repeat(100_000));
    let server = Canned::serve(json(200, &body)).await;
    let client = builder(&server.url())
        .max_body(10_000)
        .client()
        .expect("the settings hold");
    match client.list_users().send().done().await {
        Err(Error::Limit(error)) => assert!(error.raw_body().len() <= 10_000),
        other => panic!("wanted an error about the limit, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_deep() {
    for depth in [200, 100_000] {
        let body = format!(
            r#"{{"payload": {}{}}}"#,
            "[".repeat(depth),
            "]".repeat(depth)
        );
        let server = Canned::serve(json(200, &body)).await;
        let error = call(&server).await;
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_depth_can_be_set() {
    let items = r#"[{"user_id": 1, "name": "a", "client_limits": [[[[[1]]]]]}]"#;
    let body =
        format!(r#"{{"payload": {{"page": 0, "per_page": 1, "total": 1, "items": {items}}}}}"#);
    let server = Canned::serve(json(200, &body)).await;
    let client = |depth| {
        builder(&server.url())
            .max_depth(depth)
            .client()
            .expect("the settings hold")
    };
    assert!(client(5).list_users().send().done().await.is_err());
    assert!(client(50).list_users().send().done().await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_html_under_502() {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let server = Canned::serve(reply(502, "text/html", page)).await;
    match call(&server).await {
        Error::Status(error) => {
            assert_eq!(error.status(), 502);
            assert_eq!(error.content_type(), Some("text/html"));
            assert_eq!(&error.raw_body()[..], page.as_bytes());
        }
        other => panic!("wanted an error about the status, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_not_followed() {
    let target = Canned::serve(json(200, "{}")).await;
    let head = format!(
        "HTTP/1.1 302 Found\r\nlocation: {}/user/list\r\ncontent-length: 0\r\n\r\n",
        target.url()
    );
    let server = Canned::serve(head.into_bytes()).await;
    let error = call(&server).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    assert_eq!(target.requests().len(), 0, "the token stays with its host");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_answer() {
    let server = Canned::silent().await;
    let client = builder(&server.url())
        .timeout(Duration::from_millis(100))
        .client()
        .expect("the settings hold");
    let began = Instant::now();
    match client.list_users().send().done().await {
        Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Timeout),
        other => panic!("wanted a timeout, found {other:?}"),
    }
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_comes_drop_by_drop() {
    // The head takes about a third of a second, the body an hour.
    let reply = json(200, &" ".repeat(1_000_000));
    let server = Canned::drip(reply, Duration::from_millis(4)).await;
    for timeout in [100, 900].map(Duration::from_millis) {
        let client = builder(&server.url()).timeout(timeout).client();
        let client = client.expect("the settings hold");
        let began = Instant::now();
        match client.list_users().send().done().await {
            Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Timeout),
            other => panic!("wanted a timeout, found {other:?}"),
        }
        assert!(began.elapsed() < timeout + Duration::from_secs(3));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_call_has_a_timeout_of_its_own() {
    let server = Canned::silent().await;
    let client = builder(&server.url()).client().expect("the settings hold");
    let error = client
        .list_users()
        .timeout(Duration::from_millis(100))
        .send()
        .done()
        .await;
    assert!(matches!(error, Err(Error::Transport(_))), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_call_has_a_header_of_its_own() {
    let server = Canned::serve(json(200, "{}")).await;
    let client = builder(&server.url())
        .header("x-client", "all")
        .client()
        .expect("the settings hold");
    let _ = client
        .list_users()
        .header("x-call", "one")
        .send()
        .done()
        .await;
    let _ = client.list_users().send().done().await;
    let requests = server.requests();
    assert!(requests[0].contains("x-call: one") && requests[0].contains("x-client: all"));
    assert!(!requests[1].contains("x-call") && requests[1].contains("x-client: all"));
}
