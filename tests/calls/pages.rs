//! Walks over pages.

use trunkline::transport::{Fake, TransportErrorKind};

use crate::acme::{Client, Error};
use crate::client;

fn user(id: i64) -> String {
    format!(r#"{{"id":{id},"name":"user {id}"}}"#)
}

/// Pages of at most `most` users each out of `total`, numbered from 0 in the query.
fn vendor(total: i64, most: i64) -> Fake {
    Fake::answering(move |request| {
        let query = request.uri().query().unwrap_or_default();
        let number = |name: &str| {
            query.split('&').find_map(|pair| {
                pair.strip_prefix(name)?
                    .strip_prefix('=')?
                    .parse::<i64>()
                    .ok()
            })
        };
        let size = number("per_page").unwrap_or(most).min(most);
        let start = number("page").unwrap_or(0) * size;
        let users: Vec<String> = (start..(start + size).min(total)).map(user).collect();
        let body = format!(
            r#"{{"payload":{{"total":{total},"items":[{}]}}}}"#,
            users.join(",")
        );
        http::Response::new(body.into())
    })
}

async fn ids(mut items: trunkline::Items<crate::acme::User, crate::acme::Vendor>) -> Vec<i64> {
    let mut ids = Vec::new();
    while let Some(user) = items.try_next().await.expect("a page") {
        ids.push(user.id);
    }
    assert!(items.try_next().await.expect("the walk is over").is_none());
    ids
}

#[tokio::test]
async fn all_items_come_once_in_the_fewest_calls() {
    for (total, size, calls) in [
        (0, 10, 1),
        (1, 10, 1),
        (10, 10, 1),
        (11, 10, 2),
        (1000, 7, 143),
    ] {
        let fake = vendor(total, size);
        let seen = ids(client(&fake).list_users().items()).await;
        assert_eq!(seen, (0..total).collect::<Vec<_>>());
        assert_eq!(fake.requests().len(), calls, "{total} by {size}");
    }
}

#[tokio::test]
async fn a_walk_may_begin_later_and_with_another_size() {
    let fake = vendor(25, 10);
    let seen = ids(client(&fake).list_users().page(2).per_page(4).items()).await;
    assert_eq!(seen, (8..25).collect::<Vec<_>>());
    let sent = fake.requests();
    assert!(sent.iter().all(|request| {
        request
            .uri()
            .query()
            .is_some_and(|query| query.contains("per_page=4"))
    }));
    assert_eq!(sent.len(), 5);
    assert_eq!(
        ids(client(&fake).list_users().page(1).items()).await,
        (10..25).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn the_last_page_is_known_by_what_full_ones_leave() {
    let fake = vendor(25, 10);
    let walk = client(&fake).list_users().page(6).per_page(4).items();
    assert_eq!(ids(walk).await, [24]);
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test]
async fn a_vendor_that_caps_the_size_loses_no_items() {
    let fake = vendor(25, 10);
    let walk = client(&fake).list_users().page(1).per_page(100).items();
    assert_eq!(ids(walk).await, (10..25).collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_come_whole() {
    let fake = vendor(5, 2);
    let mut pages = client(&fake).list_users().pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        sizes.push(page.items.len());
    }
    assert_eq!(sizes, [2, 2, 1]);
}

#[tokio::test]
async fn a_page_number_may_stand_in_the_body() {
    let page = |pages: &str, id: i64| format!(r#"{{"pages":"{pages}","users":[{}]}}"#, user(id));
    let fake = Fake::new()
        .json(200, page("3", 1))
        .json(200, page("3", 2))
        .json(200, page("3", 3));
    let walk = client(&fake).find_users().name("x").items();
    assert_eq!(ids(walk).await, [1, 2, 3]);
    let bodies: Vec<_> = fake
        .requests()
        .into_iter()
        .map(http::Request::into_body)
        .collect();
    assert_eq!(bodies[0], r#"{"name":"x","page":1}"#);
    assert_eq!(bodies[2], r#"{"name":"x","page":3}"#);

    let fake = Fake::new().json(200, page("3", 3));
    assert_eq!(ids(client(&fake).find_users().page(3).items()).await, [3]);
}

#[tokio::test]
async fn an_empty_page_ends_a_walk_whatever_the_total_says() {
    let empty = r#"{"payload":{"total":99,"items":[]}}"#;
    let full = format!(r#"{{"payload":{{"total":99,"items":[{}]}}}}"#, user(1));
    let fake = Fake::new().json(200, full).json(200, empty);
    assert_eq!(ids(client(&fake).list_users().items()).await, [1]);
}

#[tokio::test]
async fn a_vendor_that_does_not_turn_pages_is_found_out() {
    let page = format!(r#"{{"payload":{{"total":99,"items":[{}]}}}}"#, user(1));
    let fake = Fake::answering(move |_| http::Response::new(page.clone().into()));
    let mut items = client(&fake).list_users().items();
    assert!(items.try_next().await.expect("the first page").is_some());
    let error = items.try_next().await.expect_err("the same page");
    assert_eq!(
        error.to_string(),
        "list_users of acme: page 1 is the same as an earlier one (HTTP 200)"
    );
    assert!(matches!(error, Error::Page(_)));
    assert!(
        items
            .try_next()
            .await
            .expect("the error comes once")
            .is_none()
    );
    assert_eq!(fake.requests().len(), 2);
}

#[tokio::test]
async fn a_vendor_that_goes_round_in_a_circle_is_found_out() {
    let mut asked = 0;
    let fake = Fake::answering(move |_| {
        asked += 1;
        let user = user(asked % 3);
        let body = format!(
            r#"{{"payload":{{"total":{},"items":[{user}]}},"at":{asked}}}"#,
            i64::MAX
        );
        http::Response::new(body.into())
    });
    let mut items = client(&fake).list_users().items();
    for _ in 0..3 {
        assert!(items.try_next().await.expect("a page").is_some());
    }
    let error = items.try_next().await.expect_err("the first page again");
    assert!(matches!(error, Error::Page(_)), "{error}");
}

#[tokio::test]
async fn a_large_page_that_comes_again_is_known_whatever_stands_around_it() {
    let users: Vec<String> = (0..40).map(user).collect();
    let mut asked = 0;
    let fake = Fake::answering(move |_| {
        asked += 1;
        let items = users.join(", ");
        let body = format!(r#"{{"payload":{{"total":1000,"items":[{items}]}},"at":{asked}}}"#);
        http::Response::new(body.into())
    });
    let mut items = client(&fake).list_users().items();
    for _ in 0..40 {
        assert!(items.try_next().await.expect("a page").is_some());
    }
    let error = items.try_next().await.expect_err("the same page again");
    assert!(matches!(error, Error::Page(_)), "{error}");
}

#[tokio::test]
async fn a_total_below_zero_is_none() {
    let page = |id: i64| format!(r#"{{"payload":{{"total":-1,"items":[{}]}}}}"#, user(id));
    let fake = Fake::new()
        .json(200, page(1))
        .json(200, page(2))
        .json(200, crate::NOBODY);
    assert_eq!(ids(client(&fake).list_users().items()).await, [1, 2]);
}

#[tokio::test]
async fn the_last_number_of_a_page_ends_a_walk() {
    let mut asked = 0;
    let fake = Fake::answering(move |_| {
        asked += 1;
        http::Response::new(format!(r#"{{"pages":"x","users":[{}]}}"#, user(asked)).into())
    });
    let walk = client(&fake).find_users().page(i64::MAX - 1).items();
    assert_eq!(ids(walk).await, [1, 2]);
}

#[tokio::test]
async fn a_walk_can_be_resumed_after_an_error() {
    let page = |id: i64| format!(r#"{{"payload":{{"total":2,"items":[{}]}}}}"#, user(id));
    let fake = Fake::new()
        .json(200, page(1))
        .fail(TransportErrorKind::Connect)
        .json(200, page(2));
    let mut items = client(&fake).list_users().items();
    assert!(items.try_next().await.expect("a page").is_some());
    assert!(items.try_next().await.is_err());
    assert!(
        items
            .try_next()
            .await
            .expect("the error comes once")
            .is_none()
    );
    items.resume();
    assert_eq!(
        items.try_next().await.expect("a page").map(|user| user.id),
        Some(2)
    );
    assert!(items.try_next().await.expect("the walk is over").is_none());
    items.resume();
    assert!(
        items
            .try_next()
            .await
            .expect("a walk that is over stays so")
            .is_none()
    );
}

#[tokio::test]
async fn items_are_a_stream() {
    use futures_core::Stream;
    let fake = vendor(3, 2);
    let mut items = std::pin::pin!(client(&fake).list_users().items());
    let mut seen = 0;
    while let Some(user) = std::future::poll_fn(|context| items.as_mut().poll_next(context)).await {
        assert_eq!(user.expect("a page").id, seen);
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[tokio::test]
async fn a_call_that_cannot_be_sent_fails_its_walk() {
    let fake = Fake::new();
    let client = Client::builder()
        .host("a")
        .transport(fake.clone())
        .build()
        .expect("the settings hold");
    let mut items = client.list_users().trace("\n").items();
    assert!(matches!(items.try_next().await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn a_page_is_asked_for_ahead_and_no_more_than_one() {
    let fake = vendor(10, 4);
    let mut items = client(&fake).list_users().items().prefetch();
    assert_eq!(fake.requests().len(), 0);
    for id in 0..10 {
        let user = items.try_next().await.expect("a page").expect("a user");
        assert_eq!(user.id, id);
        assert_eq!(fake.requests().len(), if id < 4 { 2 } else { 3 }, "{id}");
    }
    assert!(items.try_next().await.expect("it is over").is_none());
    assert_eq!(fake.requests().len(), 3);

    let fake = vendor(10, 4);
    let mut pages = client(&fake).list_users().pages().prefetch();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        sizes.push((page.items.len(), fake.requests().len()));
    }
    assert_eq!(sizes, [(4, 2), (4, 3), (2, 3)]);
}

#[tokio::test]
async fn what_goes_wrong_ahead_comes_in_its_turn() {
    let page = |id: i64| format!(r#"{{"payload":{{"total":2,"items":[{}]}}}}"#, user(id));
    let fake = Fake::new()
        .json(200, page(1))
        .fail(TransportErrorKind::Connect)
        .json(200, page(2));
    let mut items = client(&fake).list_users().items().prefetch();
    assert!(items.try_next().await.expect("a page").is_some());
    assert_eq!(fake.requests().len(), 2);
    assert_eq!(items.cursor().as_deref(), Some("1"));
    assert!(items.try_next().await.is_err());
    assert!(items.try_next().await.expect("it comes once").is_none());
    items.resume();
    assert!(items.try_next().await.expect("a page").is_some());
    assert!(items.try_next().await.expect("it is over").is_none());
}

#[tokio::test]
async fn pages_that_never_end_end_where_the_caller_says() {
    let mut asked = 0;
    let fake = Fake::answering(move |_| {
        asked += 1;
        let user = user(asked);
        let body = format!(r#"{{"payload":{{"total":{},"items":[{user}]}}}}"#, i64::MAX);
        http::Response::new(body.into())
    });
    let mut items = client(&fake).list_users().items().max_pages(3);
    for id in 1..=3 {
        let user = items.try_next().await.expect("a page").expect("a user");
        assert_eq!(user.id, id);
    }
    let cursor = items.cursor();
    let error = items.try_next().await.expect_err("a fourth page");
    assert_eq!(
        error.to_string(),
        "list_users of acme: after 3 pages another one follows, which is more than `max_pages` allows (HTTP 200)"
    );
    assert!(matches!(error, Error::Page(_)));
    assert_eq!(fake.requests().len(), 3);
    let mut rest = client(&fake)
        .list_users()
        .items()
        .start_at(cursor.expect("there are more"));
    assert_eq!(
        rest.try_next().await.expect("a page").map(|user| user.id),
        Some(4)
    );
}

/// A walk ends by what the last page says, and by no page before.
#[tokio::test]
async fn a_total_may_change_on_the_way() {
    for (totals, wanted) in [([5, 6, 7, 4], 4), ([9, 3, 3, 0], 3), ([2, 3, 3, 3], 3)] {
        let mut asked = 0;
        let fake = Fake::answering(move |_| {
            let (total, user) = (totals[asked], user(asked as i64));
            asked += 1;
            let body = format!(r#"{{"payload":{{"total":{total},"items":[{user}]}}}}"#);
            http::Response::new(body.into())
        });
        let seen = ids(client(&fake).list_users().items()).await;
        assert_eq!(seen, (0..wanted).collect::<Vec<_>>(), "{totals:?}");
    }
}
