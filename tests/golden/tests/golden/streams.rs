//! Replies that are read as they come, against the mock vendor, in both modes.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_core::Stream;
use golden::streams::{Auth, BlockingClient, Client, Error, ErrorKind, Job, State};
use trunkline::transport::TransportErrorKind;
use trunkline::{Drift, Feed, Vendor};
use trunkline_mock::{Answer, Mock, Running};

async fn vendor() -> Running {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/streams.yaml"
    );
    let mock = Mock::from_spec(path).expect("the spec is right");
    mock.start().await.expect("it starts")
}

fn token(vendor: &Running) -> Auth {
    let secrets = vendor.credentials("token");
    Auth::Token(secrets[0].clone().into())
}

fn client(vendor: &Running) -> Client {
    let builder = Client::builder().base_url(vendor.base_url());
    let builder = builder.auth(token(vendor)).max_body(10_000);
    builder.build().expect("the settings hold")
}

async fn blocking<T: Send + 'static>(
    vendor: &Running,
    work: impl FnOnce(BlockingClient) -> T + Send + 'static,
) -> T {
    let builder = Client::builder().base_url(vendor.base_url());
    let builder = builder.auth(token(vendor)).max_body(10_000);
    let work = move || work(builder.build_blocking().expect("the settings hold"));
    tokio::task::spawn_blocking(work).await.expect("it ends")
}

/// Everything that comes, an error as its line.
async fn all<T, V: Vendor>(mut feed: Feed<T, V>) -> Vec<Result<T, String>> {
    let mut found = Vec::new();
    loop {
        match feed.try_next().await {
            Ok(Some(item)) => found.push(Ok(item)),
            Ok(None) => return found,
            Err(error) => found.push(Err(error.to_string())),
        }
    }
}

fn events(body: &str) -> Answer {
    let answer = Answer::new(200).header("content-type", "text/event-stream");
    answer.body(body).in_pieces(3)
}

fn lines(body: &str) -> Answer {
    let answer = Answer::new(200).header("content-type", "application/json");
    answer.body(body).in_pieces(3)
}

#[tokio::test]
async fn lines_become_values_wherever_they_are_cut() {
    let vendor = vendor().await;
    let mut feed = client(&vendor).jobs().await.expect("it begins");
    assert_eq!(feed.status(), 200);
    assert_eq!(feed.headers()["content-type"], "application/x-ndjson");
    let first: Job = feed.try_next().await.expect("a job").expect("a job");
    let rest = all(feed).await;
    assert!(rest.iter().all(Result::is_ok) && rest.len() > 2, "{rest:?}");
    let waited = blocking(&vendor, |client| {
        let jobs = client.jobs().send()?;
        jobs.collect::<Result<Vec<Job>, Error>>()
    });
    let waited = waited.await.expect("all of them");
    assert_eq!((&waited[0], waited.len()), (&first, rest.len() + 1));
}

#[tokio::test]
async fn a_word_ends_a_stream() {
    let vendor = vendor().await;
    vendor.answer_next(lines("1.50\n\nnull\n  -2\nEND\nand more"));
    let found = all(client(&vendor).numbers().await.expect("it begins")).await;
    let shown = found.into_iter().map(|number| {
        let number = number.expect("a number or nothing");
        number.map_or_else(|| "-".to_owned(), |number| number.to_string())
    });
    assert_eq!(shown.collect::<Vec<_>>(), ["1.50", "-", "-2"]);
}

#[tokio::test]
async fn events_bring_their_names_and_ids() {
    let vendor = vendor().await;
    let client = client(&vendor);
    let mut feed = client.watch().await.expect("it begins");
    let first = feed.try_next().await.expect("one").expect("one");
    assert_eq!((&*first.name, &*first.id), ("item", "1"));
    assert_eq!(feed.last_event_id(), Some("1"));
    assert_eq!(feed.retry_after(), Some(Duration::from_millis(2500)));
    let second = feed.try_next().await.expect("one").expect("one");
    drop(feed);
    // A new call goes on where the last one ended.
    let mut feed = client.watch().last_event_id("1").await.expect("it begins");
    assert_eq!(feed.try_next().await.expect("one"), Some(second));
    let waited = blocking(&vendor, |client| {
        let mut feed = client.watch().send().expect("it begins");
        let event = feed.next().expect("one").expect("one");
        (event, feed.last_event_id().map(str::to_owned))
    });
    assert_eq!(waited.await, (first, Some("1".to_owned())));
}

