//! A vendor behind digest authentication that another implementation computes: challenges go in, an address comes
//! out, and whether each request that reached it was let in.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use digest_auth::{AuthContext, AuthorizationHeader, HttpMethod};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::canned::read_request;

/// The user that is let in.
pub const USER: &str = "ann of \"sales\"";
/// The user's password.
pub const PASSWORD: &str = "s3cret: päss";

/// A server on 127.0.0.1 that lets in whom the crate `digest_auth` lets in. It ends when it is dropped.
#[derive(Debug)]
pub struct Guarded {
    address: SocketAddr,
    log: Log,
    task: JoinHandle<()>,
}

type Log = Arc<Mutex<Vec<Taken>>>;

/// A request that came.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its `Authorization`.
    pub shown: Option<String>,
    /// Whether it was let in.
    pub let_in: bool,
}

/// What a server asks for, and how far its nonces are counted.
#[derive(Debug)]
struct Guard {
    /// The headers of a refusal, with `NONCE` where a nonce goes.
    challenges: Vec<String>,
    body: String,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    given: usize,
    /// The highest count and the client's nonce that each nonce of ours was shown with.
    seen: HashMap<String, (u32, Option<String>)>,
}

impl Guarded {
    /// Answers with `body` whoever answers one of these challenges, in which `NONCE` stands for a new nonce.
    pub async fn by(challenges: &[&str], body: &str) -> Self {
        let guard = Guard {
            challenges: challenges.iter().map(ToString::to_string).collect(),
            body: body.to_owned(),
            state: Mutex::default(),
        };
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("127.0.0.1 has a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let log = Log::default();
        let (guard, seen) = (Arc::new(guard), Arc::clone(&log));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&guard), Arc::clone(&seen)));
            }
        });
        Self { address, log, task }
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.log
            .lock()
            .expect("no test panics with the lock")
            .clone()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut stream: TcpStream, guard: Arc<Guard>, log: Log) {
    let request = read_request(&mut stream).await;
    let shown = request.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("authorization")
            .then(|| value.trim().to_owned())
    });
    let mut start = request.split(' ');
    let (method, target) = (
        start.next().unwrap_or_default(),
        start.next().unwrap_or_default(),
    );
    let let_in = shown
        .as_deref()
        .is_some_and(|shown| guard.lets_in(shown, method, target));
    let reply = match let_in {
        true => format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{}",
            guard.body.len(),
            guard.body
        ),
        false => format!(
            "HTTP/1.1 401 Unauthorized\r\n{}content-length: 0\r\nconnection: close\r\n\r\n",
            guard.refusal()
        ),
    };
    log.lock()
        .expect("no test panics with the lock")
        .push(Taken { shown, let_in });
    // A client that has gone away is no fault of the server.
    let _ = stream.write_all(reply.as_bytes()).await;
    let _ = stream.shutdown().await;
}

impl Guard {
    fn refusal(&self) -> String {
        let mut state = self.state.lock().expect("no test panics with the lock");
        state.given += 1;
        let nonce = format!("n/{}+a=", state.given);
        state.seen.insert(nonce.clone(), (0, None));
        let header = |challenge: &String| {
            format!(
                "WWW-Authenticate: {}\r\n",
                challenge.replace("NONCE", &nonce)
            )
        };
        self.challenges.iter().map(header).collect()
    }

    fn lets_in(&self, shown: &str, method: &str, target: &str) -> bool {
        let Ok(given) = AuthorizationHeader::parse(shown) else {
            return false;
        };
        let mut computed = given.clone();
        let method = HttpMethod(method.to_owned().into());
        computed.digest(&AuthContext::new_with_method(
            USER,
            PASSWORD,
            target,
            None::<&[u8]>,
            method,
        ));
        if computed != given {
            return false;
        }
        let mut state = self.state.lock().expect("no test panics with the lock");
        let Some((last, cnonce)) = state.seen.get_mut(&given.nonce) else {
            return false;
        };
        // A server that keeps the key of a session keeps the client's first nonce with it.
        let same = cnonce.is_none() || *cnonce == given.cnonce || !given.algorithm.sess;
        let counts = given.qop.is_none() || given.nc == *last + 1;
        *cnonce = given.cnonce;
        *last += 1;
        same && counts
    }
}
