//! A vendor that misbehaves: the bytes of a reply go in, an address comes out, and the requests that reached it.
//!
//! The mock vendors answer as a spec says. What no spec says, a reply cut short or a page of HTML, is
//! served from here.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server on 127.0.0.1 that gives the same bytes to every request. It ends when it is dropped.
#[derive(Debug)]
pub struct Canned {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Seen {
    connections: usize,
    requests: Vec<String>,
}

/// How a reply goes out.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// The connection is closed after it.
    AtOnce,
    Drip(Duration),
    /// After it the connection waits for the next request.
    Kept,
    /// Never: the connection is closed before a request is read.
    HungUp,
}

impl Canned {
    /// Answers every request with `reply`, then closes the connection.
    pub async fn serve(reply: Vec<u8>) -> Self {
        Self::start(reply, Duration::ZERO, Pace::AtOnce).await
    }

    /// Answers every request with `reply`, byte by byte with a pause between them.
    pub async fn drip(reply: Vec<u8>, pause: Duration) -> Self {
        Self::start(reply, Duration::ZERO, Pace::Drip(pause)).await
    }

    /// Takes every request and answers none of them.
    pub async fn silent() -> Self {
        Self::start(Vec::new(), Duration::from_secs(3600), Pace::AtOnce).await
    }

    /// Answers every request with `reply` and leaves the connection open for the next.
    pub async fn keep(reply: Vec<u8>) -> Self {
        Self::start(reply, Duration::ZERO, Pace::Kept).await
    }

    /// Takes connections and hangs up at once.
    pub async fn hung_up() -> Self {
        Self::start(Vec::new(), Duration::ZERO, Pace::HungUp).await
    }

    async fn start(reply: Vec<u8>, delay: Duration, pace: Pace) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("127.0.0.1 has a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            let reply = Arc::new(reply);
            while let Ok((stream, _)) = listener.accept().await {
                locked(&noted).connections += 1;
                if !matches!(pace, Pace::HungUp) {
                    let (reply, noted) = (Arc::clone(&reply), Arc::clone(&noted));
                    tokio::spawn(answer(stream, reply, delay, pace, noted));
                }
            }
        });
        Self {
            address,
            seen,
            task,
        }
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, head and body as they came.
    pub fn requests(&self) -> Vec<String> {
        locked(&self.seen).requests.clone()
    }

    /// How many connections came about so far.
    pub fn connections(&self) -> usize {
        locked(&self.seen).connections
    }
}

fn locked(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().expect("no test panics while it holds the lock")
}

impl Drop for Canned {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(
    mut stream: TcpStream,
    reply: Arc<Vec<u8>>,
    delay: Duration,
    pace: Pace,
    seen: Arc<Mutex<Seen>>,
) {
    loop {
        let request = read_request(&mut stream).await;
        if request.is_empty() {
            break;
        }
        locked(&seen).requests.push(request);
        tokio::time::sleep(delay).await;
        // A client that has gone away is what some tests are about.
        let sent = match pace {
            Pace::AtOnce | Pace::HungUp | Pace::Kept => stream.write_all(&reply).await,
            Pace::Drip(pause) => drip(&mut stream, &reply, pause).await,
        };
        if sent.is_err() || !matches!(pace, Pace::Kept) {
            break;
        }
    }
    let _ = stream.shutdown().await;
}

async fn drip(stream: &mut TcpStream, reply: &[u8], pause: Duration) -> std::io::Result<()> {
    for byte in reply {
        stream.write_all(&[*byte]).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}

/// Reads a head and as many bytes of body as its `content-length` says.
pub(crate) async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.len() >= content_length(head)
        {
            return text.into_owned();
        }
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return text.into_owned(),
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}

fn content_length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0)
}

/// A whole HTTP reply.
pub fn reply(status: u16, content_type: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status} Status\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A whole HTTP reply that holds JSON.
pub fn json(status: u16, body: &str) -> Vec<u8> {
    reply(status, "application/json", body)
}
