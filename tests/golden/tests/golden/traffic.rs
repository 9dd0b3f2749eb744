//! Retries, keys and limits of a generated client against the mock vendor, over sockets.

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use golden::traffic::{Client, ClientBuilder, Error, ErrorKind};
use trunkline::transport::TransportErrorKind;
use trunkline_mock::{Answer, Fault, Faults, Mock, Running};

async fn started(set: impl FnOnce(Mock) -> Mock) -> Running {
    let spec = "../../codegen/core/tests/golden/traffic.yaml";
    let mock = set(Mock::from_spec(spec).expect("the spec holds").items(5));
    mock.start().await.expect("127.0.0.1 has a free port")
}

fn builder(vendor: &Running) -> ClientBuilder {
    Client::builder().base_url(vendor.base_url())
}

fn client(vendor: &Running) -> Client {
    builder(vendor).build().expect("the settings hold")
}

/// The texts at a place of all requests.
fn sent(vendor: &Running, header: &str) -> Vec<String> {
    let requests = vendor.requests().into_iter();
    let texts = requests.map(|request| request.header(header).unwrap_or_default().to_owned());
    texts.collect()
}

#[tokio::test]
async fn a_call_whose_reply_is_lost_is_carried_out_once() {
    let vendor = started(|mock| mock.faults(Faults::new().within(1..=2, Fault::Reset))).await;
    let client = client(&vendor);
    client
        .pay(1, "9.50".parse::<trunkline::Decimal>().expect("a number"))
        .await
        .expect("the third try");
    let keys = sent(&vendor, "idempotency-key");
    assert_eq!(keys.len(), 3);
    assert!(
        keys[0].len() == 36 && keys.iter().all(|key| *key == keys[0]),
        "{keys:?}"
    );
    assert_eq!(vendor.carried_out("pay"), 1);
    client
        .pay(1, "9.50".parse::<trunkline::Decimal>().expect("a number"))
        .await
        .expect("another call");
    assert_eq!(vendor.carried_out("pay"), 2);
}

#[tokio::test]
async fn a_key_may_stand_in_the_body_or_be_an_argument() {
    let vendor =
        started(|mock| mock.faults(Faults::new().at(1, Fault::Cut).at(3, Fault::Cut))).await;
    let client = client(&vendor);
    client.place_order("a").await.expect("the second try");
    let key = trunkline::uuid::Uuid::from_u128(7);
    client.book(key).await.expect("the second try");
    let requests = vendor.requests();
    let [first, second, ..] = &requests[..] else {
        panic!("{requests:?}")
    };
    let id =
        |request: &trunkline_mock::Received| request.json().expect("JSON")["request_id"].clone();
    assert_eq!(id(first), id(second));
    assert_eq!(id(first).as_str().map(str::len), Some(36));
    assert_eq!(
        (
            vendor.carried_out("place_order"),
            vendor.carried_out("book")
        ),
        (1, 1)
    );
    let error = client
        .place_order("b")
        .request_id(id(first).as_str().expect("text"))
        .await;
    assert_eq!(
        error
            .expect_err("it is another call")
            .status()
            .map(|s| s.as_u16()),
        Some(422)
    );
}

#[tokio::test]
async fn what_may_have_been_carried_out_is_sent_once() {
    let vendor = started(|mock| mock).await;
    let client = client(&vendor);
    for fault in [Fault::Reset, Fault::Failing(1)] {
        vendor.set_faults(Faults::new().at(1, fault));
        let error = client.add_order("a").await.expect_err("it fails");
        assert_eq!(error.tries().len(), 1, "{error}");
    }
    vendor.set_faults(Faults::new().at(1, Fault::Throttled(None)));
    client.add_order("a").await.expect("it was not carried out");
    vendor.answer_next(Answer::kind("add_order", "SlowDown"));
    client.add_order("a").await.expect("nor was this");
    for kind in ["Hiccup", "Closed"] {
        vendor.answer_next(Answer::kind("add_order", kind));
        let Err(Error::Vendor(error)) = client.add_order("a").await else {
            panic!("it may have been carried out")
        };
        assert!(matches!(
            error.kind(),
            Some(ErrorKind::Hiccup | ErrorKind::Closed)
        ));
    }
}

#[tokio::test]
async fn calls_go_out_again_as_the_spec_says() {
    let vendor = started(|mock| mock).await;
    let client = client(&vendor);
    vendor.set_faults(Faults::new().within(1..=2, Fault::Failing(1)));
    client.get_order(1).await.expect("the third try");
    vendor.set_faults(Faults::new().always(Fault::Failing(1)));
    let error = client.get_order(1).await.expect_err("three tries are all");
    let statuses: Vec<_> = error
        .tries()
        .iter()
        .map(|one| one.status().map(|s| s.as_u16()))
        .collect();
    assert_eq!(statuses, [Some(500); 3]);
    assert_eq!(
        client.ping().await.expect_err("it has none").tries().len(),
        1
    );
    vendor.set_faults(
        Faults::new()
            .at(1, Fault::Reset)
            .at(2, Fault::Throttled(Some(0))),
    );
    client
        .replace_order(1, "b")
        .await
        .expect("PUT is idempotent");
    for _ in 0..5 {
        vendor.answer_next(Answer::new(500));
    }
    let error = client.search_orders().await;
    assert_eq!(error.expect_err("five tries are all").tries().len(), 5);
    let builder = builder(&vendor).max_tries(1);
    let once = builder.build().expect("the settings hold");
    vendor.set_faults(Faults::new().at(1, Fault::Failing(1)));
    assert_eq!(
        once.get_order(1)
            .await
            .expect_err("switched off")
            .tries()
            .len(),
        1
    );
}

