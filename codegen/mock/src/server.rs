//! A vendor in; a listening socket, a log of requests and a queue of answers out.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderValue;
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use trunkline_codegen::api::{BasePart, SchemeId, Type, TypeId, TypeKind, Use};

use crate::answer::{Answer, Reply};
use crate::faults::{self, Connection, Faults, Lines, Way, harmed, respond};
use crate::request::Received;
use crate::vendor::Vendor;
use crate::{Error, auth, make, route};

/// The size of the largest request body that is taken, in bytes.
pub const MAX_REQUEST_BYTES: usize = 8 * 1024 * 1024;

/// How many requests the log keeps: the newest.
pub const MAX_LOGGED: usize = 10_000;

/// A mock vendor that listens; it stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    shared: Arc<Shared>,
    /// Of the default base URL, then of the others.
    doors: Vec<Door>,
}

/// Where the vendor can be reached: each base URL has an address of its own, since they may have the same paths.
#[derive(Debug)]
struct Door {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    vendor: Vendor,
    state: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    requests: VecDeque<Received>,
    next: VecDeque<Answer>,
    faults: faults::State,
    /// How many requests are under way, and how many were at most.
    inside: usize,
    most: usize,
}

impl Shared {
    /// A test that panicked while it held the log leaves it whole: every change is one push or one pop.
    fn log(&self) -> MutexGuard<'_, Log> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) async fn start(vendor: Vendor, faults: Faults, port: u16) -> Result<Running, Error> {
    let names = vendor.api.bases.iter().map(|base| &base.name.wire);
    let names: Vec<String> = names.cloned().collect();
    let log = Log {
        faults: faults::State::new(faults),
        ..Log::default()
    };
    let shared = Arc::new(Shared {
        vendor,
        state: Mutex::new(log),
    });
    let mut doors = vec![open(&shared, None, port).await?];
    for name in names {
        doors.push(open(&shared, Some(name), 0).await?);
    }
    Ok(Running { shared, doors })
}

/// Listens for what is sent to a base URL.
async fn open(shared: &Arc<Shared>, base: Option<String>, port: u16) -> Result<Door, Error> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(Error::Listen)?;
    let address = listener.local_addr().map_err(Error::Listen)?;
    let router = Router::new()
        .fallback(handle)
        .with_state((Arc::clone(shared), base));
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let until = async move {
            // A dropped sender stops the server too.
            let _ = stopped.await;
        };
        // `serve` never ends with an error: it sleeps over those of `accept`.
        let service = router.into_make_service_with_connect_info::<Connection>();
        let _ = axum::serve(Lines(listener), service)
            .with_graceful_shutdown(until)
            .await;
    });
    Ok(Door {
        address,
        stop,
        task,
    })
}

impl Running {
    /// What the client's `base_url()` wants: scheme, address and the base's path, variables with their defaults or,
    /// where they have none, with their own names. No `/` at the end.
    pub fn base_url(&self) -> String {
        self.url(0, &self.shared.vendor.api.base)
    }

    /// The same for another base URL of the spec, by its name there. None where the spec has none of this name, or
    /// where it is the default.
    pub fn base_url_of(&self, name: &str) -> Option<String> {
        let bases = &self.shared.vendor.api.bases;
        let at = bases.iter().position(|base| base.name.wire == name)?;
        Some(self.url(at + 1, &bases[at].parts))
    }

    fn url(&self, door: usize, base: &[BasePart]) -> String {
        let prefix = route::prefix(&self.shared.vendor.api, base);
        format!("http://{}{prefix}", self.doors[door].address)
    }

    /// The address that it listens at; other base URLs than the default have addresses of their own.
    pub fn address(&self) -> SocketAddr {
        self.doors[0].address
    }

    /// The secrets that a scheme accepts, in the scheme's order: one for a header, bearer, a query or a cookie, user and
    /// password for basic and digest, what a session's login or a grant takes, those of the parts for `all`, those of the first member for `any`. None for `caller`, and for a
    /// scheme that the spec does not have.
    pub fn credentials(&self, scheme: &str) -> Vec<String> {
        let vendor = &self.shared.vendor;
        let found = vendor
            .api
            .schemes
            .iter()
            .position(|s| s.name.wire == scheme || s.name.pascal == scheme);
        found
            .map(|at| auth::accepted(&vendor.api, &vendor.secrets, SchemeId(at)))
            .unwrap_or_default()
    }

    /// How many tokens of sessions and grants it has given: the logins and refreshes that succeeded.
    pub fn sessions(&self) -> usize {
        self.shared.vendor.tokens.count()
    }

    /// Makes the refresh tokens that it has given so far no longer good, as a vendor does with those that are old.
    pub fn forget_refresh_tokens(&self) {
        self.shared.vendor.tokens.forget_refresh_tokens();
    }

