//! What goes wrong on purpose, as a client sees it that knows nothing of it.

use std::io::Read as _;
use std::time::{Duration, Instant};

use serde_json::Value;
use trunkline_mock::{Fault, Faults, Running};

use crate::http::{Reply, get, try_get};
use crate::{KEY, acme};

const USERS: &str = "/users?page=2&per_page=10";

async fn meets(fault: &str) -> Running {
    let faults: Faults = fault.parse().expect("a plan");
    let vendor = acme().items(100).faults(faults);
    vendor.start().await.expect("it starts")
}

/// The second page of ten of a hundred users.
async fn users(vendor: &Running) -> Reply {
    get(vendor, USERS, &[KEY]).await
}

fn ids(reply: &Reply) -> Vec<i64> {
    let items = reply.json()["payload"]["items"].clone();
    let items = items.as_array().expect("a list").clone();
    items
        .iter()
        .filter_map(|item| item["user_id"].as_i64())
        .collect()
}

#[tokio::test]
async fn a_connection_is_reset_before_a_reply_and_in_the_middle_of_one() {
    let vendor = meets("reset@1,cut@2").await;
    let error = try_get(&vendor, USERS, &[KEY])
        .await
        .expect_err("it is reset");
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    let cut = users(&vendor).await;
    let length: usize = cut
        .header("content-length")
        .expect("it is said")
        .parse()
        .expect("a number");
    assert_eq!((cut.status, cut.body.len()), (200, length / 2));
    assert_eq!(ids(&users(&vendor).await).len(), 10);
    assert_eq!(vendor.faults_met(), [("cut", 1), ("reset", 1)].into());
}

#[tokio::test]
async fn a_reply_comes_late_or_in_pieces() {
    let vendor = meets("latency=150ms@1,drip=10ms@2").await;
    for least in [150, 200] {
        let began = Instant::now();
        assert_eq!(ids(&users(&vendor).await).len(), 10);
        assert!(began.elapsed() >= Duration::from_millis(least));
    }
}

#[tokio::test]
async fn refusals_are_in_the_vendor_s_words() {
    let vendor = meets("429@1,429=7@2,500=2@3").await;
    let first = users(&vendor).await;
    assert_eq!((first.status, first.header("retry-after")), (429, None));
    let second = users(&vendor).await;
    assert_eq!(
        (second.status, second.header("retry-after")),
        (429, Some("7"))
    );
    for wanted in [500, 500, 200] {
        assert_eq!(users(&vendor).await.status, wanted);
    }
}

#[tokio::test]
async fn bodies_are_of_another_type_halved_or_broken() {
    let vendor = meets("html@1,truncated@2,malformed@3").await;
    let html = users(&vendor).await;
    assert_eq!(html.status, 200);
    assert_eq!(
        html.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(html.body.starts_with(b"<!DOCTYPE html>"));
    for _ in 0..2 {
        let broken = users(&vendor).await;
        assert_eq!(
            (broken.status, broken.header("content-type")),
            (200, Some("application/json"))
        );
        assert_eq!(
            broken.header("content-length"),
            Some(broken.body.len().to_string().as_str())
        );
        assert!(serde_json::from_slice::<Value>(&broken.body).is_err());
    }
}

#[tokio::test]
async fn bodies_are_too_large_as_they_are_or_once_they_are_expanded() {
    let vendor = meets("oversized=3mb@1,bomb=3mb@2").await;
    let large = users(&vendor).await;
    assert!(large.body.len() >= 3 << 20, "{}", large.body.len());
    let bomb = users(&vendor).await;
    assert_eq!(bomb.header("content-encoding"), Some("gzip"));
    assert!(bomb.body.len() < 32 * 1024, "{}", bomb.body.len());
    let mut expanded = Vec::new();
    flate2::read::GzDecoder::new(&bomb.body[..])
        .read_to_end(&mut expanded)
        .expect("sound gzip");
    assert!(expanded.len() >= 3 << 20, "{}", expanded.len());
    assert!(serde_json::from_slice::<Value>(&expanded).is_ok());
}

#[tokio::test]
async fn pages_come_again_or_from_a_smaller_collection() {
    let vendor = meets("duplicated@1,shrinking@2").await;
    assert_eq!(ids(&users(&vendor).await), (1..=10).collect::<Vec<_>>());
    let smaller = users(&vendor).await;
    assert_eq!(smaller.json()["payload"]["total"], "90");
    assert_eq!(ids(&smaller), (11..=20).collect::<Vec<_>>());
    assert_eq!(users(&vendor).await.json()["payload"]["total"], "100");
}

#[tokio::test]
async fn a_secret_is_refused_once_and_a_redirect_leads_elsewhere() {
    let vendor = meets("expired@1,redirect=http://elsewhere.invalid/x@2").await;
    assert_eq!(users(&vendor).await.status, 401);
    let redirect = users(&vendor).await;
    assert_eq!(redirect.status, 307);
    assert_eq!(
        redirect.header("location"),
        Some("http://elsewhere.invalid/x")
    );
    assert_eq!(users(&vendor).await.status, 200);
}

#[tokio::test]
async fn a_plan_can_be_set_on_the_way_and_spares_whom_it_says() {
    let vendor = meets("500").await;
    assert_eq!(users(&vendor).await.status, 500);
    vendor.set_faults(
        Faults::new()
            .at(1, Fault::Throttled(None))
            .spare("list_users"),
    );
    assert_eq!(users(&vendor).await.status, 200);
    assert_eq!(get(&vendor, "/nowhere", &[]).await.status, 429);
    assert_eq!(get(&vendor, "/nowhere", &[]).await.status, 404);
}