#[tokio::test]
async fn the_vendor_says_how_long_to_wait() {
    let vendor = started(|mock| mock).await;
    let client = client(&vendor);
    vendor.set_faults(Faults::new().at(1, Fault::Throttled(Some(1))));
    let start = Instant::now();
    client.get_order(1).await.expect("the second try");
    assert!(start.elapsed() >= Duration::from_secs(1));
    vendor.answer_next(Answer::json(
        429,
        r#"{"error": {"code": "slow_down", "message": "", "wait": 0.3}}"#,
    ));
    let start = Instant::now();
    client.search_orders().await.expect("the second try");
    assert!(start.elapsed() >= Duration::from_millis(300));
    // A day is longer than the call may take.
    vendor.answer_next(Answer::new(429).header("retry-after", "86400"));
    let call = client.get_order(1).timeout(Duration::from_secs(1));
    let error = call.await.expect_err("there is no time");
    assert!(
        error
            .to_string()
            .contains("the next try would be due in 2s"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_refused_who_keeps_to_the_limits() {
    let vendor = started(Mock::keep_limits).await;
    let client = client(&vendor);
    let start = Instant::now();
    let calls = (0..7).map(|_| tokio::spawn(client.clone().export(1).send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("it ends").expect("it is not refused");
    }
    assert!(start.elapsed() >= Duration::from_millis(600));
    assert_eq!(vendor.requests().len(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_keep_to_the_limits_with_their_clones() {
    let slow = Faults::new().always(Fault::Latency(Duration::from_millis(20)));
    let vendor = started(|mock| mock.keep_limits().faults(slow)).await;
    let client = builder(&vendor)
        .build_blocking()
        .expect("the settings hold");
    let start = Instant::now();
    let calls: Vec<_> = (0..5)
        .map(|_| {
            let call = client.clone().stream(1);
            tokio::task::spawn_blocking(move || call.send())
        })
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is not refused");
    }
    // Two at once, then one in a tenth of a second each.
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!(vendor.most_at_once(), 1);
}

#[tokio::test]
async fn a_mock_that_keeps_its_limits_refuses_who_does_not() {
    let vendor = started(Mock::keep_limits).await;
    let clients: Vec<_> = (0..4)
        .map(|_| {
            builder(&vendor)
                .max_tries(1)
                .build()
                .expect("the settings hold")
        })
        .collect();
    let mut refused = 0;
    for client in &clients {
        if let Err(error) = client.export(1).await {
            assert!(
                matches!(&error, Error::Vendor(error) if error.kind() == Some(ErrorKind::SlowDown)),
                "{error}"
            );
            refused += 1;
        }
    }
    assert_eq!(refused, 1);
}

#[tokio::test]
async fn the_vendor_says_how_many_calls_are_left() {
    let vendor = started(|mock| mock.quota(2, Duration::from_millis(300))).await;
    let client = client(&vendor);
    let start = Instant::now();
    for _ in 0..5 {
        client.count(1).await.expect("it is not refused");
    }
    assert!(
        start.elapsed() >= Duration::from_millis(550),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(vendor.requests().len(), 5);
}

#[tokio::test]
async fn a_wait_that_would_pass_the_deadline_fails_at_once() {
    let vendor = started(|mock| mock).await;
    let client = client(&vendor);
    client.crawl(1).await.expect("the first");
    let start = Instant::now();
    let error = client.crawl(1).timeout(Duration::from_millis(50)).await;
    let error = error.expect_err("there is no time");
    assert!(start.elapsed() < Duration::from_millis(50));
    assert!(
        matches!(&error, Error::Busy(busy) if busy.limit() == "crawl"),
        "{error}"
    );
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test]
async fn so_many_calls_are_under_way_at_once() {
    let slow = Faults::new().always(Fault::Latency(Duration::from_millis(20)));
    let vendor = started(|mock| mock.faults(slow)).await;
    let client = client(&vendor);
    let calls = (0..20).map(|_| tokio::spawn(client.clone().get_order(1).send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("it ends").expect("it is sent");
    }
    assert_eq!(vendor.most_at_once(), 8);
}

#[tokio::test]
async fn where_nobody_listens_any_call_goes_out_again() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:9")
        .build()
        .expect("the settings hold");
    let error = client
        .add_order("a")
        .into_future()
        .await
        .expect_err("nobody is there");
    let faults: Vec<_> = error.tries().iter().map(|one| one.fault()).collect();
    assert_eq!(faults, [Some(TransportErrorKind::Connect); 3], "{error:?}");
}
