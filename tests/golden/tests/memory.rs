//! A hundred thousand records through a walk, in a process of its own: the memory is that of a page, not of all.
#![cfg(target_os = "linux")]

use golden::pages::{Auth, Client, ClientBuilder};
use trunkline::transport::Fake;
use trunkline_mock::{Mock, Running};

const SPEC: &str = "../../codegen/core/tests/golden/pages.yaml";
const RECORDS: u64 = 100_000;
const MOST: u64 = 50 * 1024 * 1024;

/// The most memory that the process ever had, the vendor's included, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux says it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
    kilobytes
        .map(|kilobytes: u64| kilobytes * 1024)
        .expect("a number of kB")
}

fn builder(vendor: &Running) -> ClientBuilder {
    let [key] = vendor.credentials("key").try_into().expect("one secret");
    Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::key(key))
}

/// Pages that would be more than is allowed together, of one item each.
async fn large_pages() {
    const PAGES: usize = 300;
    let name = "x".repeat(200 * 1024);
    let mut asked = 0;
    let fake = Fake::answering(move |_| {
        asked += 1;
        let user = format!(r#"{{"id": {asked}, "name": "{name}"}}"#);
        http::Response::new(format!(r#"{{"total": "{PAGES}", "users": [{user}]}}"#).into())
    });
    let client = Client::builder().transport(fake).build();
    let mut walk = client.expect("the settings hold").by_offset().items();
    let mut count = 0;
    while walk.try_next().await.expect("a page").is_some() {
        count += 1;
    }
    assert_eq!(count, PAGES);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_records_take_no_more_than_a_page() {
    let mock = Mock::from_spec(SPEC).expect("the spec is sound");
    let vendor = mock.items(RECORDS).start().await.expect("it starts");

    let client = builder(&vendor).build().expect("the settings hold");
    let mut walk = client.by_offset().limit(500).items();
    let mut count = 0;
    while let Some(user) = walk.try_next().await.expect("a page") {
        count += 1;
        assert_eq!(user.id.unsigned_abs(), count);
    }
    assert_eq!(count, RECORDS);
    let first = peak();

    let client = builder(&vendor)
        .build_blocking()
        .expect("the settings hold");
    let walk = move || {
        client
            .by_offset()
            .limit(500)
            .items()
            .prefetch()
            .map(Result::unwrap)
            .count()
    };
    let count = tokio::task::spawn_blocking(walk).await.expect("it runs");
    assert_eq!(count as u64, RECORDS);

    large_pages().await;
    let peaks = [first, peak()].map(|bytes| bytes / 1024 / 1024);
    println!(
        "{RECORDS} records: {} MB at most, {} MB when blocking and read ahead",
        peaks[0], peaks[1]
    );
    assert!(peak() < MOST, "{peaks:?} MB");
}
