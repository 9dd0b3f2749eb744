//! The transport on reqwest, against a server of a few lines.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use trunkline::transport::TransportErrorKind;

use crate::acme::{Client, Error};

/// Answers one connection after the other: `answer` gets it when the head of the request has come.
fn server(answer: impl Fn(&mut TcpStream, &str) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                head.push(byte[0]);
            }
            answer(&mut stream, &String::from_utf8_lossy(&head));
        }
    });
    address
}

fn client(address: SocketAddr) -> Client {
    let builder = Client::builder()
        .host(address.ip().to_string())
        .port(address.port().into());
    builder
        .timeout(Duration::from_secs(5))
        .build()
        .expect("the settings hold")
}

fn write(stream: &mut TcpStream, text: &str) {
    // A client that has hung up is no concern of the server.
    _ = stream.write_all(text.as_bytes());
}

fn whole(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_call_goes_over_a_socket() {
    let address = server(|stream, head| {
        let asked = head.starts_with("GET /v1/user/list?name=a%20b&format=json&order=asc HTTP/1.1");
        let total = i64::from(asked && head.contains("user-agent: trunkline/"));
        write(
            stream,
            &whole(&format!(r#"{{"payload":{{"total":{total},"items":[]}}}}"#)),
        );
    });
    let page = client(address)
        .list_users()
        .name("a b")
        .await
        .expect("a page");
    assert_eq!(page.total, 1);
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_an_interruption() {
    for head in ["Content-Length: 100", "Transfer-Encoding: chunked"] {
        let address = server(move |stream, _| {
            let body = if head.starts_with('T') {
                "b\r\n{\"payload\":\r\n"
            } else {
                "{\"payload\":"
            };
            write(stream, &format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}"));
        });
        let error = client(address).list_users().await.expect_err("cut short");
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{error}");
        assert_eq!(error.reply().expect("a part").body(), "{\"payload\":");
    }
}

#[tokio::test]
async fn a_slow_vendor_runs_out_of_time() {
    let address = server(|stream, _| {
        write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        thread::sleep(Duration::from_secs(3));
    });
    let before = Instant::now();
    let call = client(address)
        .list_users()
        .timeout(Duration::from_millis(200));
    let error = call.await.expect_err("too slow");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout),
        "{error}"
    );
    assert!(before.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_vendor_that_never_pauses_runs_out_of_time_too() {
    let address = server(|stream, _| {
        write(
            stream,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        let chunks = "1\r\n \r\n".repeat(10_000);
        while stream.write_all(chunks.as_bytes()).is_ok() {}
    });
    let before = Instant::now();
    let call = client(address)
        .list_users()
        .timeout(Duration::from_millis(300));
    let error = call.await.expect_err("there is no end");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout),
        "{error}"
    );
    assert!(
        before.elapsed() < Duration::from_secs(3),
        "{:?}",
        before.elapsed()
    );
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = client(address)
        .list_users()
        .await
        .expect_err("nobody listens");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect),
        "{error}"
    );
    assert!(
        !error.to_string().contains("user/list"),
        "the URL may hold secrets: {error}"
    );
}

#[test]
fn settings_that_reqwest_refuses_are_told_apart_from_requests() {
    let builder = reqwest::Client::builder().user_agent("a\nb");
    let error = trunkline::transport::Reqwest::from_builder(builder).expect_err("a line break");
    let line = error.to_string();
    assert!(line.starts_with("reqwest cannot be built: "), "{line}");
}

#[tokio::test]
async fn an_endless_body_is_given_up_at_the_limit() {
    let address = server(|stream, _| {
        write(stream, "HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&[b' '; 4096]).is_ok() {}
    });
    let builder = Client::builder()
        .host("127.0.0.1")
        .port(address.port().into())
        .max_body(10_000);
    let error = builder
        .build()
        .expect("the settings hold")
        .list_users()
        .await
        .expect_err("too large");
    assert!(matches!(error, Error::Limit(_)), "{error}");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let address = server(|stream, _| {
        let head = "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        write(stream, head);
    });
    let error = client(address)
        .list_users()
        .await
        .expect_err("a redirect is no success");
    let Error::Status(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.status().as_u16(), &error.headers()["location"]),
        (302, &"http://127.0.0.1:1/".parse().expect("a value"))
    );
}
