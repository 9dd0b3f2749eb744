//! A transport for tests: replies that the test queued or computes come out, the requests it saw are kept.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::Future;
use std::io::Read;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

use super::{
    Body, BoxFuture, Chunks, Payload, Transport, TransportError, TransportErrorKind, Unreadable,
};

/// Where virtual time begins.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);
/// The day on which it begins, 2030-01-01, counted from 1970.
const DAY: Duration = Duration::from_secs(1_893_456_000);

/// A transport that answers from a queue or a closure and never reaches the network.
///
/// Clones share the queue and the record of requests: give one to the client and keep the other. Time is
/// virtual: it begins with 2030, and where nothing else can happen, as after [`hang`](Fake::hang), it jumps to the
/// next timeout or pause, so that a test of a timeout takes none. What is random is not, but for
/// [`chance`](Fake::chance). It serves the blocking mode as well.
///
/// ```
/// use trunkline::transport::Fake;
///
/// let fake = Fake::new().json(200, r#"{"id": 7}"#).json(404, r#"{"error": "no such user"}"#);
/// // … Client::builder().transport(fake.clone()) …
/// assert!(fake.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

type Compute = Box<dyn FnMut(&http::Request<Bytes>) -> http::Response<Bytes> + Send>;

struct State {
    queue: VecDeque<Answer>,
    compute: Option<Compute>,
    requests: Vec<http::Request<Bytes>>,
    now: Duration,
    sleeps: BTreeMap<u64, (Duration, Option<Waker>)>,
    next_sleep: u64,
    chance: u64,
    drawn: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            queue: VecDeque::new(),
            compute: None,
            requests: Vec::new(),
            now: Duration::ZERO,
            sleeps: BTreeMap::new(),
            next_sleep: 0,
            chance: u64::MAX / 2,
            drawn: 0,
        }
    }
}

pub(crate) enum Answer {
    Reply(http::Response<Bytes>),
    Cut(http::Response<Bytes>),
    Fail(TransportErrorKind),
    Unreadable(TransportError),
    Hang,
}

impl Fake {
    /// A transport with an empty queue: every call fails until a reply is queued.
    pub fn new() -> Self {
        Self::default()
    }

    /// A transport that computes each reply once the queue is empty.
    pub fn answering(
        answer: impl FnMut(&http::Request<Bytes>) -> http::Response<Bytes> + Send + 'static,
    ) -> Self {
        let fake = Self::new();
        fake.state().compute = Some(Box::new(answer));
        fake
    }

    /// Queues a reply.
    #[must_use]
    pub fn reply(self, reply: http::Response<impl Into<Bytes>>) -> Self {
        self.push(Answer::Reply(reply.map(Into::into)))
    }

    /// Queues a reply with a JSON body.
    ///
    /// # Panics
    /// Where `status` is no HTTP status (100 to 999).
    #[must_use]
    pub fn json(self, status: u16, body: impl Into<Bytes>) -> Self {
        self.typed(status, "application/json", body.into())
    }

    /// Queues a reply with an XML body.
    ///
    /// # Panics
    /// Where `status` is no HTTP status (100 to 999).
    #[must_use]
    pub fn xml(self, status: u16, body: impl Into<Bytes>) -> Self {
        self.typed(status, "application/xml", body.into())
    }

    fn typed(self, status: u16, content_type: &'static str, body: Bytes) -> Self {
        let mut reply = http::Response::new(body);
        *reply.status_mut() = http::StatusCode::from_u16(status).expect("an HTTP status");
        let content_type = http::HeaderValue::from_static(content_type);
        let headers = reply.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, content_type);
        self.push(Answer::Reply(reply))
    }

    /// Queues a reply whose connection breaks after what the body holds.
    #[must_use]
    pub fn cut(self, reply: http::Response<impl Into<Bytes>>) -> Self {
        self.push(Answer::Cut(reply.map(Into::into)))
    }

    /// Queues a failure.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.push(Answer::Fail(kind))
    }

    /// Queues a reply that never comes.
    #[must_use]
    pub fn hang(self) -> Self {
        self.push(Answer::Hang)
    }

    /// The requests that were sent so far, secrets and all.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    /// The virtual time that timeouts and pauses have taken so far.
    pub fn elapsed(&self) -> Duration {
        self.state().now
    }

    /// Lets virtual time pass, as for a token that is to end.
    pub fn pass(&self, duration: Duration) {
        let state = &mut *self.state();
        state.now = state.now.saturating_add(duration);
    }

    /// Sets what chance decides: pauses between tries are this part of the range that they have, from 0 to 1; half
    /// of it unless it is set.
    #[must_use]
    pub fn chance(self, part: f64) -> Self {
        // The cast keeps to the range.
        self.state().chance = (part * u64::MAX as f64) as u64;
        self
    }

    /// The virtual time of day, which begins with 2030.
    pub(crate) fn day(&self) -> SystemTime {
        let day = DAY.saturating_add(self.elapsed());
        let start = SystemTime::UNIX_EPOCH;
        start.checked_add(day).unwrap_or(start)
    }

    /// What chance decides, and a number that counts up, so that no two keys are the same.
    pub(crate) fn drawn(&self) -> [u8; 16] {
        let state = &mut *self.state();
        state.drawn += 1;
        let both = u128::from(state.chance) << 64 | u128::from(state.drawn);
        both.to_be_bytes()
    }

    pub(crate) fn instant(&self) -> Instant {
        START.checked_add(self.elapsed()).unwrap_or(*START)
    }

    fn push(self, answer: Answer) -> Self {
        self.state().queue.push_back(answer);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is queued for a request, which is kept.
    pub(crate) fn answer(&self, request: http::Request<Payload>) -> Answer {
        let request = match read(request) {
            Ok(request) => request,
            Err(error) => return Answer::Unreadable(error),
        };
        let state = &mut *self.state();
        let answer = match (state.queue.pop_front(), &mut state.compute) {
            (Some(answer), _) => answer,
            (None, Some(compute)) => Answer::Reply(compute(&request)),
            (None, None) => Answer::Fail(TransportErrorKind::Other),
        };
        state.requests.push(request);
        answer
    }
}

