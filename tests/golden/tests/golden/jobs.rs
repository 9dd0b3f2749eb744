//! Jobs that are started and waited for, in both modes: over sockets against the mock vendor, and in virtual time.

use std::time::Duration;

use golden::jobs::{Client, ClientBuilder, Error, ErrorKind, Format, Report, State};
use trunkline::jiff::civil::date;
use trunkline::transport::Fake;
use trunkline::{Blocking, Json};
use trunkline_mock::{Answer, Mock, Running};

const LONG: Duration = Duration::from_secs(60);

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

async fn started(set: impl FnOnce(Mock) -> Mock) -> Running {
    let spec = "../../codegen/core/tests/golden/jobs.yaml";
    let mock = set(Mock::from_spec(spec).expect("the spec holds").items(5));
    mock.start().await.expect("127.0.0.1 has a free port")
}

fn builder(vendor: &Running) -> ClientBuilder {
    Client::builder().base_url(vendor.base_url())
}

fn client(vendor: &Running) -> Client {
    builder(vendor).build().expect("the settings hold")
}

fn calls(vendor: &Running) -> Vec<String> {
    let requests = vendor.requests().into_iter();
    requests
        .map(|request| format!("{} {}", request.method, request.path.replace("/v1", "")))
        .collect()
}

/// A client in virtual time, and what it is answered with.
fn virtual_time(fake: Fake) -> (Client, Fake) {
    let client = Client::builder().transport(fake.clone()).build();
    (client.expect("the settings hold"), fake)
}

