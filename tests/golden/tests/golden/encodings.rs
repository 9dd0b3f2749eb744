//! Replies in gzip and brotli, against the mock vendor, in both modes: what is asked for, expanded and refused.

use std::io::Write;

use golden::{requests, streams};
use trunkline::transport::TransportErrorKind;
use trunkline_mock::{Answer, Mock, Running};

const MAX_BODY: usize = 100_000;

async fn vendor(spec: &str) -> Running {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/"
    );
    let mock = Mock::from_spec(format!("{folder}{spec}.yaml")).expect("the spec is right");
    mock.start().await.expect("it starts")
}

fn builder(vendor: &Running) -> requests::ClientBuilder {
    let builder = requests::Client::builder().base_url(vendor.base_url());
    builder.max_body(MAX_BODY)
}

/// The same call in both modes.
async fn search(vendor: &Running) -> [Result<i64, requests::Error>; 2] {
    let client = builder(vendor).build().expect("the settings hold");
    let first = client.search().await.map(|found| found.id);
    let client = builder(vendor).build_blocking().expect("the settings hold");
    let work = move || client.search().send().map(|found| found.id);
    [
        first,
        tokio::task::spawn_blocking(work).await.expect("it ends"),
    ]
}

fn answer_twice(vendor: &Running, answer: &Answer) {
    (0..2).for_each(|_| vendor.answer_next(answer.clone()));
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).expect("it is memory");
    encoder.finish().expect("it is memory")
}

/// Brotli that leaves a short body as it is (RFC 7932, section 9.2): an uncompressed block, and an empty last one.
fn brotli(body: &[u8]) -> Vec<u8> {
    let head = (1_u32 << 20) | (u32::try_from(body.len()).expect("it is short") - 1) << 4;
    [&head.to_le_bytes()[..3], body, &[3]].concat()
}

fn encoded(encoding: &str, body: Vec<u8>) -> Answer {
    let answer = Answer::new(200).header("content-type", "application/json");
    answer.header("content-encoding", encoding).body(body)
}

#[tokio::test]
async fn replies_are_expanded() {
    let vendor = vendor("requests").await;
    let body = br#"{"id": 7}"#;
    for answer in [
        encoded("gzip", gzip(body)),
        encoded("GZIP", gzip(body)).in_pieces(3),
        encoded("br", brotli(body)),
        encoded("br", brotli(body)).in_pieces(2),
        encoded("identity", body.to_vec()),
    ] {
        answer_twice(&vendor, &answer);
        for found in search(&vendor).await {
            assert_eq!(found.expect("it is expanded"), 7, "{answer:?}");
        }
    }
    for sent in vendor.requests() {
        assert_eq!(sent.header("accept-encoding"), Some("br, gzip"));
    }
}

#[tokio::test]
async fn a_bomb_is_refused() {
    let vendor = vendor("requests").await;
    let bomb = gzip(&vec![b' '; 50 << 20]);
    assert!(bomb.len() < MAX_BODY, "{}", bomb.len());
    answer_twice(&vendor, &encoded("gzip", bomb));
    for found in search(&vendor).await {
        let error = found.expect_err("too large");
        let line = "search of requests: the body of the reply is larger than 100000 bytes (`max_body`) (HTTP 200)";
        assert_eq!(error.to_string(), line);
        assert!(matches!(error, requests::Error::Limit(_)));
    }
}

#[tokio::test]
async fn what_is_cut_off_or_damaged_is_no_reply() {
    let vendor = vendor("requests").await;
    let whole = gzip(br#"{"id": 7}"#);
    let mut damaged = whole.clone();
    let at = damaged.len() - 6;
    damaged[at] ^= 1;
    for (body, wanted) in [
        (
            whole[..whole.len() - 3].to_vec(),
            "the body ends in the middle of its encoding, `gzip`",
        ),
        (damaged, "the body is not in its encoding, `gzip`"),
        (
            b"{\"id\": 7, \"plain\": true}".to_vec(),
            "the body is not in its encoding, `gzip`",
        ),
    ] {
        answer_twice(&vendor, &encoded("gzip", body));
        for found in search(&vendor).await {
            match found {
                Err(requests::Error::Transport(error)) => {
                    assert_eq!(error.kind(), TransportErrorKind::Interrupted);
                    assert!(error.to_string().contains(wanted), "{error}");
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn streams_are_expanded_while_they_come() {
    let vendor = vendor("streams").await;
    let body: String = (0..5000).map(|number| format!("{number}\n")).collect();
    let body = gzip(body.as_bytes());
    for answer in [
        encoded("gzip", body.clone()).in_pieces(7),
        encoded("gzip", body[..body.len() / 2].to_vec()),
    ] {
        answer_twice(&vendor, &answer);
    }
    let builder = || {
        let builder = streams::Client::builder().base_url(vendor.base_url());
        // Of one item: the whole stream is larger.
        builder.max_body(1000)
    };
    let client = builder().build_blocking().expect("the settings hold");
    let client_of_async = builder().build().expect("the settings hold");
    let mut feed = client_of_async.numbers().await.expect("it begins");
    let mut count = 0;
    while let Some(number) = feed.try_next().await.expect("a number") {
        assert_eq!(number.expect("a number").to_string(), count.to_string());
        count += 1;
    }
    assert_eq!(count, 5000);
    let work = move || {
        let whole = client
            .numbers()
            .send()
            .expect("it begins")
            .filter(Result::is_ok);
        let whole = whole.count();
        let cut = client.numbers().send().expect("it begins").last();
        (
            whole,
            cut.expect("an error")
                .expect_err("it is cut off")
                .to_string(),
        )
    };
    let (whole, cut) = tokio::task::spawn_blocking(work).await.expect("it ends");
    assert_eq!(whole, 5000);
    let line = "numbers of streams: the body ends in the middle of its encoding, `gzip` (HTTP 200)";
    assert_eq!(cut, line);
}
