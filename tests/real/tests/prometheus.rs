//! The client against a Prometheus that runs on this machine. Where none is installed, it says so and passes.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use real::Prometheus;
use real::prometheus::{
    BlockingClient, Client, ClientBuilder, Error, ErrorKind, MetricType, Part, QueryResult,
    TargetHealth, TargetState,
};
use tempfile::TempDir;
use trunkline::jiff::{SignedDuration, Timestamp};

/// A Prometheus that scrapes itself each second. It ends when it is dropped.
struct Server {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Server {
    /// Nothing where no Prometheus is installed.
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let port = free_port();
        let address = format!("127.0.0.1:{port}");
        let settings = format!(
            "global: {{ scrape_interval: 1s }}\nscrape_configs:\n  - job_name: itself\n    \
             static_configs: [{{ targets: ['{address}'] }}]\n"
        );
        let file = folder.path().join("prometheus.yml");
        std::fs::write(&file, settings).expect("a file can be written");
        let process = Command::new("prometheus")
            .arg(format!("--config.file={}", file.display()))
            .arg(format!("--storage.tsdb.path={}", shown(folder.path())))
            .arg(format!("--web.listen-address={address}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match process {
            Ok(process) => Some(Self {
                process,
                port,
                _folder: folder,
            }),
            Err(error) => {
                println!(
                    "SKIPPED: no Prometheus runs here ({error}); `apt-get install prometheus`"
                );
                None
            }
        }
    }

