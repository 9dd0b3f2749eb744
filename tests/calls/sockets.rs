//! Each async transport that is enabled, against a server of a few lines: what one does, all do.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use trunkline::transport::{Transport, TransportErrorKind};

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

/// All of them.
fn transports() -> Vec<Arc<dyn Transport>> {
    let timeout = Duration::from_secs(5);
    vec![
        #[cfg(feature = "reqwest")]
        Arc::new(trunkline::transport::Reqwest::new(timeout).expect("a transport")),
        #[cfg(feature = "hyper")]
        Arc::new(trunkline::transport::Hyper::new(timeout).expect("a transport")),
    ]
}

fn client(address: SocketAddr, transport: Arc<dyn Transport>) -> Client {
    let builder = Client::builder()
        .host(address.ip().to_string())
        .port(address.port().into());
    builder
        .timeout(Duration::from_secs(5))
        .transport(transport)
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
    for transport in transports() {
        let address = server(|stream, head| {
            let asked =
                head.starts_with("GET /v1/user/list?name=a%20b&format=json&order=asc HTTP/1.1");
            let total = i64::from(asked && head.contains("user-agent: trunkline/"));
            write(
                stream,
                &whole(&format!(r#"{{"payload":{{"total":{total},"items":[]}}}}"#)),
            );
        });
        let client = client(address, transport);
        let page = client.list_users().name("a b").await.expect("a page");
        assert_eq!(page.total, 1);
    }
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_an_interruption() {
    let heads = ["Content-Length: 100", "Transfer-Encoding: chunked"];
    let of_each = transports().into_iter();
    for (transport, head) in of_each.flat_map(|each| heads.map(|head| (each.clone(), head))) {
        let address = server(move |stream, _| {
            let body = if head.starts_with('T') {
                "b\r\n{\"payload\":\r\n"
            } else {
                "{\"payload\":"
            };
            write(stream, &format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}"));
        });
        let client = client(address, transport);
        let error = client.list_users().await.expect_err("cut short");
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{error}");
        assert_eq!(error.reply().expect("a part").body(), "{\"payload\":");
    }
}

#[tokio::test]
async fn a_slow_vendor_runs_out_of_time() {
    for transport in transports() {
        let address = server(|stream, _| {
            write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            thread::sleep(Duration::from_secs(3));
        });
        let before = Instant::now();
        let client = client(address, transport);
        let call = client.list_users().timeout(Duration::from_millis(200));
        let error = call.await.expect_err("too slow");
        assert_eq!(kind(&error), TransportErrorKind::Timeout, "{error}");
        assert!(before.elapsed() < Duration::from_secs(2));
    }
}

#[tokio::test]
async fn a_vendor_that_never_pauses_runs_out_of_time_too() {
    for transport in transports() {
        let address = server(|stream, _| {
            write(
                stream,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            );
            let chunks = "1\r\n \r\n".repeat(10_000);
            while stream.write_all(chunks.as_bytes()).is_ok() {}
        });
        let before = Instant::now();
        let client = client(address, transport);
        let call = client.list_users().timeout(Duration::from_millis(300));
        let error = call.await.expect_err("there is no end");
        assert_eq!(kind(&error), TransportErrorKind::Timeout, "{error}");
        let taken = before.elapsed();
        assert!(taken < Duration::from_secs(3), "{taken:?}");
    }
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_no_connection() {
    for transport in transports() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let client = client(address, transport);
        let error = client.list_users().await.expect_err("nobody listens");
        assert_eq!(kind(&error), TransportErrorKind::Connect, "{error}");
        let line = error.to_string();
        assert!(line.contains("no connection came about: "), "{line}");
        assert!(
            !line.contains("user/list"),
            "the URL may hold secrets: {line}"
        );
    }
}

fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("no error of the transport: {other}"),
    }
}

/// What a vendor may say in place of a reply: whatever the request was, it may have been carried out.
#[tokio::test]
async fn what_is_no_reply_is_an_interruption() {
    for says in [
        "",
        "HTTP/1.1 200 OK\r\nContent-",
        "SSH-2.0-OpenSSH_9.9\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
    ] {
        for transport in transports() {
            let address = server(move |stream, _| write(stream, says));
            let client = client(address, transport);
            let error = client.list_users().await.expect_err("no reply");
            assert_eq!(kind(&error), TransportErrorKind::Interrupted, "{error}");
            let line = error.to_string();
            assert!(line.contains("the connection broke: "), "{line}");
            assert!(!line.contains("user/list"), "{line}");
        }
    }
}

/// A vendor hangs up on connections that nobody used for a while: what goes out meanwhile is sent anew, and once.
#[tokio::test]
async fn a_connection_that_was_given_up_is_replaced() {
    for transport in transports() {
        let page = whole(crate::NOBODY).replace("Connection: close\r\n", "");
        let address = server(move |stream, _| write(stream, &page));
        let client = client(address, transport);
        for _ in 0..20 {
            client.list_users().await.expect("a page");
            // Nobody can know of an end that is still on its way.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn settings_that_reqwest_refuses_are_told_apart_from_requests() {
    let builder = reqwest::Client::builder().user_agent("a\nb");
    let error = trunkline::transport::Reqwest::from_builder(builder).expect_err("a line break");
    let line = error.to_string();
    assert!(line.starts_with("reqwest cannot be built: "), "{line}");
}

#[tokio::test]
async fn an_endless_body_is_given_up_at_the_limit() {
    for transport in transports() {
        let address = server(|stream, _| {
            write(stream, "HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b' '; 4096]).is_ok() {}
        });
        let builder = Client::builder()
            .host("127.0.0.1")
            .port(address.port().into())
            .max_body(10_000);
        let client = builder.transport(transport).build();
        let outcome = client.expect("the settings hold").list_users().await;
        let error = outcome.expect_err("too large");
        assert!(matches!(error, Error::Limit(_)), "{error}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for transport in transports() {
        let address = server(|stream, _| {
            let head = "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
            write(stream, head);
        });
        let client = client(address, transport);
        let outcome = client.list_users().await;
        let error = outcome.expect_err("a redirect is no success");
        let Error::Status(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            (error.status().as_u16(), &error.headers()["location"]),
            (302, &"http://127.0.0.1:1/".parse().expect("a value"))
        );
    }
}
