//! What goes wrong on the way, and what a connection may bring: the same in both modes.

use std::time::Duration;

use trunkline::transport::TransportErrorKind::{self, Connect, Interrupted};
use trunkline_vendors::denovolab::{self, Auth, Client, Error};
use trunkline_wire_tests::Canned;

use super::*;

const NOBODY: &str = r#"{"payload": {"page": 0, "per_page": 1, "total": 0, "items": []}}"#;

fn client(url: &str) -> Client<Mode> {
    let builder = denovolab::Client::builder()
        .base_url(url)
        .auth(Auth::admin("token"))
        .timeout(Duration::from_secs(20));
    builder.client().expect("the settings hold")
}

async fn kind(url: &str) -> (TransportErrorKind, String) {
    match client(url).list_users().send().done().await {
        Err(Error::Transport(error)) => (error.kind(), error.to_string()),
        other => panic!("wanted a transport error, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_connection() {
    // A port at which somebody listened, and nobody does any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|gone| gone.local_addr());
    let refused = format!("http://{}", port.expect("a port is free"));
    // A name that is too long to be looked up: nobody is asked for it.
    let unknown = format!("http://{}.test", "a".repeat(64));
    for url in [refused, unknown] {
        let (found, line) = kind(&url).await;
        assert_eq!(found, Connect, "{url}: {line}");
        assert!(line.contains("no connection came about"), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_is_none() {
    let hung_up = Canned::hung_up().await;
    assert_eq!(kind(&hung_up.url()).await.0, Interrupted);
    let large = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(1 << 20));
    for reply in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "SSH-2.0-OpenSSH_9.9\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nlarge\r\n{}\r\n0\r\n\r\n",
        &large,
    ] {
        let server = Canned::serve(reply.as_bytes().to_vec()).await;
        let (found, line) = kind(&server.url()).await;
        let start = reply.get(..100).unwrap_or(reply);
        assert_eq!(found, Interrupted, "{start:?}: {line}");
        assert!(line.contains("the connection broke"), "{start:?}: {line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_in_every_form_of_http() {
    let length = NOBODY.len();
    let (first, rest) = NOBODY.split_at(20);
    let chunks = format!("14;a=b\r\n{first}\r\n{:X}\r\n{rest}\r\n0\r\n", rest.len());
    for reply in [
        format!("HTTP/1.1 200 OK\r\n\r\n{NOBODY}"),
        format!("HTTP/1.0 200 OK\r\nSERVER: old\r\n\r\n{NOBODY}"),
        format!("HTTP/1.1 200\r\nContent-Length: {length}\r\n\r\n{NOBODY}"),
        format!("HTTP/1.1 200 OK\r\nCONTENT-LENGTH:{length}\r\n\r\n{NOBODY}and more"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n{chunks}\r\n"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}x-sum: 1\r\n\r\n"),
        format!(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{NOBODY}"
        ),
    ] {
        let server = Canned::serve(reply.clone().into_bytes()).await;
        let page = client(&server.url()).list_users().send().done().await;
        assert!(page.is_ok(), "{reply}: {page:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_without_a_body() {
    for status in [204, 304] {
        let head = format!("HTTP/1.1 {status} Nothing\r\ncontent-length: 9\r\n\r\n");
        let server = Canned::keep(head.into_bytes()).await;
        let outcome = client(&server.url()).list_users().send().done().await;
        let error = outcome.expect_err("there is no page");
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
        assert!(!matches!(error, Error::Transport(_)), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_that_comes_twice_is_kept_twice() {
    let reply = format!("HTTP/1.1 200 OK\r\nX-Left: 1\r\nx-left: 2\r\n\r\n{NOBODY}");
    let server = Canned::serve(reply.into_bytes()).await;
    let reply = client(&server.url()).list_users().send_raw().done().await;
    let reply = reply.expect("a page");
    let left: Vec<_> = reply.headers().get_all("x-left").iter().collect();
    assert_eq!(left, ["1", "2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_request_says_of_itself() {
    let server = Canned::serve(format!("HTTP/1.1 200 OK\r\n\r\n{NOBODY}").into_bytes()).await;
    let page = client(&server.url()).list_users().send().done().await;
    page.expect("a page");
    let request = server.requests().remove(0);
    let named = |name: &str| {
        let headers = request.lines().filter_map(|line| line.split_once(':'));
        let values = headers.filter(|(found, _)| found.eq_ignore_ascii_case(name));
        values.map(|(_, value)| value.trim()).collect::<Vec<_>>()
    };
    let agent = concat!("trunkline/", env!("CARGO_PKG_VERSION"));
    assert_eq!(named("user-agent"), [agent]);
    assert_eq!(named("accept"), ["application/json"]);
    assert_eq!(named("host").len(), 1);
    // With the features that other members of the workspace enable, or without.
    assert!(matches!(named("accept-encoding")[..], [] | ["br, gzip"]));
    for absent in ["expect", "transfer-encoding", "cookie"] {
        assert_eq!(named(absent), [""; 0], "{absent} in {request}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_used_again() {
    let whole = |status: u16, body: &str| {
        let length = body.len();
        format!("HTTP/1.1 {status} Status\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
    };
    for (status, body) in [(200, NOBODY), (500, "broken"), (200, "no JSON")] {
        let server = Canned::keep(whole(status, body)).await;
        let client = client(&server.url());
        for _ in 0..10 {
            let _ = client.clone().list_users().send().done().await;
        }
        assert_eq!(server.requests().len(), 10);
        // The async mode hands a connection back in a task of its own, which may come too late for the next call.
        assert!(server.connections() <= 5, "{}", server.connections());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_of_a_body_is_no_reply_to_the_next_call() {
    let body = format!("{}{NOBODY}", " ".repeat(200_000));
    let length = body.len();
    let reply = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes();
    let server = Canned::keep(reply).await;
    let builder = denovolab::Client::builder().base_url(server.url());
    let client = builder.auth(Auth::admin("token")).max_body(1000).client();
    let client = client.expect("the settings hold");
    for _ in 0..3 {
        let outcome = client.list_users().send().done().await;
        assert!(matches!(outcome, Err(Error::Limit(_))), "{outcome:?}");
    }
    assert_eq!(server.connections(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_closed_meanwhile_is_not_used_again() {
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{NOBODY}",
        NOBODY.len()
    );
    // The server says nothing of it and closes.
    let server = Canned::serve(reply.into_bytes()).await;
    let client = client(&server.url());
    for _ in 0..5 {
        let page = client.list_users().send().done().await;
        assert!(page.is_ok(), "{page:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
