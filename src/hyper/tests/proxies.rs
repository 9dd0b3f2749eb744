//! Ways through proxies of a few lines: what they are asked, what is shown to them, and how long they may take.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use trunkline_hyper::{Body, Client, Error, Proxy};

/// Talks to everybody who comes: its address, and what it took note of.
fn server<T: Send + 'static>(
    talk: impl Fn(&mut TcpStream) -> T + Send + 'static,
) -> (SocketAddr, Receiver<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (tell, told) = channel();
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            // Nobody may listen any longer.
            _ = tell.send(talk(&mut stream));
        }
    });
    (address, told)
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn taken<const N: usize>(stream: &mut TcpStream) -> [u8; N] {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).expect("they come");
    bytes
}

fn answer(stream: &mut TcpStream, bytes: &[u8]) {
    stream.write_all(bytes).expect("it is open");
}

const NOTHING: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";

async fn ask(proxy: &str, url: &str) -> Result<http::StatusCode, Error> {
    let limit = Duration::from_millis(500);
    let client = Client::builder(limit).proxy(Proxy::By(proxy)).build();
    let client = client.expect("a client");
    let request = http::Request::get(url).body(Body::whole(Bytes::new()));
    let reply = client.send(request.expect("a request")).await;
    reply.map(|reply| reply.status())
}

#[tokio::test]
async fn an_http_proxy_is_given_the_whole_url_and_its_credentials() {
    let (address, told) = server(|stream| {
        let head = head(stream);
        answer(stream, NOTHING);
        head
    });
    let proxy = format!("http://ann:pass%20word@{address}");
    let status = ask(&proxy, "http://vendor.invalid/a?b=1").await;
    assert_eq!(status.expect("a reply"), 204);
    let asked = told.recv().expect("it was asked");
    assert!(
        asked.starts_with("GET http://vendor.invalid/a?b=1 HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(asked.contains("host: vendor.invalid\r\n"), "{asked}");
    // `ann:pass word`
    let shown = "proxy-authorization: Basic YW5uOnBhc3Mgd29yZA==\r\n";
    assert!(asked.contains(shown), "{asked}");
}

#[tokio::test]
async fn a_proxy_by_socks_is_given_name_and_port_and_its_credentials() {
    let (address, told) = server(|stream| {
        let [5, ways] = taken(stream) else {
            panic!("no SOCKS 5")
        };
        stream
            .read_exact(&mut vec![0; ways.into()])
            .expect("they come");
        answer(stream, &[5, 2]);
        assert_eq!(&taken(stream), b"\x01\x03ann\x04hush");
        answer(stream, &[1, 0]);
        // Connect to a name of so many bytes.
        assert_eq!(
            &taken(stream),
            b"\x05\x01\x00\x03\x0evendor.invalid\x00\x50"
        );
        answer(stream, &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        let head = head(stream);
        answer(stream, NOTHING);
        head
    });
    let proxy = format!("socks5h://ann:hush@{address}");
    let status = ask(&proxy, "http://vendor.invalid/a").await;
    assert_eq!(status.expect("a reply"), 204);
    let asked = told.recv().expect("it was asked");
    assert!(asked.starts_with("GET /a HTTP/1.1\r\n"), "{asked}");
    assert!(!asked.contains("authorization"), "{asked}");
}

#[tokio::test]
async fn a_proxy_that_says_nothing_is_given_up() {
    for scheme in ["socks5h", "socks4a"] {
        let (address, _told) = server(|stream| {
            thread::sleep(Duration::from_secs(5));
            stream.peer_addr().is_ok()
        });
        let begun = Instant::now();
        let error = ask(&format!("{scheme}://{address}"), "http://vendor.invalid/").await;
        assert!(error.expect_err("no connection").is_connect());
        assert!(begun.elapsed() < Duration::from_secs(3));
    }
}

#[cfg(not(feature = "tls"))]
#[tokio::test]
async fn what_has_to_be_encrypted_is_never_sent_in_clear() {
    let (address, told) = server(head);
    for proxy in [format!("http://{address}"), format!("socks5h://{address}")] {
        let error = ask(&proxy, &format!("https://{address}/")).await;
        assert!(error.expect_err("no encryption").is_connect());
    }
    assert!(told.try_recv().is_err());
}

#[test]
fn what_names_no_proxy_is_refused() {
    for url in ["", "ftp://proxy.test", "http://"] {
        let builder = Client::builder(Duration::from_secs(1)).proxy(Proxy::By(url));
        let error = builder.build().expect_err("no proxy");
        assert_eq!(error.to_string(), "the URL of the proxy cannot be used");
    }
}
