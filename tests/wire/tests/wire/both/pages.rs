//! A thousand users over many pages: none is lost, none comes twice.

use std::collections::BTreeSet;

use trunkline_mock::Answer;
use trunkline_vendors::{denovolab, marchex, requestor};
use trunkline_wire_tests::with_users;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn by_a_query_that_begins_at_0() {
    let vendor = with_users("denovolab", 1000).await;
    let auth = denovolab::Auth::admin(vendor.credentials("admin").remove(0));
    let client = denovolab::Client::builder()
        .base_url(vendor.base_url())
        .auth(auth)
        .client()
        .expect("the settings hold");
    let mut users = client.list_users().per_page(37).items();
    let mut ids = Vec::new();
    while let Some(user) = users.try_next().await.expect("every page decodes") {
        ids.push(user.user_id);
    }
    assert_eq!(ids.len(), 1000);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1000);
    assert_eq!(vendor.requests().len(), 28, "1000 users, 37 a page");
}

#[tokio::test(flavor = "multi_thread")]
async fn by_a_query_that_begins_at_1() {
    let vendor = with_users("marchex", 1000).await;
    let keys = vendor.credentials("keys");
    let auth = marchex::Auth::keys(keys[0].as_str(), keys[1].as_str());
    let client = marchex::Client::builder()
        .base_url(vendor.base_url())
        .auth(auth)
        .client()
        .expect("the settings hold");
    let mut users = client.list_users().pagesize(100).items();
    let mut ids = BTreeSet::new();
    while let Some(user) = users.try_next().await.expect("every page decodes") {
        assert!(ids.insert(user.user_id), "{} came twice", user.user_id);
    }
    assert_eq!((ids.len(), vendor.requests().len()), (1000, 10));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_the_body() {
    let vendor = with_users("requestor", 1000).await;
    let client = requestor::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    let mut users = client.get_users().page_size(64).items();
    let mut keys = BTreeSet::new();
    while let Some(user) = users.try_next().await.expect("every page decodes") {
        assert!(
            keys.insert(user.user_provider_key),
            "{} came twice",
            user.user_provider_key
        );
    }
    assert_eq!((keys.len(), vendor.requests().len()), (1000, 16));
}

#[tokio::test(flavor = "multi_thread")]
async fn page_by_page() {
    let vendor = with_users("requestor", 130).await;
    let client = requestor::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    let mut pages = client.get_users().page_size(50).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("every page decodes") {
        sizes.push(page.items.len());
    }
    assert_eq!(sizes, [50, 50, 30]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_collection_ends_at_once() {
    let vendor = with_users("requestor", 0).await;
    let client = requestor::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    let mut users = client.get_users().items();
    assert!(
        users
            .try_next()
            .await
            .expect("an empty page decodes")
            .is_none()
    );
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_on_the_way_is_handed_over() {
    let vendor = with_users("requestor", 100).await;
    let client = requestor::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    let mut users = client.get_users().page_size(10).items();
    for _ in 0..10 {
        assert!(
            users
                .try_next()
                .await
                .expect("the first page decodes")
                .is_some()
        );
    }
    vendor.answer_next(Answer::new(503));
    assert!(users.try_next().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_does_not_turn_pages_is_stopped() {
    let vendor = with_users("requestor", 100).await;
    let client = requestor::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    let item = vendor.item("RequestorUser", 0).expect("the spec has users");
    let page = serde_json::json!({"PagedUsers":
        {"PageIndex": 0, "PageSize": 1, "TotalItems": 9, "TotalPages": 9, "Items": [item]}});
    for _ in 0..9 {
        vendor.answer_next(Answer::json(200, page.to_string()));
    }
    let mut users = client.get_users().page_size(1).items();
    assert!(
        users
            .try_next()
            .await
            .expect("the first page decodes")
            .is_some()
    );
    match users.try_next().await {
        Err(requestor::Error::Page(error)) => assert_eq!(error.endpoint(), "get_users"),
        other => panic!("wanted an error, found {other:?}"),
    }
}
