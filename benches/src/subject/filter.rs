//! A filter of 16 parameters comes in, the URL that has them as its query goes out.
//!
//! Trunkline's is the URL of a call: the call is made, its parameters are set, and it is sent by a transport that answers at
//! once. On both sides the same without parameters is measured too, to be taken away.

use std::hint::black_box;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use jiff::Timestamp;
use trunkline::http;
use trunkline::transport::{Body, BoxFuture, Payload, Transport, TransportError};

use super::Subject;

/// Trunkline with and without parameters, and its peer.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::single("filter/trunkline", ours),
    Subject::single("filter/trunkline without parameters", without),
    #[cfg(feature = "peers")]
    Subject::single("filter/serde_urlencoded", serde),
    #[cfg(feature = "peers")]
    Subject::single("filter/serde_urlencoded without parameters", url),
];

/// The client that trunkline generates from `specs/filter.yaml`.
#[allow(
    missing_docs,
    reason = "the module is generated for these benches alone"
)]
mod api {
    include!(concat!(env!("OUT_DIR"), "/filter.rs"));
}

const SEARCH: &str = "doe&sons";
const EMAIL: &str = "user.7@example.com";
const DEPARTMENT: &str = "Sales/North";
const TIME_ZONE: &str = "Europe/Prague";
const SORT_BY: &str = "last_login";
const CURSOR: &str = "eyJpZCI6NDcxMX0=";
const CREATED: [i64; 2] = [1_700_000_000, 1_710_000_000];
const NUMBERS: [i64; 4] = [42, 4711, 100, 2500];
const MIN_SCORE: f64 = 0.25;

fn created(index: usize) -> Timestamp {
    Timestamp::from_second(CREATED[index]).expect("in range")
}

/// Answers every request with nothing, and hands the URL to the optimizer.
struct Nothing;

impl Transport for Nothing {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        black_box(request.uri());
        Box::pin(async { Ok(http::Response::new(Body::whole(""))) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

fn client(transport: impl Transport) -> api::Client {
    let client = api::Client::builder().transport(transport).build();
    client.expect("a client needs no more")
}

/// The call with all parameters.
fn filtered(client: &api::Client) -> api::ListUsers {
    client
        .list_users()
        .search(black_box(SEARCH))
        .email(black_box(EMAIL))
        .department(black_box(DEPARTMENT))
        .time_zone(black_box(TIME_ZONE))
        .sort_by(black_box(SORT_BY))
        .cursor(black_box(CURSOR))
        .status(api::Status::AwaitingApproval)
        .created_after(black_box(created(0)))
        .created_before(black_box(created(1)))
        .company_id(black_box(NUMBERS[0]))
        .reseller_id(black_box(NUMBERS[1]))
        .limit(black_box(NUMBERS[2]))
        .offset(black_box(NUMBERS[3]))
        .min_score(black_box(MIN_SCORE))
        .is_active(black_box(true))
        .is_deleted(black_box(false))
}

/// Sends a call whose transport never waits.
fn send(call: api::ListUsers) {
    let mut sending = Box::pin(call.into_future());
    match sending
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(reply) => _ = black_box(reply.expect("it is answered")),
        Poll::Pending => unreachable!("the transport answers at once"),
    }
}

fn ours() -> Box<dyn FnMut()> {
    let client = client(Nothing);
    Box::new(move || send(filtered(&client)))
}

fn without() -> Box<dyn FnMut()> {
    let client = client(Nothing);
    Box::new(move || send(client.list_users()))
}

#[cfg(feature = "peers")]
mod peer {
    use jiff::Timestamp;
    use serde::Serialize;

    use super::*;
    use crate::page::Status;

    /// The same filter, as one writes it by hand.
    #[derive(Serialize)]
    pub(super) struct Filter<'f> {
        pub(super) search: Option<&'f str>,
        pub(super) email: Option<&'f str>,
        pub(super) department: Option<&'f str>,
        pub(super) time_zone: Option<&'f str>,
        pub(super) sort_by: Option<&'f str>,
        pub(super) cursor: Option<&'f str>,
        pub(super) status: Option<Status>,
        pub(super) created_after: Option<Timestamp>,
        pub(super) created_before: Option<Timestamp>,
        pub(super) company_id: Option<i64>,
        pub(super) reseller_id: Option<i64>,
        pub(super) limit: Option<i64>,
        pub(super) offset: Option<i64>,
        pub(super) min_score: Option<f64>,
        pub(super) is_active: Option<bool>,
        pub(super) is_deleted: Option<bool>,
    }

    pub(super) fn filter() -> Filter<'static> {
        Filter {
            search: Some(black_box(SEARCH)),
            email: Some(black_box(EMAIL)),
            department: Some(black_box(DEPARTMENT)),
            time_zone: Some(black_box(TIME_ZONE)),
            sort_by: Some(black_box(SORT_BY)),
            cursor: Some(black_box(CURSOR)),
            status: Some(Status::AwaitingApproval),
            created_after: Some(black_box(created(0))),
            created_before: Some(black_box(created(1))),
            company_id: Some(black_box(NUMBERS[0])),
            reseller_id: Some(black_box(NUMBERS[1])),
            limit: Some(black_box(NUMBERS[2])),
            offset: Some(black_box(NUMBERS[3])),
            min_score: Some(black_box(MIN_SCORE)),
            is_active: Some(black_box(true)),
            is_deleted: Some(black_box(false)),
        }
    }
}

#[cfg(feature = "peers")]
const URL: &str = "http://vendor.invalid/users";

/// The query into a URL, which is checked when the request is made.
#[cfg(feature = "peers")]
fn serde() -> Box<dyn FnMut()> {
    Box::new(move || {
        let query = serde_urlencoded::to_string(peer::filter()).expect("serde writes the filter");
        let url = format!("{}?{query}", black_box(URL));
        black_box(http::Uri::try_from(url).expect("it is a URL"));
    })
}

#[cfg(feature = "peers")]
fn url() -> Box<dyn FnMut()> {
    Box::new(move || {
        let url = String::from(black_box(URL));
        black_box(http::Uri::try_from(url).expect("it is a URL"));
    })
}

#[cfg(all(test, feature = "peers"))]
mod tests {
    use trunkline::transport::Fake;

    use super::*;

    #[test]
    fn both_sides_write_the_same() {
        let fake = Fake::new().json(200, "");
        let client = api::Client::builder().transport(fake.clone()).build();
        send(filtered(&client.unwrap()));
        let requests = fake.requests();
        let theirs = serde_urlencoded::to_string(peer::filter()).unwrap();
        assert_eq!(requests[0].uri().query(), Some(&*theirs));
    }
}
