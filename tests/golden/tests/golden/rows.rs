//! Replies of text and of rows, against the mock vendor, in both modes.

use golden::rows::{BlockingClient, Client, Error, User};
use trunkline::jiff::civil::date;
use trunkline_mock::{Answer, Mock, Running};

async fn vendor() -> Running {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/rows.yaml"
    );
    let mock = Mock::from_spec(path).expect("the spec is right");
    mock.start().await.expect("it starts")
}

fn client(vendor: &Running) -> Client {
    let builder = Client::builder().base_url(vendor.base_url());
    builder.build().expect("the settings hold")
}

async fn blocking<T: Send + 'static>(
    vendor: &Running,
    work: impl FnOnce(BlockingClient) -> T + Send + 'static,
) -> T {
    let builder = Client::builder().base_url(vendor.base_url());
    let work = move || work(builder.build_blocking().expect("the settings hold"));
    tokio::task::spawn_blocking(work).await.expect("it ends")
}

fn csv(body: &str) -> Answer {
    Answer::new(200)
        .header("content-type", "text/csv")
        .body(body)
}

#[tokio::test]
async fn what_the_mock_makes_is_understood() {
    let vendor = vendor().await;
    let client = client(&vendor);
    let users = client.users().await.expect("users");
    assert!(users.len() > 2, "{users:?}");
    let waited = blocking(&vendor, |client| client.users().send());
    assert_eq!(waited.await.expect("users"), users);
    let calls = client.calls().await.expect("calls");
    assert!(!calls.is_empty());
    let sent = vendor.requests().pop().expect("a request");
    assert_eq!(sent.query, "format=csv");
    assert_eq!(sent.header("accept"), Some("text/csv"));
    assert_eq!(client.stages().await.expect("users").len(), users.len());
    assert_eq!(
        vendor.requests().pop().expect("a request").query,
        "stage=pipe"
    );
    assert!(!client.columns().await.expect("maps").is_empty());
    assert!(!client.version().await.expect("a text").is_empty());
    client.count().await.expect("a number");
}

#[tokio::test]
async fn rows_fill_records_in_order() {
    let vendor = vendor().await;
    let body =
        "7,\"Ann, \"\"A\"\"\",Y,2020-02-03,1.5,\"a,b\"\r\n\r\n8,,N,,,\n9,Bo,N,,\n10,Cy,Y,,2,x,more";
    vendor.answer_next(csv(body));
    let users = client(&vendor).users().await.expect("users");
    let [ann, nameless, bo, cy]: &[User; 4] = users.as_slice().try_into().expect("four");
    assert_eq!((ann.id, &*ann.name, ann.active), (7, "Ann, \"A\"", true));
    assert_eq!((ann.joined, ann.score), (Some(date(2020, 2, 3)), Some(1.5)));
    assert_eq!(
        ann.tags.as_deref(),
        Some(&["a".to_owned(), "b".to_owned()][..])
    );
    assert_eq!(
        (&*nameless.name, nameless.joined, nameless.score),
        ("", None, None)
    );
    assert_eq!((bo.id, bo.score), (9, None));
    assert_eq!(
        (cy.score, cy.tags.as_ref().map(Vec::len)),
        (Some(2.0), Some(1))
    );
}

#[tokio::test]
async fn named_rows_come_in_any_order() {
    let vendor = vendor().await;
    vendor.answer_next(csv("To,New,Cost,Call ID\n+49 30,x,1.20,5\n"));
    let calls = client(&vendor).calls().await.expect("calls");
    assert_eq!(
        (calls[0].call_id, calls[0].cost.to_string()),
        (5, "1.20".to_owned())
    );
    assert_eq!(calls[0].to.expose(), "+49 30");
    vendor.answer_next(csv("a\tb\n1\t2\n\t3\n"));
    let columns = client(&vendor).columns().await.expect("maps");
    assert_eq!(
        (columns[0]["b"].as_str(), columns[1]["a"].as_str()),
        ("2", "")
    );
}

#[tokio::test]
async fn what_does_not_fit_is_told_with_its_place() {
    let vendor = vendor().await;
    for _ in 0..2 {
        vendor.answer_next(csv("7,Ann,Y,,1\n8,Bo,Y,yesterday,2\n"));
    }
    let error = client(&vendor).users().await.expect_err("no date");
    let line = error.to_string();
    assert!(
        line.contains("[1].joined") && line.contains("line 2"),
        "{line}"
    );
    assert!(matches!(error, Error::Decode(_)), "{line}");
    let waited = blocking(&vendor, |client| client.users().send());
    assert_eq!(waited.await.expect_err("no date").to_string(), line);
    vendor.answer_next(csv("To\n+49 30 1234\n"));
    let error = client(&vendor)
        .calls()
        .await
        .expect_err("columns are missing");
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("Call ID"), "{shown}");
    assert!(!shown.contains("1234"), "{shown}");
    vendor.answer_next(csv("7,A\u{e9}").header("x", "y"));
    vendor.answer_next(Answer::new(200).body(b"7,A\xff".as_slice()));
    assert!(client(&vendor).users().await.is_err());
    let error = client(&vendor).users().await.expect_err("no UTF-8");
    assert!(error.to_string().contains("not UTF-8"), "{error}");
}

#[tokio::test]
async fn a_text_is_looked_into_before_it_is_cut() {
    let vendor = vendor().await;
    let error = || Answer::new(200).body("ERROR: no such list");
    vendor.answer_next(error());
    match client(&vendor).users().await {
        Err(Error::Vendor(error)) => assert_eq!(error.message(), Some("ERROR: no such list")),
        other => panic!("{other:?}"),
    }
    vendor.answer_next(Answer::json(200, r#"{"error": "gone"}"#));
    let error = client(&vendor)
        .version()
        .await
        .expect_err("an error in JSON");
    assert!(matches!(error, Error::Vendor(_)), "{error}");
    vendor.answer_next(Answer::new(200).body("2.1\n"));
    assert_eq!(client(&vendor).version().await.expect("a text"), "2.1\n");
    vendor.answer_next(Answer::new(200).body("42"));
    assert_eq!(client(&vendor).count().await.expect("a number"), 42);
    vendor.answer_next(Answer::new(200).body(""));
    assert_eq!(client(&vendor).users().await.expect("no users"), []);
}
