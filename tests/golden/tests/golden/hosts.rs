//! A vendor with several hosts, in both of its files: what each host is asked, and what holds for whose endpoints.

use golden::hosts::{Auth, Client, ClientBuilder, Error, ErrorKind, FindUserLang};
use trunkline_mock::{Answer, Mock, Received, Running};

async fn mock() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/hosts"
    );
    let mock = Mock::from_spec(spec).expect("the spec holds").items(45);
    mock.start().await.expect("it starts")
}

fn builder(mock: &Running) -> ClientBuilder {
    let url = |name: &str| mock.base_url_of(name).expect("the spec names it");
    let [key] = &mock.credentials("key")[..] else {
        panic!("one secret")
    };
    let [token] = &mock.credentials("token")[..] else {
        panic!("one secret")
    };
    Client::builder()
        .base_url(mock.base_url())
        .media_base_url(url("media"))
        .reports_base_url(url("reports"))
        .tenant("acme")
        .auth(Auth::key(key.as_str()))
        .auth(Auth::token(token.as_str()))
}

fn kind(error: &Error) -> Option<ErrorKind> {
    match error {
        Error::Vendor(error) => error.kind(),
        _ => None,
    }
}

fn last(mock: &Running) -> Received {
    mock.requests().pop().expect("something came")
}

#[tokio::test]
async fn each_endpoint_is_asked_at_its_own_host_with_its_own_credentials() {
    let mock = mock().await;
    let client = builder(&mock).build().expect("the settings hold");

    client.list_users().lang("en").send().await.expect("users");
    let asked = last(&mock);
    assert_eq!(asked.base, None);
    assert_eq!(asked.path, "/eu/v1/users");
    assert!(asked.header("x-key").is_some());
    assert_eq!(asked.header("authorization"), None);

    #[expect(deprecated, reason = "the oldest call stands at another host")]
    client.list_files().send().await.expect("files");
    let asked = last(&mock);
    assert_eq!(asked.base.as_deref(), Some("media"));
    assert_eq!(asked.path, "/files");
    assert_eq!(asked.header("x-key"), None);

    client.show_report(2024, 7).send().await.expect("reports");
    let asked = last(&mock);
    assert_eq!(asked.base.as_deref(), Some("reports"));
    assert_eq!(asked.path, "/tenant/2024/reports/7");
    assert!(asked.header("authorization").is_some());
    assert_eq!(asked.header("x-key"), None);
}

#[tokio::test]
async fn a_file_has_its_own_codecs_envelopes_pagers_and_operators() {
    let mock = mock().await;
    let client = builder(&mock).build().expect("the settings hold");
    let made = r#"{"id":1,"made":1700000000}"#;

    mock.answer_next(Answer::json(200, format!(r#"{{"rows":[{made}]}}"#)));
    let reports = client.show_report(2024, 1).send().await.expect("reports");
    assert_eq!(reports[0].made.as_second(), 1_700_000_000);

    let seen = r#"{"id":1,"name":"a","seen":"2023-11-14T22:13:20Z"}"#;
    mock.answer_next(Answer::json(200, format!(r#"{{"data":{seen}}}"#)));
    let user = client.find_user(1, FindUserLang::En).send().await;
    assert_eq!(user.expect("a user").seen.as_second(), 1_700_000_000);

    let from = "2023-11-14T22:13:20Z".parse().expect("an instant");
    let mut all = client.list_reports(2024).made_since(from).items();
    let mut count = 0;
    while all.try_next().await.expect("a page").is_some() {
        count += 1;
    }
    assert_eq!(count, 45);
    let query = mock.requests()[2].query_pairs();
    assert!(query.contains(&("made.since".to_owned(), "1700000000".to_owned())));
}

#[tokio::test]
async fn parameters_of_the_head_hold_everywhere_and_can_be_declared_anew() {
    let mock = mock().await;
    let client = builder(&mock).trace(true).source("test").build();
    let client = client.expect("the settings hold");

    client.list_users().lang("en").send().await.expect("users");
    let asked = last(&mock);
    assert_eq!(asked.header("x-tenant"), Some("acme"));
    assert_eq!(asked.header("x-trace"), Some("true"));
    assert_eq!(asked.query, "lang=en&source=test");

    client
        .find_user(1, FindUserLang::De)
        .send()
        .await
        .expect("a user");
    assert_eq!(last(&mock).query, "lang=de&source=web");

    client.show_report(2024, 1).send().await.expect("reports");
    let asked = last(&mock);
    assert_eq!(asked.header("x-tenant"), Some("acme"));
    assert_eq!(asked.query, "lang=en&source=reports");

    let client = builder(&mock).build().expect("the settings hold");
    client.list_users().send().await.expect("users");
    assert_eq!(last(&mock).header("x-trace"), None);
}

#[tokio::test]
async fn rules_of_a_file_come_before_those_of_the_head() {
    let mock = mock().await;
    let client = builder(&mock).build().expect("the settings hold");
    let both = || Answer::json(418, r#"{"error":"gone"}"#);

    mock.answer_next(both());
    let error = client
        .show_report(2024, 1)
        .send()
        .await
        .expect_err("closed");
    assert_eq!(kind(&error), Some(ErrorKind::Closed));
    mock.answer_next(Answer::json(200, r#"{"error":"gone"}"#));
    let error = client.show_report(2024, 1).send().await.expect_err("gone");
    assert_eq!(kind(&error), Some(ErrorKind::Gone));
    mock.answer_next(both());
    let error = client.list_users().send().await.expect_err("gone");
    assert_eq!(kind(&error), Some(ErrorKind::Gone));
}

#[tokio::test]
async fn a_variable_that_only_one_host_needs_is_missed_by_its_calls_alone() {
    let mock = mock().await;
    let media = mock.base_url_of("media").expect("the spec names it");
    let client = Client::builder()
        .base_url(mock.base_url())
        .media_base_url(media);
    let client = client.build().expect("the default base is whole");
    let error = client
        .show_report(2024, 1)
        .send()
        .await
        .expect_err("no tenant");
    assert_eq!(
        error.to_string(),
        "show_report of hosts: `tenant` is not set: call `.tenant(…)` on the builder of the client"
    );
    assert!(mock.requests().is_empty());
}
