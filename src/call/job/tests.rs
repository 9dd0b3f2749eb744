//! What a status alone says of a job.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{Begin, Job, Next, Waiting};
use crate::call::builder::CoreBuilder;
use crate::call::endpoint::{BasePart, Condition, ENDPOINT, Endpoint, VENDOR as PLAIN, VendorInfo};
use crate::call::exchange::{Action, Event};
use crate::call::mode::Call;
use crate::call::outcome::Reads;
use crate::error::{Cause, JobFault};
use crate::transport::Fake;

static VENDOR: VendorInfo = VendorInfo {
    name: "acme",
    base: &[BasePart::Text("http://acme.test")],
    ..PLAIN
};

static SHOW: Endpoint = Endpoint {
    vendor: &VENDOR,
    name: "show",
    ..ENDPOINT
};

static JOB: Job = Job {
    poll: &SHOW,
    // A job that has failed is over, whatever else is said of it.
    done: &[&[Condition::Http(&[(200, 200), (410, 410)])]],
    failed: &[&[Condition::Http(&[(410, 410)])]],
    every: 10,
};

/// What comes of a job whose first reply has this status.
fn answered(status: u16) -> Next {
    let builder = CoreBuilder::new(&VENDOR).transport(Arc::new(Fake::new()));
    let client = builder.build().expect("the settings hold");
    let draft = Call::new(&client, &SHOW).draft;
    let reads = Reads::value::<()>();
    let mut waiting = Waiting::new(draft, &JOB, Begin::Poll, Duration::from_secs(9), reads);
    let Next::Ask(mut exchange) = waiting.begin() else {
        panic!("it is asked for")
    };
    exchange.step(Event::Start);
    let reply = http::Response::builder().status(status);
    let reply = reply.body(Bytes::new()).expect("a reply");
    match exchange.step(Event::Reply(reply)) {
        Action::Done(result) => waiting.heard(result),
        _ => panic!("the call is over"),
    }
}

#[test]
fn a_status_says_that_a_job_is_done_or_has_failed_or_neither() {
    assert!(matches!(answered(200), Next::Over(Ok(_))));
    assert!(matches!(answered(202), Next::Pause(_)));
    for (status, has_failed) in [(410, true), (404, false)] {
        let Next::Over(Err(failure)) = answered(status) else {
            panic!("it is over")
        };
        let is_failed = matches!(failure.cause, Cause::Job(JobFault::Failed));
        assert_eq!(is_failed, has_failed, "{failure}");
    }
}
