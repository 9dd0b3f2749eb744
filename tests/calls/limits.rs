//! How often calls go out where the vendor has limits, by a clock that is virtual.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use trunkline::Sending;
use trunkline::transport::{Body, BoxFuture, Fake, Payload, Transport, TransportError};

use crate::patient::{Client, Error, Vendor};

/// A vendor whose replies take a tenth of a second, and what it sees: when each call comes, and how many are there.
#[derive(Clone)]
struct Slow {
    fake: Fake,
    seen: Arc<Mutex<Vec<(String, u128)>>>,
    inside: Arc<Mutex<(usize, usize)>>,
}

impl Slow {
    fn new() -> Self {
        Self {
            fake: Fake::answering(|_| http::Response::new("7".into())),
            seen: Arc::default(),
            inside: Arc::default(),
        }
    }

    fn client(&self) -> Client {
        let builder = Client::builder().transport(self.clone());
        builder.build().expect("the settings hold")
    }

    /// The milliseconds at which each call came.
    fn at(&self) -> Vec<u128> {
        let seen = self.seen.lock().expect("nobody panics");
        seen.iter().map(|(_, at)| *at).collect()
    }
}

impl Transport for Slow {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let path = request.uri().path().to_owned();
        let at = self.fake.elapsed().as_millis();
        self.seen.lock().expect("nobody panics").push((path, at));
        Box::pin(async move {
            {
                let mut inside = self.inside.lock().expect("nobody panics");
                inside.0 += 1;
                inside.1 = inside.1.max(inside.0);
            }
            Transport::sleep(&self.fake, Duration::from_millis(100)).await;
            self.inside.lock().expect("nobody panics").0 -= 1;
            Transport::send(&self.fake, request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Transport::sleep(&self.fake, duration)
    }

    fn now(&self) -> std::time::Instant {
        Transport::now(&self.fake)
    }
}

#[tokio::test]
async fn so_many_calls_go_out_in_a_length_of_time_whoever_makes_them() {
    let slow = Slow::new();
    let client = slow.client();
    let calls = (0..5).map(|_| tokio::spawn(client.clone().paced().send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("it ends").expect("it is sent");
    }
    assert_eq!(slow.at(), [0, 0, 1000, 1000, 2000]);
}

#[tokio::test]
async fn so_many_calls_are_under_way_at_once() {
    let slow = Slow::new();
    let client = slow.client();
    let calls = (0..4).map(|_| tokio::spawn(client.clone().heavy().send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("it ends").expect("it is sent");
    }
    // Both limits hold: one at a time, two in a second.
    assert_eq!(slow.at(), [0, 100, 1000, 1100]);
    assert_eq!(slow.inside.lock().expect("nobody panics").1, 1);
}

#[tokio::test]
async fn who_comes_first_goes_first_and_a_narrow_limit_holds_up_none_but_its_own() {
    let slow = Slow::new();
    let client = slow.client();
    let calls = [
        tokio::spawn(client.rare().send()),
        tokio::spawn(client.rare().send()),
        tokio::spawn(client.paced().send()),
        tokio::spawn(client.paced().send()),
    ];
    for call in calls {
        call.await.expect("it ends").expect("it is sent");
    }
    let seen = slow.seen.lock().expect("nobody panics").clone();
    let seen: Vec<_> = seen.iter().map(|(path, at)| (path.as_str(), *at)).collect();
    let wanted = [
        ("/rare", 0),
        ("/paced", 0),
        ("/paced", 1000),
        ("/rare", 10_000),
    ];
    assert_eq!(seen, wanted);
}

/// A call that waits for a wide limit may hear that a narrow one holds it up for longer.
#[tokio::test]
async fn who_is_told_to_wait_longer_lets_others_pass() {
    let slow = Slow {
        fake: Fake::answering(|request| {
            let reply = http::Response::builder();
            let reply = match request.uri().path() {
                "/tallied" => reply
                    .header("date", "Tue, 01 Jan 2030 00:00:00 GMT")
                    .header("x-left", "0")
                    .header("x-reset", (1_893_456_000_u64 + 10).to_string()),
                _ => reply,
            };
            reply.body("7".into()).expect("a reply")
        }),
        ..Slow::new()
    };
    let client = slow.client();
    let calls = [
        tokio::spawn(client.paced().send()),
        tokio::spawn(client.tallied().send()),
        tokio::spawn(client.tallied().send()),
        tokio::spawn(client.paced().send()),
    ];
    for call in calls {
        call.await.expect("it ends").expect("it is sent");
    }
    assert_eq!(slow.at(), [0, 0, 1000, 10_100]);
}

#[tokio::test]
async fn a_login_keeps_to_the_limits() {
    let slow = Slow {
        fake: Fake::answering(|request| {
            http::Response::new(match request.uri().path() {
                "/login" => r#"{"token": "t0ken"}"#.into(),
                _ => "7".into(),
            })
        }),
        ..Slow::new()
    };
    let builder = Client::builder().transport(slow.clone()).admin("s3cret");
    let client = builder.build().expect("the settings hold");
    let calls = [
        tokio::spawn(client.heavy().send()),
        tokio::spawn(client.guarded().send()),
    ];
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    let seen = slow.seen.lock().expect("nobody panics").clone();
    let seen: Vec<_> = seen.iter().map(|(path, at)| (path.as_str(), *at)).collect();
    assert_eq!(seen, [("/heavy", 0), ("/login", 100), ("/guarded", 200)]);
}

#[tokio::test]
async fn a_wait_that_would_pass_the_deadline_fails_at_once() {
    let fake = Fake::answering(|_| http::Response::new("7".into()));
    let builder = Client::builder().transport(fake.clone());
    let client = builder.build().expect("the settings hold");
    client.rare().await.expect("the first");
    let error = client.rare().timeout(Duration::from_secs(5)).await;
    let error = error.expect_err("there is no time");
    assert_eq!(fake.elapsed(), Duration::ZERO);
    assert_eq!(
        error.to_string(),
        "rare of patient: `rare` leaves no room within 5s: the next call may be sent in 10s"
    );
    let Error::Busy(busy) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (busy.limit(), busy.wait()),
        ("rare", Some(Duration::from_secs(10)))
    );
    assert_eq!(error.tries(), []);
    assert_eq!(fake.requests().len(), 1);
    // Whoever gave up is no longer in line.
    client.rare().await.expect("after ten seconds");
    assert_eq!(fake.elapsed(), Duration::from_secs(10));
}

#[tokio::test]
async fn who_waits_in_line_until_the_deadline_is_told_why() {
    let slow = Slow::new();
    let client = slow.client();
    let first = client.heavy().into_future();
    let second = client.heavy().timeout(Duration::from_millis(40));
    let (first, error) = tokio::join!(first, second.into_future());
    first.expect("it is sent");
    let error = error.expect_err("there is no time");
    assert!(
        matches!(&error, Error::Busy(busy) if busy.wait().is_none()),
        "{error}"
    );
    assert_eq!(
        error.to_string(),
        "heavy of patient: `heavy` leaves no room within 40ms: too many calls are waiting or under way"
    );
}

/// Looks at a call once, which is not over yet.
fn poll(call: &mut Sending<i64, Vendor>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(Pin::new(call).poll(&mut context).is_pending());
}

#[tokio::test]
async fn nobody_overtakes_who_waits_in_line() {
    let fake = Fake::answering(|_| http::Response::new("7".into()));
    let builder = Client::builder().transport(fake.clone());
    let client = builder.build().expect("the settings hold");
    client.rare().await.expect("the first");
    let (mut second, mut third) = (client.rare().send(), client.rare().send());
    poll(&mut second);
    // There is room by now, but it is not the third one's.
    fake.pass(Duration::from_secs(10));
    poll(&mut third);
    assert_eq!(fake.requests().len(), 1);
    second.await.expect("it is its turn");
    assert_eq!(fake.requests().len(), 2);
    third.await.expect("ten seconds later");
    assert_eq!(fake.elapsed(), Duration::from_secs(20));
}

#[tokio::test]
async fn a_call_that_is_abandoned_makes_room() {
    let slow = Slow::new();
    let client = slow.client();
    let mut under_way = client.heavy().send();
    let mut in_line = client.heavy().send();
    poll(&mut under_way);
    poll(&mut in_line);
    drop(under_way);
    drop(in_line);
    client.heavy().await.expect("nobody is there");
    assert_eq!(slow.at(), [0, 0]);
}

#[tokio::test]
async fn the_vendor_says_how_many_calls_are_left() {
    let reply = |left: &str, reset: &str| {
        let reply = http::Response::builder()
            .header("x-left", left)
            .header("x-reset", reset);
        reply.body("7").expect("a reply")
    };
    // The wall clock of the fake begins with 2030.
    let start = 1_893_456_000_u64;
    let at = |seconds: u64| (start + seconds).to_string();
    let fake = Fake::new()
        .reply(reply("2", &at(5)))
        .reply(reply("1", &at(5)));
    let fake = fake.reply(reply("9", &at(5))).reply(reply("4", &at(12)));
    let fake = fake.reply(reply("0", &at(6))).reply(reply("x", "y"));
    let builder = Client::builder().transport(fake.clone());
    let client = builder.build().expect("the settings hold");
    let mut passed = Vec::new();
    for _ in 0..6 {
        client.counted().await.expect("it is sent");
        passed.push(fake.elapsed().as_secs());
    }
    // A reply that overtook another one does not bring calls back; a time that is over does.
    assert_eq!(passed, [0, 0, 0, 5, 5, 6]);
    let fake = fake.reply(reply("0", &at(100_000_000)));
    client.counted().await.expect("the last one");
    let Err(Error::Busy(busy)) = client.counted().await else {
        panic!("no calls are left")
    };
    assert_eq!(busy.wait(), Some(Duration::from_secs(24 * 60 * 60)));
    drop(fake);
}

/// Two clocks seldom agree: a reply that says the time is read by that.
#[tokio::test]
async fn the_end_of_a_limit_is_by_the_clock_of_the_vendor() {
    let reply = http::Response::builder()
        .header("date", "Tue, 01 Jan 2030 00:10:00 GMT")
        .header("x-left", "0")
        .header("x-reset", (1_893_456_000_u64 + 600 + 3).to_string());
    let fake = Fake::new().reply(reply.body("7").expect("a reply"));
    let builder = Client::builder().transport(fake.clone().json(200, "7"));
    let client = builder.build().expect("the settings hold");
    client.counted().await.expect("it is sent");
    client.counted().await.expect("it is sent in time");
    assert_eq!(fake.elapsed(), Duration::from_secs(3));
}

#[tokio::test]
async fn further_tries_keep_to_the_limits_as_well() {
    let fake = Fake::new().json(503, "").json(200, "7").json(503, "");
    let builder = Client::builder().transport(fake.clone());
    let client = builder.build().expect("the settings hold");
    client.paced_again().await.expect("the second try");
    assert_eq!(fake.elapsed(), Duration::from_secs(10));
    fake.pass(Duration::from_secs(10));
    // Where the limits leave no time for another try, what came of the first is what the caller sees.
    let error = client.paced_again().timeout(Duration::from_secs(5)).await;
    let error = error.expect_err("there is no time");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.tries().len(), 1);
    assert_eq!(fake.elapsed(), Duration::from_millis(20_750));
}

#[tokio::test]
async fn who_has_waited_is_signed_when_it_is_sent() {
    let fake = Fake::answering(|_| http::Response::new("7".into()));
    let builder = Client::builder().transport(fake.clone()).numbered("s3cret");
    let client = builder.build().expect("the settings hold");
    let calls = (0..4).map(|_| tokio::spawn(client.signed().send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("it ends").expect("it is sent");
    }
    let number = |request: &http::Request<_>| {
        let number = request.headers()["x-number"].to_str().expect("text");
        number.parse::<u32>().expect("a number")
    };
    // Two go out at once; the others were signed before they waited, and again.
    let numbers: Vec<u32> = fake.requests().iter().map(number).collect();
    assert_eq!(numbers, [0, 1, 4, 5]);
}

#[cfg(feature = "blocking")]
#[test]
fn threads_keep_to_the_limits_together() {
    let fake = Fake::answering(|_| http::Response::new("7".into()));
    let builder = Client::builder().blocking_transport(fake.clone());
    let client = builder.build_blocking().expect("the settings hold");
    std::thread::scope(|scope| {
        for _ in 0..5 {
            let client = client.clone();
            scope.spawn(move || client.heavy().send().expect("it is sent"));
        }
    });
    // Two in a second, whichever thread slept.
    assert!(fake.elapsed() >= Duration::from_secs(2), "{fake:?}");
    assert_eq!(fake.requests().len(), 5);
}