fn report(state: &str) -> String {
    format!(r#"{{"report_id": "r-1", "state": "{state}", "token": "hush"}}"#)
}

#[tokio::test]
async fn a_job_is_started_and_asked_for_until_it_is_done() {
    for format in [Format::Json, Format::Xml] {
        let vendor = started(|mock| mock.polls(3)).await;
        let client = builder(&vendor).format(format).build().expect("settings");
        let call = client.start_report(date(2026, 11, 22)).title("Calls");
        let report: Report = call.wait(LONG).await.expect("it is done in the end");
        assert_eq!(report.state, State::Done);
        let calls = calls(&vendor);
        assert_eq!(calls[0], "POST /reports", "{format:?}");
        assert_eq!(
            calls[1..],
            vec![format!("GET /reports/{}", report.report_id); 4]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_waited_for_in_the_blocking_mode() {
    let vendor = started(|mock| mock.polls(1)).await;
    let client = builder(&vendor).build_blocking().expect("settings");
    let waited = move || {
        let client: Client<Blocking> = client;
        let report = client.start_report(date(2026, 11, 22)).wait(LONG)?;
        assert_eq!(report.state, State::Done);
        let error = client.get_report("other").wait(LONG);
        assert_eq!(
            error
                .expect_err("there is none")
                .status()
                .map(|s| s.as_u16()),
            Some(404)
        );
        client.get_report(report.report_id).wait(LONG)
    };
    let waited = tokio::task::spawn_blocking(waited).await.expect("no panic");
    assert_eq!(waited.expect("it is done").state, State::Done);
    // The job that is over is asked for once.
    assert_eq!(vendor.requests().len(), 1 + 2 + 1 + 1);
}

#[tokio::test]
async fn a_job_that_fails_is_an_error_that_shows_it() {
    let vendor = started(|mock| mock.polls(1).jobs_fail()).await;
    let waited = client(&vendor).start_report(date(2026, 11, 22)).wait(LONG);
    let error = waited.await.expect_err("it fails");
    let [(name, id)] = error.job() else {
        panic!("{error:?} knows its job")
    };
    assert_eq!(*name, "report_id");
    assert!(calls(&vendor)[1].ends_with(id), "{id}");
    let Error::Job(failed) = &error else {
        panic!("{error:?}")
    };
    assert!(failed.has_failed());
    let shown: Report = failed.shown().expect("it is a report");
    assert_eq!(shown.state, State::Failed);
    assert_eq!(
        error.to_string(),
        "get_report of jobs: the job has failed (HTTP 200)"
    );
    let token = shown.token.expect("the first has all fields");
    let debug = format!("{error:?} {failed:?}");
    assert!(!debug.contains(token.expose()), "{debug}");
}

#[tokio::test]
async fn a_location_says_which_job_was_started() {
    let vendor = started(|mock| mock.polls(2)).await;
    let client = client(&vendor);
    let site = client
        .create_site("Paris")
        .wait(LONG)
        .await
        .expect("in the end");
    let shown = format!("GET /sites/{}", site.site_id);
    assert_eq!(calls(&vendor), ["POST /sites", &shown, &shown, &shown]);

    let reply = client
        .create_site("Rome")
        .send_raw()
        .await
        .expect("a reply");
    assert_eq!(reply.meta.site_id, site.site_id);
    let again = client.get_site(reply.meta.site_id).send().await;
    assert_eq!(again.expect("the same").name, site.name);

    for location in [
        "https://cdn.example/v7/sites/12?full=1",
        "/sites/12/",
        "sites/%31%32",
    ] {
        vendor.answer_next(Answer::new(201).header("location", location));
        let reply = client.create_site("Bonn").send_raw().await;
        assert_eq!(reply.expect("a reply").meta.site_id, 12, "{location}");
    }
    for location in ["/users/12", "/sites/twelve", "/sites/"] {
        vendor.answer_next(Answer::new(201).header("location", location));
        let error = client.create_site("Oslo").send_raw().await;
        let error = error.expect_err("no number of a site");
        assert!(matches!(error, Error::Decode(_)), "{location}: {error:?}");
    }
    vendor.answer_next(Answer::new(201));
    client
        .create_site("Kiel")
        .await
        .expect("nobody asked where it is");
    vendor.answer_next(Answer::new(201));
    let error = client.create_site("Kiel").wait(LONG).await;
    assert_eq!(
        error.expect_err("nobody knows which").to_string(),
        "create_site of jobs: the reply cannot be read: the reply does not say which job was started: \
         there is no `site_id` for `get_site` (HTTP 201)"
    );
}

#[tokio::test]
async fn pauses_grow_and_the_last_question_is_asked_when_the_time_is_over() {
    let mut fake = Fake::new().json(200, r#"{"request_id": "r-1", "queued": true}"#);
    for _ in 0..5 {
        fake = fake.json(200, report("running"));
    }
    let (client, fake) = virtual_time(fake);
    let waited = client
        .start_report(date(2026, 11, 22))
        .wait(millis(150))
        .await;
    let error = waited.expect_err("it goes on and on");
    // 20, 30, 45, and then 67 ms, of which 55 are left.
    assert_eq!(fake.elapsed(), millis(150));
    assert_eq!(fake.requests().len(), 1 + 4);
    assert_eq!(
        error.to_string(),
        "get_report of jobs: the job is not done within 150ms, asked for 4 times (HTTP 200)"
    );
    let Error::Job(unfinished) = &error else {
        panic!("{error:?}")
    };
    assert!(!unfinished.has_failed());
    let shown: Json = unfinished.shown().expect("JSON");
    assert_eq!(shown.get("state").and_then(Json::as_str), Some("running"));
    assert_eq!(error.job(), [("report_id", "r-1".to_owned())]);
    assert!(!format!("{error:?}").contains("hush"));
}

#[tokio::test]
async fn pauses_grow_to_ten_times_the_first_and_are_as_long_as_the_vendor_says() {
    let running = |fake: Fake| fake.json(200, report("running"));
    let mut fake = Fake::new();
    for _ in 0..9 {
        fake = running(fake);
    }
    let (client, fake) = virtual_time(fake.json(200, report("done")));
    client
        .get_report("r-1")
        .wait(LONG)
        .await
        .expect("it is done");
    // By a half each time: 20, 30, 45, 67.5, 101.25, 151.875, then 200.
    let grown = 20_000 + 30_000 + 45_000 + 67_500 + 101_250 + 151_875 + 3 * 200_000;
    assert_eq!(fake.elapsed(), Duration::from_micros(grown));

    let slow = http::Response::builder().header("retry-after", "7");
    let slow = slow.body(report("running")).expect("a reply");
    let soon = http::Response::builder().header("retry-after", "0");
    let soon = soon.body(report("running")).expect("a reply");
    let fake = Fake::new()
        .reply(slow)
        .reply(soon)
        .json(200, report("done"));
    let (client, fake) = virtual_time(fake);
    client
        .get_report("r-1")
        .wait(LONG)
        .await
        .expect("it is done");
    assert_eq!(fake.elapsed(), Duration::from_secs(7) + millis(30));
}

#[tokio::test]
async fn what_a_poll_ends_in_ends_the_wait() {
    let fake = Fake::new()
        .json(200, report("queued"))
        .json(200, r#"{"error": "gone"}"#)
        .json(503, "{}")
        .json(200, r#"{"report_id": "r-1"}"#)
        .json(200, report("done"));
    let (client, _) = virtual_time(fake);
    let error = client.get_report("r-1").wait(LONG).await;
    let error = error.expect_err("the vendor says so");
    assert!(
        matches!(&error, Error::Vendor(error) if error.kind() == Some(ErrorKind::Gone)),
        "{error:?}"
    );
    assert_eq!(error.job(), [("report_id", "r-1".to_owned())]);
    let error = client.get_report("r-1").wait(LONG).await;
    assert_eq!(
        error.expect_err("no success").status().map(|s| s.as_u16()),
        Some(503)
    );
    // Not readable as a report, but not done either.
    let report = client.get_report("r-1").wait(LONG).await;
    assert_eq!(report.expect("it is done").state, State::Done);
}

/// What limits the call that starts a job limits each that asks for it.
#[tokio::test]
async fn the_calls_of_a_job_take_no_longer_than_the_first_may() {
    let fake = Fake::new().json(200, r#"{"request_id": "r-1", "queued": true}"#);
    let (client, fake) = virtual_time(fake.hang());
    let call = client.start_report(date(2026, 11, 22));
    let waited = call.timeout(Duration::from_secs(5)).wait(LONG).await;
    let error = waited.expect_err("nobody answers");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(fake.elapsed(), Duration::from_secs(5) + millis(20));
}
