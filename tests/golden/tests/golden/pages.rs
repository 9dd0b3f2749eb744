//! Walks by every pager, over real sockets, in both modes and both formats: nothing is lost and nothing comes twice.

use std::collections::HashSet;

use golden::pages::{Auth, BlockingClient, Client, Format};
use trunkline_mock::{Mock, Running};

const SPEC: &str = "../../codegen/core/tests/golden/pages.yaml";

/// No items, one, full pages (of 4 and of 10 items), and such that leave the last page not full.
const COUNTS: [u64; 8] = [0, 1, 3, 4, 8, 9, 20, 33];

async fn vendor(count: u64) -> Running {
    let mock = Mock::from_spec(SPEC).expect("the spec is sound");
    mock.items(count).start().await.expect("it starts")
}

fn client(vendor: &Running, format: Format) -> Client {
    let builder = Client::builder().base_url(vendor.base_url()).format(format);
    let [key] = vendor.credentials("key").try_into().expect("one secret");
    builder
        .auth(Auth::key(key))
        .build()
        .expect("the settings hold")
}

fn blocking(vendor: &Running, format: Format) -> BlockingClient {
    let builder = Client::builder().base_url(vendor.base_url()).format(format);
    let [key] = vendor.credentials("key").try_into().expect("one secret");
    let builder = builder.auth(Auth::key(key));
    builder.build_blocking().expect("the settings hold")
}

/// Runs a test of every call that pages, in both formats, for both modes.
macro_rules! every_call {
    ($($name:ident: $call:ident($($argument:expr)?) $items:ident $(, at most $most:literal)?;)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                for count in COUNTS {
                    let vendor = vendor(count).await;
                    let expected: Vec<i64> = (1..=i64::try_from(count).expect("small")).collect();
                    $(let expected = &expected[..expected.len().min($most)];)?
                    for format in [Format::Json, Format::Xml] {
                        let call = client(&vendor, format).$call($($argument)?);
                        let mut walk = call.$items();
                        let mut ids = Vec::new();
                        while let Some(user) = walk.try_next().await.expect("a page") {
                            ids.push(user.id);
                        }
                        assert_eq!(ids, expected, "{count} in {format:?}");
                        assert!(walk.try_next().await.expect("it is over").is_none());
                        let blocking = blocking(&vendor, format);
                        let walk = move || {
                            let walk = blocking.$call($($argument)?).$items();
                            walk.map(|user| user.map(|user| user.id)).collect()
                        };
                        let ids: Result<Vec<i64>, golden::pages::Error> =
                            tokio::task::spawn_blocking(walk).await.expect("it runs");
                        assert_eq!(ids.expect("pages"), expected, "{count} in {format:?}");
                    }
                }
            }
        )*
    };
}

every_call! {
    by_number: by_number() items;
    by_number_from_zero: by_number_from_zero() items;
    by_number_flagged: by_number_flagged() items;
    by_number_until_empty: by_number_until_empty() items;
    by_number_until_short: by_number_until_short() items;
    by_number_or_nothing: by_number_or_nothing() items;
    by_number_at_most: by_number_at_most() items, at most 8;
    by_offset: by_offset() items;
    by_offset_flagged: by_offset_flagged() items;
    by_offset_until_empty: by_offset_until_empty() items;
    by_offset_until_short: by_offset_until_short() items;
    by_cursor: by_cursor() items;
    by_cursor_flagged: by_cursor_flagged() items;
    by_header: by_header() items;
    by_last_item: by_last_item() items;
    by_last_item_alone: by_last_item_alone() items;
    by_numbered_cursor: by_numbered_cursor() items;
    by_url: by_url(7) items;
    by_link: by_link() items;
    in_the_first_way: in_two_ways() items;
    in_the_other_way: in_two_ways() items_by_cursors;
}

/// How many calls a walk takes: `short` spares one, an `empty` costs one where the last page is full.
#[tokio::test]
async fn an_end_costs_no_more_calls_than_it_has_to() {
    for (count, number, short, empty, cursor, last) in
        [(0, 1, 1, 1, 1, 1), (8, 2, 3, 3, 2, 2), (9, 3, 3, 4, 3, 3)]
    {
        let vendor = vendor(count).await;
        let client = client(&vendor, Format::Json);
        let mut seen = vec![0];
        macro_rules! walk {
            ($($walk:expr),*) => {$(
                let mut walk = $walk;
                while walk.try_next().await.expect("a page").is_some() {}
                seen.push(vendor.requests().len());
            )*};
        }
        walk!(
            client.by_number_flagged().items(),
            client.by_number_until_short().items(),
            client.by_number_until_empty().items(),
            client.by_cursor().items(),
            client.by_last_item().items()
        );
        let calls: Vec<_> = seen.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(calls, [number, short, empty, cursor, last], "{count}");
    }
}

/// A vendor that caps the size gives pages that are not as large as the caller wants, and still full.
#[tokio::test]
async fn a_larger_size_than_the_vendor_takes_loses_nothing() {
    let vendor = vendor(12).await;
    let client = client(&vendor, Format::Json);
    let mut walk = client.by_number_until_short().per_page(100).items();
    let mut ids = HashSet::new();
    while let Some(user) = walk.try_next().await.expect("a page") {
        assert!(ids.insert(user.id), "{} comes twice", user.id);
    }
    assert_eq!((ids.len(), vendor.requests().len()), (12, 3));
}

/// What a walk gives away of itself lets another one go on.
#[tokio::test]
async fn a_walk_goes_on_where_another_one_was() {
    let vendor = vendor(33).await;
    let client = client(&vendor, Format::Json);
    macro_rules! goes_on {
        ($($call:expr, $start:expr;)*) => {$(
            let mut pages = $call.pages();
            assert_eq!(pages.cursor().as_deref(), $start);
            let first = pages.try_next().await.expect("a page").expect("it is there");
            let saved = pages.cursor().expect("there are more");
            let mut rest = $call.items().start_at(&saved);
            let mut next = first.users.len() as i64;
            while let Some(user) = rest.try_next().await.expect("a page") {
                next += 1;
                assert_eq!(user.id, next);
            }
            assert_eq!((next, rest.cursor()), (33, None));
        )*};
    }
    goes_on! {
        client.by_number(), Some("1");
        client.by_offset(), Some("0");
        client.by_cursor(), None;
        client.by_cursor_flagged(), None;
        client.by_last_item(), None;
        client.by_url(1), None;
        client.by_link(), None;
        client.in_two_ways(), Some("0");
    }
    // In the middle of a page it is the page itself, so that nothing is lost.
    let mut items = client.by_cursor().after("at-8").items();
    items.try_next().await.expect("a page");
    let saved = items.cursor();
    assert_eq!(saved.as_deref(), Some("at-8"));
    let shown = format!("{items:?}");
    assert!(
        shown.contains("cursor of") && !shown.contains("at-"),
        "{shown}"
    );
}

#[tokio::test]
async fn what_a_walk_cannot_begin_with_is_refused() {
    let vendor = vendor(9).await;
    let client = client(&vendor, Format::Json);
    let mut walk = client.by_offset().items().start_at("four");
    let error = walk.try_next().await.expect_err("no number").to_string();
    assert!(error.contains("`start_at` holds no number"), "{error}");
    let mut walk = client.by_url(1).items().start_at("https://evil.example/v1");
    let error = walk.try_next().await.expect_err("elsewhere").to_string();
    assert!(error.contains("`https://evil.example`"), "{error}");
    assert!(vendor.requests().is_empty());
}