#[tokio::test]
async fn events_end_with_their_word() {
    let vendor = vendor().await;
    let body = "data: {\"text\":\"Hel\"}\n\ndata: {\"text\":\"lo\",\ndata:  \"tokens\":2}\n\ndata: [DONE]\n\ndata: x\n\n";
    let expected = ["Hel", "lo"];
    for _ in 0..2 {
        vendor.answer_next(events(body));
    }
    let call = client(&vendor).complete("Say hello").max(5);
    let found = all(call.await.expect("it begins")).await;
    let texts: Vec<_> = found
        .iter()
        .flatten()
        .map(|event| &*event.data.text)
        .collect();
    assert_eq!(texts, expected);
    assert_eq!(found.len(), 2);
    let sent = vendor.requests().pop().expect("a request");
    assert_eq!(sent.header("accept"), Some("text/event-stream"));
    assert_eq!(sent.body, br#"{"prompt":"Say hello","max":5}"#);
    let waited = blocking(&vendor, |client| {
        let feed = client.complete("Say hello").send().expect("it begins");
        feed.map(|event| event.expect("one").data.text)
            .collect::<Vec<_>>()
    });
    assert_eq!(waited.await, expected);
    // The mock ends its own with the word too.
    let made = all(client(&vendor).complete("").await.expect("it begins")).await;
    assert!(made.iter().all(Result::is_ok) && !made.is_empty());
}

#[tokio::test]
async fn data_that_are_text_stay_as_they_are() {
    let vendor = vendor().await;
    vendor.answer_next(events("data: \"a\"\ndata\ndata:  b\n\nevent: e\ndata:\n\n"));
    let found = all(client(&vendor).log().await.expect("it begins")).await;
    let found = found.into_iter().map(|event| event.expect("an event"));
    let found: Vec<_> = found.map(|event| (event.name, event.data)).collect();
    let event = |name: &str, data: &str| (name.to_owned(), data.to_owned());
    assert_eq!(found, [event("message", "\"a\"\n\n b"), event("e", "")]);
}

#[tokio::test]
async fn bytes_come_as_they_are() {
    let vendor = vendor().await;
    let chunks = all(client(&vendor).film(7).await.expect("it begins")).await;
    let chunks = chunks.into_iter().map(|chunk| chunk.expect("bytes"));
    let film: Vec<u8> = chunks.flatten().collect();
    assert!(film.starts_with(b"bytes of film\0"), "{film:?}");
    let waited = blocking(&vendor, |client| {
        let mut film = Vec::new();
        let mut feed = client.film(7).send().expect("it begins");
        feed.read_to_end(&mut film).map(|_| film)
    });
    assert_eq!(waited.await.expect("bytes"), film);
}

#[tokio::test]
async fn errors_come_before_a_stream_begins() {
    let vendor = vendor().await;
    let error = r#"{"error": {"code": "overloaded", "message": "later"}}"#;
    // By a rule, with an error's status and with that of a success.
    for status in [503, 200] {
        vendor.answer_next(Answer::json(status, error));
        match client(&vendor).watch().await {
            Err(Error::Vendor(error)) => {
                assert_eq!(error.kind(), Some(ErrorKind::Overloaded));
                assert_eq!(error.message(), Some("later"));
                assert_eq!(error.status(), status);
            }
            other => panic!("{other:?}"),
        }
    }
    vendor.answer_next(Answer::json(500, "{}"));
    let error = client(&vendor).jobs().await.expect_err("a 500");
    assert!(matches!(error, Error::Status(_)), "{error}");
    // A page for people is no stream.
    let html = || {
        Answer::new(200)
            .header("content-type", "text/html")
            .body("<h1>Hi</h1>")
    };
    for _ in 0..3 {
        vendor.answer_next(html());
    }
    let error = client(&vendor).watch().await.expect_err("a page");
    let line = "watch of streams: the reply, 11 bytes of text/html, cannot be read: it is not the stream that was asked for (HTTP 200)";
    assert_eq!(error.to_string(), line);
    assert!(matches!(error, Error::Decode(_)));
    assert!(client(&vendor).jobs().await.is_err());
    let waited = blocking(&vendor, |client| client.watch().send().map(drop));
    assert_eq!(waited.await.expect_err("a page").to_string(), line);
    // Nothing to stream is an empty stream.
    vendor.answer_next(Answer::new(204));
    assert!(
        all(client(&vendor).watch().await.expect("it begins"))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn errors_in_a_stream_are_told_apart() {
    let vendor = vendor().await;
    let job = r#"{"id":1,"state":"done","at":"2026-01-02T03:04:05Z"}"#;
    let body = format!(
        "{job}\n{{\"id\":\"x\"}}\nnonsense\n{job}\n{{\"error\":{{\"code\":\"no_job\"}}}}\n{job}\n"
    );
    vendor.answer_next(lines(&body));
    let mut feed = client(&vendor)
        .jobs()
        .state(State::Done)
        .await
        .expect("it begins");
    assert_eq!(
        feed.try_next().await.expect("a job").map(|job| job.id),
        Some(1)
    );
    let error = feed.try_next().await.expect_err("an id that is text");
    let line = "jobs of streams: an item of the stream cannot be read: found text `x`, wanted a whole number of 64 bits, at `id` (line 1, column 7) (HTTP 200)";
    assert_eq!(error.to_string(), line);
    assert_eq!(
        error.raw_body().map(|body| &body[..]),
        Some(&br#"{"id":"x"}"#[..])
    );
    let error = feed.try_next().await.expect_err("no JSON");
    assert!(
        error
            .to_string()
            .contains("an item of the stream cannot be read"),
        "{error}"
    );
    assert_eq!(
        feed.try_next().await.expect("a job").map(|job| job.id),
        Some(1)
    );
    match feed.try_next().await {
        Err(Error::Vendor(error)) => assert_eq!(error.kind(), Some(ErrorKind::NoJob)),
        other => panic!("{other:?}"),
    }
    assert_eq!(feed.try_next().await.expect("it is over"), None);
}

#[tokio::test]
async fn a_cut_stream_is_no_end() {
    let vendor = vendor().await;
    let job = r#"{"id":1,"state":"done","at":"2026-01-02T03:04:05Z"}"#;
    let body = format!("{job}\n{job}\n");
    let cut = || Answer::cut(200, body.clone(), body.len() - 5);
    (0..2).for_each(|_| vendor.answer_next(cut()));
    let mut feed = client(&vendor).jobs().await.expect("it begins");
    assert!(feed.try_next().await.expect("a job").is_some());
    match feed.try_next().await {
        Err(Error::Transport(error)) => {
            assert_eq!(error.kind(), TransportErrorKind::Interrupted);
        }
        other => panic!("{other:?}"),
    }
    assert!(feed.try_next().await.expect("it is over").is_none());
    let waited = blocking(&vendor, |client| {
        client
            .jobs()
            .send()
            .expect("it begins")
            .map(|job| job.is_ok())
            .collect::<Vec<_>>()
    });
    assert_eq!(waited.await, [true, false]);
}

#[tokio::test]
async fn an_item_without_end_is_given_up() {
    let vendor = vendor().await;
    let endless = "x".repeat(20_000);
    vendor.answer_next(lines(&endless));
    vendor.answer_next(events(&format!("data: {endless}")));
    vendor.answer_next(events(&format!("data: {endless}")));
    let limit = "an item of the stream is larger than 10000 bytes (`max_body`) (HTTP 200)";
    let mut feed = client(&vendor).jobs().await.expect("it begins");
    let error = feed.try_next().await.expect_err("too large");
    assert_eq!(error.to_string(), format!("jobs of streams: {limit}"));
    assert!(matches!(error, Error::Limit(_)));
    let found = all(client(&vendor).watch().await.expect("it begins")).await;
    assert_eq!(found, [Err(format!("watch of streams: {limit}"))]);
    let waited = blocking(&vendor, |client| {
        let feed = client.watch().send().expect("it begins");
        feed.map(|event| event.expect_err("too large").to_string())
            .collect::<Vec<_>>()
    });
    assert_eq!(waited.await, [format!("watch of streams: {limit}")]);
}

#[tokio::test]
async fn secrets_in_items_are_not_shown() {
    let vendor = vendor().await;
    vendor.answer_next(lines(
        "{\"key\":\"s3cret-key\"}\n{\"key\":\"s3cret-key\",}\n",
    ));
    let mut feed = client(&vendor)
        .keys([("a".to_owned(), "b".to_owned())].into())
        .await
        .expect("it begins");
    let login = feed.try_next().await.expect("a key").expect("a key");
    assert!(!format!("{login:?}").contains("s3cret"));
    let error = feed.try_next().await.expect_err("broken JSON");
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
}

/// A vendor that begins a stream with these words and never goes on.
fn silent(begin: &'static str) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let mut open = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut head = [0; 4096];
            _ = stream.read(&mut head).expect("a request");
            let reply = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
            stream
                .write_all(format!("{reply}{begin}").as_bytes())
                .expect("it is open");
            open.push(stream);
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn a_stream_that_says_nothing_runs_out_of_time() {
    let base = silent("data: one\n\ndata: tw");
    let quiet = Duration::from_millis(150);
    let check = |error: Error| match error {
        Error::Transport(error) => {
            assert_eq!(error.kind(), TransportErrorKind::Timeout);
            let line = "log of streams: nothing came for 150ms (HTTP 200)";
            assert_eq!(error.to_string(), line);
        }
        other => panic!("{other:?}"),
    };
    let settings = Client::builder().base_url(&base);
    let client = settings.build().expect("the settings hold");
    let mut feed = client.log().idle_timeout(quiet).await.expect("it begins");
    assert_eq!(
        feed.try_next().await.expect("one").expect("one").data,
        "one"
    );
    check(feed.try_next().await.expect_err("nothing comes"));
    assert!(feed.try_next().await.expect("it is over").is_none());
    let work = move || {
        let settings = Client::builder().base_url(base);
        let client = settings.build_blocking().expect("the settings hold");
        let mut feed = client.log().idle_timeout(quiet).send().expect("it begins");
        let first = feed.next().expect("one").expect("one");
        (
            first.data,
            feed.next().expect("an error").expect_err("nothing comes"),
        )
    };
    let (first, error) = tokio::task::spawn_blocking(work).await.expect("it ends");
    assert_eq!(first, "one");
    check(error);
}

/// What is read of an endless stream: as much as is asked for, and what the sockets hold.
#[tokio::test]
async fn a_stream_is_read_no_further_than_it_is_asked_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let sent = Arc::new(AtomicU64::new(0));
    let counted = sent.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut head = [0; 4096];
            _ = stream.read(&mut head).expect("a request");
            _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            let chunk = [b'x'; 64 * 1024];
            while stream.write_all(&chunk).is_ok() {
                counted.fetch_add(chunk.len() as u64, Ordering::SeqCst);
            }
        }
    });
    let settings = || Client::builder().base_url(&base).max_body(1000);
    let client = settings().build().expect("the settings hold");
    let mut film = client.film(1).await.expect("it begins");
    let mut read = 0;
    while read < 32 << 20 {
        read += film.try_next().await.expect("bytes").expect("bytes").len() as u64;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let ahead = sent.load(Ordering::SeqCst) - read;
    assert!(ahead < 16 << 20, "{ahead} bytes are held");
    drop(film);
    let client = settings().build_blocking().expect("the settings hold");
    let work = move || {
        let before = sent.load(Ordering::SeqCst);
        let mut film = client.film(1).send().expect("it begins");
        let mut read = 0;
        while read < 32 << 20 {
            read += film.next().expect("bytes").expect("bytes").len() as u64;
        }
        std::thread::sleep(Duration::from_millis(200));
        sent.load(Ordering::SeqCst) - before - read
    };
    let ahead = tokio::task::spawn_blocking(work).await.expect("it ends");
    assert!(ahead < 16 << 20, "{ahead} bytes are held");
}

/// A feed is a stream of whoever likes one.
#[tokio::test]
async fn a_feed_is_a_stream() {
    let vendor = vendor().await;
    let feed = client(&vendor).jobs().await.expect("it begins");
    let mut feed = std::pin::pin!(feed);
    let first = std::future::poll_fn(|context| feed.as_mut().poll_next(context)).await;
    assert!(first.expect("one").is_ok());
}

/// How long a stream takes in all is not limited: only how long nothing comes.
#[tokio::test]
async fn a_stream_may_take_longer_than_a_call() {
    let base = steady();
    let timeout = Duration::from_millis(400);
    let settings = Client::builder().base_url(&base).timeout(timeout);
    let client = settings.build().expect("the settings hold");
    let found = all(client.log().await.expect("it begins")).await;
    assert_eq!(found.len(), STEPS, "{found:?}");
    assert!(found.iter().all(Result::is_ok), "{found:?}");
    let work = move || {
        let settings = Client::builder().base_url(base).timeout(timeout);
        let client = settings.build_blocking().expect("the settings hold");
        client
            .log()
            .send()
            .expect("it begins")
            .filter(Result::is_ok)
            .count()
    };
    let found = tokio::task::spawn_blocking(work).await.expect("it ends");
    assert_eq!(found, STEPS);
}

const STEPS: usize = 8;

/// A vendor that says something every tenth of a second.
fn steady() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            _ = stream.read(&mut [0; 4096]).expect("a request");
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream";
            _ = stream.write_all(format!("{head}\r\n\r\n").as_bytes());
            for _ in 0..STEPS {
                std::thread::sleep(Duration::from_millis(100));
                _ = stream.write_all(b"data: one\n\n");
            }
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn the_last_line_needs_no_end() {
    let vendor = vendor().await;
    vendor.answer_next(lines("1\n2\n3"));
    let found = all(client(&vendor).numbers().await.expect("it begins")).await;
    assert_eq!(found.len(), 3, "{found:?}");
    vendor.answer_next(lines("1\n2\n3"));
    let count = |client: BlockingClient| client.numbers().send().expect("it begins").count();
    assert_eq!(blocking(&vendor, count).await, 3);
}

#[tokio::test]
async fn items_that_differ_from_the_spec_are_told_one_by_one() {
    let vendor = vendor().await;
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let to = told.clone();
    let drift = Drift::report(move |report| {
        let lines = report.differences().iter().map(ToString::to_string);
        to.lock().expect("no panic").extend(lines);
    });
    let job = |id: i64, more: &str| {
        format!(r#"{{"id": {id}, "state": "done", "at": "2026-11-22T08:00:00Z"{more}}}"#)
    };
    let body = [job(1, ""), job(2, r#", "new": 1"#), job(3, "")].join("\n");
    let settings = |drift| {
        let builder = Client::builder().base_url(vendor.base_url());
        let builder = builder.auth(token(&vendor)).drift(drift);
        builder.build().expect("the settings hold")
    };
    vendor.answer_next(lines(&body));
    let found = all(settings(drift).jobs().await.expect("it begins")).await;
    assert!(found.iter().all(Result::is_ok), "{found:?}");
    assert_eq!(
        *told.lock().expect("no panic"),
        ["`Job` declares no field `new`, at `new`"]
    );
    vendor.answer_next(lines(&body));
    let found = all(settings(Drift::Deny).jobs().await.expect("it begins")).await;
    let held: Vec<bool> = found.iter().map(Result::is_ok).collect();
    assert_eq!(held, [true, false, true], "{found:?}");
}
