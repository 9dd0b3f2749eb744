//! What keeps an encrypted connection from coming about: the same in both modes, but for a vendor that hangs up in the
//! midst of agreeing on it. There ureq does not say whether the request was sent, and it is an interruption.

use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use trunkline::transport::TransportErrorKind;

use crate::acme::{Client, ClientBuilder, Error};

/// A vendor that says this, whatever it hears, and hangs up.
fn vendor(says: &'static [u8]) -> String {
    use std::io::{Read, Write};

    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            // A client that has hung up is no concern of the vendor.
            _ = stream.read(&mut [0; 4096]);
            _ = stream.write_all(says);
        }
    });
    url
}

fn builder(url: &str) -> ClientBuilder {
    let builder = Client::builder().base_url(url);
    builder.timeout(Duration::from_secs(10))
}

fn kind<T: std::fmt::Debug>(mode: &str, outcome: Result<T, Error>) -> TransportErrorKind {
    match outcome {
        Err(Error::Transport(error)) => {
            let line = error.to_string();
            assert!(
                line.contains("no encrypted connection came about"),
                "{mode}: {line}"
            );
            error.kind()
        }
        other => panic!("wanted a transport error, found {other:?}"),
    }
}

#[tokio::test]
async fn a_vendor_that_does_not_encrypt() {
    for says in [
        &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
        b"\x15\x03\x03\x00\x02\x02\x28",
    ] {
        let url = vendor(says);
        let awaited = builder(&url).build().expect("the settings hold");
        assert_eq!(
            kind("awaited", awaited.list_users().await),
            TransportErrorKind::Tls
        );
        let blocking = builder(&url).build_blocking().expect("the settings hold");
        assert_eq!(
            kind("blocking", blocking.list_users().send()),
            TransportErrorKind::Tls
        );
    }
}
