//! Limits of calls whose reply is a stream: what its head says holds at once, and it counts until it is read.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::call::builder::CoreBuilder;
use crate::call::client::Core;
use crate::call::endpoint::{
    BasePart, ENDPOINT, Endpoint, Returns, Source, Streamed, VENDOR as PLAIN, VendorInfo, Wire,
};
use crate::call::exchange::{Action, Event, Exchange};
use crate::call::mode::{Async, Call};
use crate::call::outcome::Reads;
use crate::call::traffic::{LIMIT, Left, Limit, Reset, TRAFFIC, Traffic};
use crate::shape::FIELD;
use crate::transport::Fake;

static VENDOR: VendorInfo = VendorInfo {
    name: "acme",
    base: &[BasePart::Text("http://acme.test")],
    limits: &[
        Limit {
            name: "one",
            concurrent: Some(1),
            ..LIMIT
        },
        Limit {
            name: "counted",
            left: Some(Left {
                remaining: Source::Header("x-left"),
                reset: Source::Header("x-reset"),
                says: Reset::Seconds,
            }),
            ..LIMIT
        },
    ],
    ..PLAIN
};

static ONE: Endpoint = Endpoint {
    vendor: &VENDOR,
    name: "follow",
    returns: Returns::Stream(&Streamed {
        wire: Wire::Bytes,
        field: FIELD,
        end: None,
    }),
    traffic: &Traffic {
        limits: &[0],
        ..TRAFFIC
    },
    ..ENDPOINT
};

static COUNTED: Endpoint = Endpoint {
    traffic: &Traffic {
        limits: &[1],
        ..TRAFFIC
    },
    ..ONE
};

fn client() -> Core<Async> {
    let builder = CoreBuilder::new(&VENDOR).transport(Arc::new(Fake::new()));
    builder.build().expect("the settings hold")
}

fn call(client: &Core<Async>, endpoint: &'static Endpoint) -> Exchange {
    Exchange::new(Call::new(client, endpoint).draft, Reads::value::<()>())
}

/// A call whose stream has begun, with a head that says that no calls are left for seven seconds.
fn begun(client: &Core<Async>, endpoint: &'static Endpoint) -> Exchange {
    let mut first = call(client, endpoint);
    assert!(matches!(first.step(Event::Start), Action::Send(_)));
    let head = http::Response::builder()
        .header("x-left", "0")
        .header("x-reset", "7");
    let (head, _) = head.body(Bytes::new()).expect("a reply").into_parts();
    assert!(first.opens(&head));
    assert!(matches!(
        first.step(Event::Opened(head)),
        Action::Done(Ok(_))
    ));
    first
}

#[test]
fn a_stream_is_under_way_until_nobody_reads_it() {
    let client = client();
    let first = begun(&client, &ONE);
    let mut second = call(&client, &ONE);
    assert!(matches!(second.step(Event::Start), Action::Hold(_)));
    drop(first);
    assert!(matches!(second.step(Event::Waited), Action::Send(_)));
}

#[test]
fn the_head_of_a_stream_says_how_many_calls_are_left() {
    let client = client();
    let _first = begun(&client, &COUNTED);
    let Action::Wait(pause) = call(&client, &COUNTED).step(Event::Start) else {
        panic!("no calls are left")
    };
    assert_eq!(pause, Duration::from_secs(7));
}
