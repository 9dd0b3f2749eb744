//! A walk whose next page stands at another origin: that is asked only where the spec allows it, and gets no secret.

use golden::small_words::{Auth, Client, ClientBuilder, Error};
use trunkline::bytes::Bytes;
use trunkline::transport::Fake;

/// The first page leads to `next`, and what stands there is the last.
fn vendor(next: &'static str) -> Fake {
    Fake::answering(move |request: &http::Request<Bytes>| {
        let body = match (request.uri().host(), request.uri().path()) {
            (_, "/log-in") => r#"{"token": "s3cret-token", "seconds": 60}"#.to_owned(),
            (Some("eu.words.example"), _) => {
                format!(r#"{{"next": "{next}", "rows": [{{"id": 1}}]}}"#)
            }
            _ => r#"{"rows": [{"id": 2}]}"#.to_owned(),
        };
        let reply = http::Response::builder().header("content-type", "application/json");
        reply.body(Bytes::from(body)).expect("a reply")
    })
}

fn builder() -> ClientBuilder {
    let builder = Client::builder().auth(Auth::user("ann", "s3cret-password"));
    builder.header("x-own", "s3cret-header")
}

/// What was asked: the URL, and whether it came with what is the vendor's alone.
fn asked(fake: &Fake) -> Vec<(String, bool)> {
    let requests = fake.requests().into_iter();
    let asked = requests.map(|request| {
        let headers = request.headers();
        let is_trusted = headers.contains_key("x-token") || headers.contains_key("x-own");
        (request.uri().to_string(), is_trusted)
    });
    asked.filter(|(url, _)| !url.ends_with("/log-in")).collect()
}

fn walked(next: &str) -> [(String, bool); 2] {
    [
        ("https://eu.words.example/walk".to_owned(), true),
        (next.to_owned(), false),
    ]
}

const ALLOWED: &str = "https://archive.words.example/rows?from=1";

#[tokio::test]
async fn an_allowed_host_gets_no_secret() {
    let fake = vendor(ALLOWED);
    let client = builder().transport(fake.clone()).build();
    let mut walk = client.expect("the settings hold").walk().items();
    let mut ids = Vec::new();
    while let Some(row) = walk.try_next().await.expect("a page") {
        ids.push(row.id);
    }
    assert_eq!((ids, asked(&fake)), (vec![1, 2], walked(ALLOWED).to_vec()));

    let fake = vendor(ALLOWED);
    let client = builder().blocking_transport(fake.clone()).build_blocking();
    let walk = client.expect("the settings hold").walk().items();
    let ids: Result<Vec<i64>, Error> = walk.map(|row| row.map(|row| row.id)).collect();
    assert_eq!(
        (ids.expect("pages"), asked(&fake)),
        (vec![1, 2], walked(ALLOWED).to_vec())
    );
}

#[tokio::test]
async fn another_host_is_not_asked() {
    for (next, wanted) in [
        ("https://evil.example/rows", "https://evil.example"),
        (
            "http://archive.words.example/rows",
            "http://archive.words.example",
        ),
        (
            "https://archive.words.example:8443/rows",
            "https://archive.words.example:8443",
        ),
        ("//evil.example/rows", "https://evil.example"),
        (
            "https://archive.words.example@evil.example/rows",
            "holds credentials",
        ),
    ] {
        let fake = vendor(next);
        let client = builder().transport(fake.clone()).build();
        let mut walk = client.expect("the settings hold").walk().items();
        assert!(walk.try_next().await.expect("the first page").is_some());
        let error = walk.try_next().await.expect_err(next).to_string();
        assert!(error.contains(wanted), "{next}: {error}");
        assert_eq!(asked(&fake).len(), 1, "{next}");

        let fake = vendor(next);
        let client = builder().blocking_transport(fake.clone()).build_blocking();
        let mut walk = client.expect("the settings hold").walk().items();
        assert!(walk.next().expect("a row").is_ok());
        assert!(walk.next().expect("an error").is_err(), "{next}");
        assert_eq!(asked(&fake).len(), 1, "{next}");
    }
}