impl Transport for Fake {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            match self.answer(request) {
                Answer::Reply(reply) => Ok(reply.map(Body::whole)),
                Answer::Cut(reply) => Ok(reply.map(|body| Body::chunks(CutShort(Some(body))))),
                Answer::Fail(kind) => Err(failure(kind)),
                Answer::Unreadable(error) => Err(error),
                Answer::Hang => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Sleep {
            fake: self.clone(),
            duration,
            id: None,
        })
    }

    fn now(&self) -> Instant {
        self.instant()
    }

    fn wall_clock(&self) -> SystemTime {
        self.day()
    }

    fn random(&self) -> Option<[u8; 16]> {
        Some(self.drawn())
    }
}

/// A request with its whole body, streamed files and all.
fn read(request: http::Request<Payload>) -> Result<http::Request<Bytes>, TransportError> {
    let (head, body) = request.into_parts();
    let bytes = match body.bytes() {
        Some(bytes) => bytes.clone(),
        None => {
            let mut bytes = Vec::new();
            let opened = body.open();
            let read = opened.and_then(|mut reader| reader.read_to_end(&mut bytes));
            read.map_err(|error| Unreadable::error(&error))?;
            bytes.into()
        }
    };
    Ok(http::Request::from_parts(head, bytes))
}

pub(crate) fn failure(kind: TransportErrorKind) -> TransportError {
    let message = match kind {
        TransportErrorKind::Connect => "the fake transport refuses to connect",
        TransportErrorKind::Timeout => "the fake transport timed out",
        TransportErrorKind::Interrupted => "the fake transport broke off",
        TransportErrorKind::Tls => "the fake transport cannot agree on encryption",
        TransportErrorKind::Other => "the fake transport has no reply queued",
    };
    TransportError::new(kind, message)
}

/// One chunk, then the break.
struct CutShort(Option<Bytes>);

impl Chunks for CutShort {
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        let chunk = self
            .0
            .take()
            .map_or_else(|| Err(failure(TransportErrorKind::Interrupted)), Ok);
        Box::pin(std::future::ready(Some(chunk)))
    }
}

/// Ready once it is the earliest of all that are waited for, and only on the second look: whatever else the
/// caller polls beside it comes first.
struct Sleep {
    fake: Fake,
    duration: Duration,
    id: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let state = &mut *this.fake.state();
        let Some(id) = this.id else {
            this.id = Some(state.next_sleep);
            state.sleeps.insert(
                state.next_sleep,
                (state.now.saturating_add(this.duration), None),
            );
            state.next_sleep += 1;
            context.waker().wake_by_ref();
            return Poll::Pending;
        };
        let Some((until, _)) = state.sleeps.get(&id).cloned() else {
            return Poll::Ready(());
        };
        if state.sleeps.values().all(|(other, _)| until <= *other) {
            state.now = state.now.max(until);
            state.end(id);
            return Poll::Ready(());
        }
        state
            .sleeps
            .insert(id, (until, Some(context.waker().clone())));
        Poll::Pending
    }
}

impl State {
    fn end(&mut self, id: u64) {
        if self.sleeps.remove(&id).is_some() {
            self.sleeps
                .values_mut()
                .filter_map(|(_, waker)| waker.take())
                .for_each(Waker::wake);
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.fake.state().end(id);
        }
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        write!(
            f,
            "Fake({} queued, {} sent)",
            state.queue.len(),
            state.requests.len()
        )
    }
}