    fn builder(&self) -> ClientBuilder {
        builder(self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended of itself needs no end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn shown(folder: &Path) -> String {
    folder.join("data").display().to_string()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("127.0.0.1 has a free port");
    let address = listener.local_addr();
    address.expect("a bound socket has an address").port()
}

fn builder(port: u16) -> ClientBuilder {
    let builder = Prometheus::builder();
    builder.host("127.0.0.1").port(i64::from(port))
}

/// Waits until the server has scraped itself.
async fn scraped(client: &Client) {
    let began = Instant::now();
    loop {
        let found = client.query("up").send().await;
        if matches!(&found, Ok(QueryResult::Vector(samples)) if !samples.is_empty()) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{found:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prometheus_is_asked_for_all_that_the_spec_describes() {
    let Some(server) = Server::start() else {
        return;
    };
    let client = server.builder().build().expect("the settings hold");
    scraped(&client).await;
    every_type_of_result(&client).await;
    a_range_in_chunks(&client).await;
    lists_and_names(&client).await;
    targets_and_build(&client).await;
    errors_inside_of_replies(&client).await;
    what_is_no_reply_of_the_api(&client, &server).await;

    let blocking = server.builder().build_blocking();
    let blocking = blocking.expect("the settings hold");
    let outcome = tokio::task::spawn_blocking(move || in_the_blocking_mode(&blocking));
    outcome.await.expect("it holds");
}

async fn every_type_of_result(client: &Client) {
    let QueryResult::Vector(samples) = client.query("up").await.expect("a vector") else {
        panic!("a vector");
    };
    assert_eq!(samples[0].metric["job"], "itself");
    assert_eq!(samples[0].value[1], Part::Str("1".to_owned()));
    let scalar = client.query("1 + 1").await.expect("a scalar");
    assert!(matches!(&scalar, QueryResult::Scalar(parts) if parts[1] == Part::Str("2".to_owned())));
    let text = client.query("\"ä + b & c\"").await.expect("a text");
    assert!(
        matches!(&text, QueryResult::String(parts) if parts[1] == Part::Str("ä + b & c".to_owned()))
    );
    let matrix = client.query("up[1m]").await.expect("a matrix");
    assert!(matches!(&matrix, QueryResult::Matrix(series) if !series[0].values.is_empty()));
    let at = Timestamp::UNIX_EPOCH;
    let then = client.query_by_form("up").time(at).await.expect("a vector");
    assert_eq!(
        then,
        QueryResult::Vector(Vec::new()),
        "nothing was up in 1970"
    );
}

/// Thousands of points, which come in chunks.
async fn a_range_in_chunks(client: &Client) {
    let end = Timestamp::now();
    let start = end - SignedDuration::from_mins(10);
    let step = SignedDuration::from_secs(1);
    let expression = "vector(1) or label_replace(vector(2), \"a\", \"b\", \"\", \"\")";
    let reply = client.query_range(expression, start, end, step).send_raw();
    let reply = reply.await.expect("a matrix");
    assert_eq!(
        reply.headers().get("content-length"),
        None,
        "it comes in chunks"
    );
    let QueryResult::Matrix(series) = reply.value else {
        panic!("a matrix");
    };
    let points: Vec<usize> = series.iter().map(|one| one.values.len()).collect();
    assert_eq!(points, [601, 601]);
}

async fn lists_and_names(client: &Client) {
    let labels = client.list_labels().await.expect("labels");
    assert!(labels.iter().any(|label| label == "job"), "{labels:?}");
    let jobs = client.list_label_values("job").await.expect("values");
    assert_eq!(jobs, ["itself"]);
    let series = client.list_series(["up", "prometheus_build_info"]);
    let mut names: Vec<String> = (series.await.expect("series").into_iter())
        .filter_map(|mut labels| labels.remove("__name__"))
        .collect();
    names.sort();
    assert_eq!(names, ["prometheus_build_info", "up"]);
    let metadata = client.list_metadata().metric("go_goroutines").await;
    let metadata = metadata.expect("metadata");
    assert_eq!(metadata["go_goroutines"][0].r#type, MetricType::Gauge);
}

async fn targets_and_build(client: &Client) {
    let targets = client.list_targets().state(TargetState::Active);
    let targets = targets.await.expect("targets");
    let [target] = &targets.active_targets[..] else {
        panic!("it scrapes itself alone: {targets:?}");
    };
    assert_eq!(target.health, TargetHealth::Up);
    assert!(target.last_scrape > Timestamp::now() - SignedDuration::from_mins(5));
    assert!(target.last_scrape_duration > SignedDuration::ZERO);
    let build = client.get_build_info().await.expect("what is running");
    assert!(!build.version.is_empty() && build.go_version.starts_with("go"));
}

async fn errors_inside_of_replies(client: &Client) {
    match client.query("up(").await {
        Err(Error::Vendor(error)) => {
            assert_eq!(error.kind(), Some(ErrorKind::BadData));
            assert_eq!(
                (error.code(), error.status().as_u16()),
                (Some("bad_data"), 400)
            );
            assert!(
                error
                    .message()
                    .is_some_and(|text| text.contains("parse error")),
                "{error}"
            );
        }
        other => panic!("wanted the vendor's error, found {other:?}"),
    }
    // Two series for one: it parses, and fails when it is evaluated.
    let twice = "label_replace(vector(1), \"x\", \"1\", \"\", \"\") + on() group_left() (vector(1) or label_replace(vector(2), \"a\", \"b\", \"\", \"\"))";
    match client.query(twice).await {
        Err(Error::Vendor(error)) => {
            assert_eq!(error.kind(), Some(ErrorKind::Execution));
            assert_eq!(error.status().as_u16(), 422);
        }
        other => panic!("wanted the vendor's error, found {other:?}"),
    }
}

/// A redirect that is not followed, a page of plain text under 404, and nobody at all.
async fn what_is_no_reply_of_the_api(client: &Client, server: &Server) {
    match client.open_home().await {
        Err(Error::Status(error)) => assert_eq!(error.status().as_u16(), 302),
        other => panic!("wanted a redirect, found {other:?}"),
    }
    let url = format!("http://127.0.0.1:{}/api/v0", server.port);
    let lost = Prometheus::builder().base_url(url).build();
    match lost.expect("the settings hold").list_labels().await {
        Err(Error::Status(error)) => assert_eq!(error.status().as_u16(), 404),
        other => panic!("wanted 404, found {other:?}"),
    }
    let nobody = builder(free_port()).build();
    let outcome = nobody.expect("the settings hold").list_labels().await;
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
}

fn in_the_blocking_mode(client: &BlockingClient) {
    let samples = client.query("up").send().expect("a vector");
    assert!(matches!(&samples, QueryResult::Vector(samples) if samples.len() == 1));
    let labels = client.list_labels().send().expect("labels");
    assert!(labels.iter().any(|label| label == "job"), "{labels:?}");
    let error = client.query("up(").send().expect_err("it is no expression");
    assert!(matches!(error, Error::Vendor(error) if error.kind() == Some(ErrorKind::BadData)));
    let error = client.open_home().send().expect_err("it leads elsewhere");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
}
