//! Pages of a made collection, to the end and beyond.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::http::{get, send};
use crate::{JSON, KEY, TOKEN, acme};

#[tokio::test]
async fn a_thousand_items_come_once_each_over_the_query() {
    let vendor = acme().items(1000).start().await.expect("it starts");
    let mut seen = BTreeSet::new();
    for page in 1.. {
        let reply = get(&vendor, &format!("/users?page={page}&per_page=64"), &[KEY]).await;
        assert_eq!(reply.status, 200);
        let body = reply.json();
        assert_eq!(body["success"], true);
        let payload = &body["payload"];
        assert_eq!(
            (&payload["total"], &payload["page"]),
            (&"1000".into(), &Value::from(page))
        );
        assert_eq!(payload["per_page"], 64);
        let items = payload["items"].as_array().expect("a list");
        if items.is_empty() {
            assert_eq!(page, 17);
            break;
        }
        for item in items {
            assert!(seen.insert(item["user_id"].as_i64()), "{item} comes twice");
        }
    }
    assert_eq!(seen.len(), 1000);
    assert_eq!(vendor.requests().len(), 17);
}

#[tokio::test]
async fn pages_over_the_body_end_by_their_number() {
    let vendor = acme().items(25).start().await.expect("it starts");
    let ask = async |body: &str| {
        send(&vendor, "POST", "/users/search", &[TOKEN, JSON], body)
            .await
            .json()
    };
    let first = ask("{}").await;
    assert_eq!(first["payload"]["pages"], 3);
    assert_eq!(first["payload"]["Items"].as_array().map(Vec::len), Some(10));
    let last = ask(r#"{"PageIndex": 1, "PageSize": 20}"#).await;
    assert_eq!(last["payload"]["pages"], 2);
    assert_eq!(last["payload"]["Items"].as_array().map(Vec::len), Some(5));
    let huge = ask(r#"{"PageIndex": 9223372036854775807, "PageSize": 9223372036854775807}"#).await;
    assert_eq!(huge["payload"]["Items"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn a_page_before_the_first_is_refused() {
    let vendor = acme().items(25).start().await.expect("it starts");
    let reply = get(&vendor, "/users?page=0", &[KEY]).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json()["detail"], "page: pages start at 1, found `0`");
}
