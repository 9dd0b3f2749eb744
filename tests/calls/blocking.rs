//! The blocking mode over the transport for tests: limits, walks, and what a builder refuses.

use std::time::Duration;

use trunkline::transport::{Fake, TransportErrorKind};

use crate::acme::{BlockingClient, Client, Error};

fn client(fake: &Fake) -> BlockingClient {
    let builder = Client::builder().base_url("http://acme.test");
    let client = builder.blocking_transport(fake.clone()).build_blocking();
    client.expect("the settings hold")
}

#[test]
fn a_reply_that_never_comes_takes_no_longer_than_the_call_may() {
    let fake = Fake::new().hang();
    match client(&fake)
        .log_in()
        .timeout(Duration::from_secs(7))
        .send()
    {
        Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Timeout),
        other => panic!("wanted a timeout, found {other:?}"),
    }
    assert_eq!(fake.elapsed(), Duration::from_secs(7));
}

#[test]
fn a_body_that_is_cut_short_is_kept_as_far_as_it_came() {
    let fake = Fake::new().cut(http::Response::new("[1, 2"));
    match client(&fake).log_in().send() {
        Err(Error::Transport(error)) => {
            assert_eq!(error.kind(), TransportErrorKind::Interrupted);
            let body = error.reply().map(|reply| reply.body().to_vec());
            assert_eq!(body.as_deref(), Some(b"[1, 2".as_slice()));
        }
        other => panic!("wanted a transport error, found {other:?}"),
    }
}

#[test]
fn a_walk_that_failed_is_over_until_it_is_resumed() {
    let fake = Fake::new().fail(TransportErrorKind::Connect);
    let mut items = client(&fake).list_users().items();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none() && items.next().is_none());
    items.resume();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn a_transport_of_the_other_mode_is_refused() {
    let builder = || Client::builder().base_url("http://acme.test");
    let error = builder().transport(Fake::new()).build_blocking();
    let error = error.expect_err("it does not block").to_string();
    assert!(error.contains("`.blocking_transport(…)`"), "{error}");
    let error = builder().blocking_transport(Fake::new()).build();
    let error = error.expect_err("it blocks").to_string();
    assert!(error.contains("`.transport(…)`"), "{error}");
}
