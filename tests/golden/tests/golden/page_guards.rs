//! What keeps a walk from going on for ever or from losing items, where the vendor says something odd: in virtual time,
//! in both modes.

use golden::pages::{Client, Error, User, Vendor};
use trunkline::bytes::Bytes;
use trunkline::transport::Fake;
use trunkline::{Blocking, Items};

/// The replies of a vendor by their number, from 1; after them it has nothing more, so that no walk is endless.
fn vendor(replies: usize, reply: impl Fn(usize) -> String + Send + 'static) -> Fake {
    let mut asked = 0;
    Fake::answering(move |_: &http::Request<Bytes>| {
        asked += 1;
        let body = match asked <= replies {
            true => reply(asked),
            false => r#"{"next": null, "total": "0", "users": []}"#.to_owned(),
        };
        http::Response::new(body.into())
    })
}

/// A page by cursor.
fn page(next: &str, ids: &[usize]) -> String {
    let users: Vec<String> = ids.iter().map(|id| format!(r#"{{"id": {id}}}"#)).collect();
    format!(r#"{{"next": "{next}", "users": [{}]}}"#, users.join(","))
}

/// What a walk gives: the items, and the error that it ends with.
type Outcome = (Vec<i64>, Option<String>);

async fn walked(mut walk: Items<User, Vendor>) -> Outcome {
    let mut ids = Vec::new();
    loop {
        match walk.try_next().await {
            Ok(Some(user)) => ids.push(user.id),
            Ok(None) => return (ids, None),
            Err(error) => {
                assert!(matches!(error, Error::Page(_)), "{error}");
                return (ids, Some(error.to_string()));
            }
        }
    }
}

fn walked_blocking(walk: trunkline::blocking::Items<User, Vendor>) -> Outcome {
    let (mut ids, mut end) = (Vec::new(), None);
    for user in walk {
        match user {
            Ok(user) => ids.push(user.id),
            Err(error) => end = Some(error.to_string()),
        }
    }
    (ids, end)
}

/// What comes of a walk in either mode, which has to be the same, and how many calls it took.
macro_rules! walk {
    ($fake:expr, $call:ident($($argument:expr)?)) => {{
        let fake = $fake;
        let client = Client::builder().transport(fake.clone()).build();
        let client: Client = client.expect("the settings hold");
        let outcome = walked(client.$call($($argument)?).items()).await;
        let asked = fake.requests().len();
        let fake = $fake;
        let client = Client::builder().blocking_transport(fake.clone()).build_blocking();
        let client: Client<Blocking> = client.expect("the settings hold");
        assert_eq!(walked_blocking(client.$call($($argument)?).items()), outcome);
        assert_eq!(fake.requests().len(), asked);
        (outcome.0, outcome.1.unwrap_or_default(), asked)
    }};
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_found_out() {
    let round = || vendor(9, |asked| page(["b", "a"][asked % 2], &[asked]));
    let (ids, error, asked) = walk!(round(), by_cursor());
    assert_eq!((ids, asked), (vec![1, 2, 3], 3));
    let said = "the cursor of the next page leads to an earlier one";
    assert!(error.contains(said), "{error}");
}

#[tokio::test]
async fn a_url_that_comes_again_is_found_out() {
    let round = || {
        vendor(9, |asked| {
            let next = ["?page=b", "?page=a"][asked % 2];
            format!(r#"{{"users": [{{"id": {asked}}}], "paging": {{"next": "{next}"}}}}"#)
        })
    };
    let (ids, error, asked) = walk!(round(), by_url(7));
    assert_eq!((ids, asked), (vec![1, 2, 3], 3));
    let said = "the URL of the next page leads to an earlier one";
    assert!(error.contains(said), "{error}");
}

#[tokio::test]
async fn pages_without_items_come_to_an_end() {
    let empty = || vendor(300, |asked| page(&format!("c-{asked}"), &[]));
    let (ids, error, asked) = walk!(empty(), by_cursor());
    assert_eq!((ids.len(), asked), (0, 100));
    assert!(
        error.contains("100 pages in a row have no items"),
        "{error}"
    );
    // A few are no fault, however many there are in all.
    let sparse = || {
        vendor(250, |asked| match asked % 60 {
            0 => page(&format!("c-{asked}"), &[asked]),
            _ => page(&format!("c-{asked}"), &[]),
        })
    };
    let (ids, error, _) = walk!(sparse(), by_cursor());
    assert_eq!((ids, error), (vec![60, 120, 180, 240], String::new()));
}

#[tokio::test]
async fn a_cursor_is_no_longer_than_it_may_be() {
    let of = |length: usize| move || vendor(1, move |asked| page(&"c".repeat(length), &[asked]));
    let (ids, error, asked) = walk!(of(8192)(), by_cursor());
    assert_eq!((ids, error, asked), (vec![1], String::new(), 2));
    let (ids, error, asked) = walk!(of(8193)(), by_cursor());
    assert_eq!((ids, asked), (vec![1], 1));
    let said = "has 8193 bytes, of which 8192 are allowed";
    assert!(error.contains(said), "{error}");

    let fake = vendor(1, |asked| page("a", &[asked]));
    let client = Client::builder().transport(fake.clone()).build();
    let walk = client.expect("the settings hold").by_cursor().items();
    let (ids, error) = walked(walk.start_at("c".repeat(8193))).await;
    assert!(error.is_some_and(|error| error.contains(said)));
    assert_eq!((ids.len(), fake.requests().len()), (0, 0));
}

/// A vendor that gives fewer items than it is asked for is asked for the next one, and not for a later one.
#[tokio::test]
async fn an_offset_goes_on_by_what_came() {
    let capped = || {
        vendor(3, |asked| {
            let users = [
                "",
                r#"{"id": 1}, {"id": 2}"#,
                r#"{"id": 3}, {"id": 4}"#,
                r#"{"id": 5}"#,
            ];
            format!(r#"{{"total": "5", "users": [{}]}}"#, users[asked])
        })
    };
    let (ids, error, asked) = walk!(capped(), by_offset());
    assert_eq!((ids, error, asked), (vec![1, 2, 3, 4, 5], String::new(), 3));
    let fake = capped();
    let client = Client::builder().transport(fake.clone()).build();
    walked(client.expect("the settings hold").by_offset().items()).await;
    let requests = fake.requests().into_iter();
    let offset = |uri: &http::Uri| {
        let mut pairs = uri.query().unwrap_or_default().split('&');
        pairs.find_map(|pair| pair.strip_prefix("offset=").map(str::to_owned))
    };
    let offsets: Vec<_> = requests
        .filter_map(|request| offset(request.uri()))
        .collect();
    assert_eq!(offsets, ["0", "2", "4"]);
}

/// A URL without a host is meant from where it stood, and not from where the walk began.
#[tokio::test]
async fn a_relative_url_is_resolved_where_it_stood() {
    let nested = || {
        vendor(3, |asked| {
            let next = ["", "more/2", "3", ""][asked];
            format!(r#"{{"users": [{{"id": {asked}}}], "paging": {{"next": "{next}"}}}}"#)
        })
    };
    let (ids, error, asked) = walk!(nested(), by_url(7));
    assert_eq!((ids, error, asked), (vec![1, 2, 3], String::new(), 3));
    let fake = nested();
    let client = Client::builder().transport(fake.clone()).build();
    walked(client.expect("the settings hold").by_url(7).items()).await;
    let requests = fake.requests().into_iter();
    let paths: Vec<_> = requests.map(|one| one.uri().path().to_owned()).collect();
    assert_eq!(paths, ["/v1/url/7", "/v1/url/more/2", "/v1/url/more/3"]);
}

/// What the caller adds goes with every page, once, though the vendor may repeat it.
#[tokio::test]
async fn a_parameter_that_a_url_repeats_is_not_added_again() {
    let fake = vendor(2, |asked| {
        let next = ["", "?page=2&beta=1&per_page=4", ""][asked];
        format!(r#"{{"users": [{{"id": {asked}}}], "paging": {{"next": "{next}"}}}}"#)
    });
    let client = Client::builder().transport(fake.clone()).build();
    let client = client.expect("the settings hold");
    let walk = client.by_url(7).query_param("beta", "1").items();
    assert_eq!(walked(walk).await, (vec![1, 2], None));
    let requests = fake.requests().into_iter();
    let queries: Vec<_> = requests
        .map(|one| one.uri().query().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(queries, ["per_page=4&beta=1", "page=2&beta=1&per_page=4"]);
}