    /// How many calls of an endpoint it has carried out, by the endpoint's name in the spec: those that were not
    /// refused, and of several with one idempotency key the first.
    pub fn carried_out(&self, endpoint: &str) -> usize {
        self.shared.vendor.keys.count(endpoint)
    }

    /// How many requests were under way at once, at most.
    pub fn most_at_once(&self) -> usize {
        self.shared.log().most
    }

    /// How many tokens of sessions were good when [`Fault::Expired`](crate::Fault::Expired) made them bad.
    pub fn revoked(&self) -> usize {
        self.shared.vendor.tokens.revoked()
    }

    /// The `index`th item, from 0, of the made collection of a type of the spec: what a list holds and a lookup
    /// finds. None where the spec has no such record.
    pub fn item(&self, type_name: &str, index: u64) -> Option<serde_json::Value> {
        let api = &self.shared.vendor.api;
        let found = api.types.iter().position(|ty| {
            (ty.name.wire == type_name || ty.name.pascal == type_name)
                && matches!(ty.kind, TypeKind::Record(_))
        })?;
        let ty = Use {
            element: None,
            ty: Type::Named(TypeId(found)),
            codecs: Vec::new(),
            null: false,
        };
        Some(make::value(api, &ty, type_name, index))
    }

    /// The requests received so far, oldest first, at most [`MAX_LOGGED`].
    pub fn requests(&self) -> Vec<Received> {
        self.shared.log().requests.iter().cloned().collect()
    }

    /// Answers the next request so, whatever it asks; several are given in the order in which they were queued.
    pub fn answer_next(&self, answer: Answer) {
        self.shared.log().next.push_back(answer);
    }

    /// What it does wrong from the next request on, which is counted as the first.
    pub fn set_faults(&self, faults: Faults) {
        self.shared.log().faults = faults::State::new(faults);
    }

    /// How many requests met each fault, by its [word](crate::Fault::word), since the faults were set.
    pub fn faults_met(&self) -> BTreeMap<&'static str, u64> {
        self.shared.log().faults.met()
    }

    /// Stops listening, lets the answers under way be sent and closes the connections.
    pub async fn shutdown(self) {
        let (stops, tasks): (Vec<_>, Vec<_>) = self
            .doors
            .into_iter()
            .map(|door| (door.stop, door.task))
            .unzip();
        drop(stops);
        ended(tasks).await;
    }

    /// Serves until the process ends: for a mock that is run by hand.
    pub async fn forever(self) {
        let (_open, tasks): (Vec<_>, Vec<_>) = self
            .doors
            .into_iter()
            .map(|door| (door.stop, door.task))
            .unzip();
        ended(tasks).await;
    }
}

async fn ended(tasks: Vec<JoinHandle<()>>) {
    for task in tasks {
        // A task can only have been cancelled with its runtime.
        let _ = task.await;
    }
}

/// A request that is under way.
struct UnderWay(Arc<Shared>);

impl UnderWay {
    fn new(shared: &Arc<Shared>) -> Self {
        let mut log = shared.log();
        log.inside += 1;
        log.most = log.most.max(log.inside);
        Self(shared.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.log().inside -= 1;
    }
}

async fn handle(
    State((shared, base)): State<(Arc<Shared>, Option<String>)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let _under_way = UnderWay::new(&shared);
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_REQUEST_BYTES).await else {
        let message = format!("the body has more than {MAX_REQUEST_BYTES} bytes, or was cut short");
        return respond(Reply::message(413, &message), Way::Whole, &connection).await;
    };
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let received = Received {
        base,
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts
            .headers
            .iter()
            .map(|(name, v)| (name.as_str().to_owned(), text(v)))
            .collect(),
        body: body.to_vec(),
    };
    let (reply, way) = shared.answered(&received);
    respond(reply, way, &connection).await
}

impl Shared {
    /// The reply to a request, and how it is sent.
    fn answered(&self, request: &Received) -> (Reply, Way) {
        let vendor = &self.vendor;
        let endpoint = vendor.asked_for(request).map(|of| of.name.wire.as_str());
        let (answer, fault) = {
            let mut log = self.log();
            if log.requests.len() == MAX_LOGGED {
                log.requests.pop_front();
            }
            log.requests.push_back(request.clone());
            match log.next.pop_front() {
                Some(answer) => (Some(answer), None),
                None => (None, log.faults.next(endpoint)),
            }
        };
        match (answer, fault) {
            (Some(answer), _) => (vendor.answer(&answer, request), Way::Late(answer.delay)),
            (None, Some(fault)) => harmed(vendor, request, &fault),
            (None, None) => (vendor.reply(request), Way::Whole),
        }
    }
}
