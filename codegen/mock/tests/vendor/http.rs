//! A request as text in; status, headers and body as they came out. A client of a few lines, so that nothing but the
//! mock is under test.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use trunkline_mock::Running;

/// A reply as it came.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the reply is JSON")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Sends one request to `path`, which the base's path precedes.
pub(crate) async fn send(
    vendor: &Running,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Reply {
    let reply = try_send(vendor, method, path, headers, body).await;
    reply.expect("a reply comes")
}

async fn try_send(
    vendor: &Running,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Reply> {
    let base = vendor.base_url();
    let root = format!("http://{}", vendor.address());
    let path = format!(
        "{}{path}",
        base.strip_prefix(&root)
            .expect("the base starts with the address")
    );
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    text.push_str(&format!("\r\n{body}"));
    let address = vendor.address();
    tokio::task::spawn_blocking(move || exchange(address, &text))
        .await
        .expect("does not panic")
}

/// `GET` without a body.
pub(crate) async fn get(vendor: &Running, path: &str, headers: &[(&str, &str)]) -> Reply {
    send(vendor, "GET", path, headers, "").await
}

/// The same, where no reply may come.
pub(crate) async fn try_get(
    vendor: &Running,
    path: &str,
    headers: &[(&str, &str)],
) -> io::Result<Reply> {
    try_send(vendor, "GET", path, headers, "").await
}

fn exchange(address: std::net::SocketAddr, text: &str) -> io::Result<Reply> {
    let mut stream = TcpStream::connect(address).expect("the mock listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .expect("ten seconds are allowed");
    stream.write_all(text.as_bytes()).expect("the mock reads");
    let mut bytes = Vec::new();
    // A reply that is cut short ends in a reset; what came before it counts.
    let outcome = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = match (end, outcome) {
        (Some(end), _) => end,
        (None, Err(error)) => return Err(error),
        (None, Ok(_)) => return Err(io::ErrorKind::UnexpectedEof.into()),
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|text| text.parse().ok())
        .expect("a status comes");
    Ok(Reply {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
    })
}
