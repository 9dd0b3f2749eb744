//! A certificate in; a vendor behind encryption out, and a proxy that leads to it. Behind both is the mock, which makes
//! the replies.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;

use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use tokio::runtime::Runtime;
use trunkline_mock::{Mock, Running};

use crate::authority::{Authority, Issued};

/// Whom the vendor lets in.
pub(crate) enum Asks<'a> {
    Nobody,
    /// For a certificate of this authority.
    For(&'a Authority),
}

pub(crate) struct Vendor {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Vendor {
    pub(crate) fn start(issued: &Issued, asks: &Asks<'_>) -> Self {
        // No call has to wait for it.
        LazyLock::force(&MOCK);
        let config = Arc::new(config(issued, asks));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                count.fetch_add(1, Ordering::SeqCst);
                let config = config.clone();
                thread::spawn(move || serve(stream, config));
            }
        });
        Self {
            address,
            connections,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}/v1", self.address)
    }

    /// How many connections there were since the last time.
    pub(crate) fn connections(&self) -> usize {
        self.connections.swap(0, Ordering::SeqCst)
    }
}

/// What a vendor encrypts by.
pub(crate) fn config(issued: &Issued, asks: &Asks<'_>) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .expect("ring has what they need");
    let builder = match asks {
        Asks::Nobody => builder.with_no_client_auth(),
        Asks::For(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority.der()).expect("an authority");
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
            builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
        }
    };
    let config = builder.with_single_cert(issued.chain(), issued.private_key());
    config.expect("a certificate and its key")
}

/// One request and its reply.
fn serve(stream: TcpStream, config: Arc<ServerConfig>) {
    let connection = ServerConnection::new(config).expect("the settings hold");
    let mut stream = StreamOwned::new(connection, stream);
    match head(&mut stream) {
        Ok(head) => {
            // A client that has hung up is no concern of the vendor.
            _ = stream.write_all(&answer(&head));
            stream.conn.send_close_notify();
            _ = stream.flush();
        }
        Err(_) => {
            // Why it was refused is said; what the client says further is read, so that it hears the end of it.
            while stream.conn.write_tls(&mut stream.sock).is_ok_and(|n| n > 0) {}
            _ = stream.sock.shutdown(std::net::Shutdown::Write);
            _ = io::copy(&mut stream.sock, &mut io::sink());
        }
    }
}

fn head(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    String::from_utf8(head).map_err(io::Error::other)
}

/// What the mock says to a request without a body.
pub(crate) fn answer(head: &str) -> Vec<u8> {
    let mut mock = TcpStream::connect(MOCK.1.address()).expect("the mock listens");
    let head = head.replacen("\r\n", "\r\nconnection: close\r\n", 1);
    mock.write_all(head.as_bytes()).expect("the mock reads");
    let mut reply = Vec::new();
    mock.read_to_end(&mut reply).expect("the mock replies");
    reply
}

/// One for all tests, and what runs it.
pub(crate) static MOCK: LazyLock<(Runtime, Running)> = LazyLock::new(|| {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/certificates.yaml"
    );
    let runtime = Runtime::new().expect("a runtime");
    let mock = Mock::from_spec(spec).expect("the spec holds");
    let running = runtime.block_on(mock.start()).expect("it starts");
    (runtime, running)
});

/// A proxy that leads to this address, whatever it is asked for: its own address, and what it hears.
pub(crate) fn proxy(to: SocketAddr) -> (SocketAddr, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (tell, heard) = channel();
    thread::spawn(move || {
        while let Ok((mut client, _)) = listener.accept() {
            let Ok(head) = head(&mut client) else {
                continue;
            };
            // Nobody may listen any longer.
            _ = tell.send(head.into_bytes());
            _ = client.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            let vendor = TcpStream::connect(to).expect("the vendor listens");
            let (mut from, mut to) = (vendor.try_clone().expect("a socket"), vendor);
            let mut back = client.try_clone().expect("a socket");
            thread::spawn(move || io::copy(&mut from, &mut back));
            let tell = tell.clone();
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = client.read(&mut buffer) {
                    _ = tell.send(buffer[..read].to_vec());
                    _ = to.write_all(&buffer[..read]);
                }
                _ = to.shutdown(std::net::Shutdown::Write);
            });
        }
    });
    (address, heard)
}

/// All that a proxy has heard once nothing more comes.
pub(crate) fn all(heard: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut all = Vec::new();
    while let Ok(more) = heard.recv_timeout(Duration::from_millis(200)) {
        all.extend(more);
    }
    all
}
