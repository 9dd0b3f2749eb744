//! What is secret is never shown: not by clients, not by records, not by errors.

use trunkline_mock::Answer;
use trunkline_vendors::{commpeak, denovolab};
use trunkline_wire_tests::{documented, with_users};

use super::*;

const TOKEN: &str = "eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS";

fn client(url: &str) -> denovolab::Client<Mode> {
    let builder = denovolab::Client::builder()
        .base_url(url)
        .auth(denovolab::Auth::admin(TOKEN));
    builder.client().expect("the settings hold")
}

fn without_secrets(shown: &str) {
    for secret in [TOKEN, "$2b$12$", "hunter2"] {
        assert!(!shown.contains(secret), "`{secret}` shows in {shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_calls_and_credentials() {
    let vendor = documented("denovolab").await;
    let auth = denovolab::Auth::admin(TOKEN);
    let builder = denovolab::Client::builder().auth(auth.clone());
    let client = client(&vendor.base_url());
    without_secrets(&format!(
        "{auth:?} {builder:?} {client:?} {:?}",
        client.list_users()
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn records() {
    let vendor = documented("denovolab").await;
    let auth = denovolab::Auth::admin(vendor.credentials("admin").remove(0));
    let client = denovolab::Client::builder()
        .base_url(vendor.base_url())
        .auth(auth)
        .client()
        .expect("the settings hold");
    let page = client
        .list_users()
        .send()
        .done()
        .await
        .expect("the sample decodes");
    let shown = format!("{page:?} {page:#?}");
    without_secrets(&shown);
    assert!(shown.contains("passwd"), "the field itself is shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_extras_show_their_keys_alone() {
    let vendor = with_users("commpeak", 1).await;
    vendor.answer_next(Answer::json(
        200,
        r#"[{"id": "4", "registration_password": "hunter2", "sip_password": "hunter2"}]"#,
    ));
    let login = vendor.credentials("basic");
    let auth = commpeak::Auth::basic(login[0].as_str(), login[1].as_str());
    let client = commpeak::Client::builder()
        .base_url(vendor.base_url())
        .auth(auth)
        .client()
        .expect("the settings hold");
    let users = client
        .get_user("4")
        .send()
        .done()
        .await
        .expect("it decodes");
    let shown = format!("{users:?}");
    without_secrets(&shown);
    assert!(shown.contains("sip_password"));
    assert_eq!(
        users[0]
            .registration_password
            .as_ref()
            .map(|secret| secret.expose()),
        Some("hunter2")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_that_repeats_the_token() {
    let vendor = documented("denovolab").await;
    let body = format!(
        r#"{{"success": false, "error": {{"message": "bad token {TOKEN}", "code": 120}}}}"#
    );
    vendor.answer_next(Answer::json(200, body));
    let error = client(&vendor.base_url())
        .list_users()
        .send()
        .done()
        .await
        .expect_err("it fails");
    without_secrets(&format!("{error} {error:?}"));
    let raw = error.raw_body().expect("a reply came");
    assert!(
        String::from_utf8_lossy(raw).contains(TOKEN),
        "the raw body is kept as it came"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_decode() {
    let vendor = documented("denovolab").await;
    let body = r#"{"payload": {"page": 0, "per_page": 1, "total": "many",
        "items": [{"user_id": 1, "name": "a", "passwd": "hunter2"}]}}"#;
    vendor.answer_next(Answer::json(200, body));
    let error = client(&vendor.base_url())
        .list_users()
        .send()
        .done()
        .await
        .expect_err("it fails");
    without_secrets(&format!("{error} {error:?}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_of_the_wrong_type() {
    let vendor = documented("denovolab").await;
    let body = r#"{"payload": {"page": 0, "per_page": 1, "total": 1,
        "items": [{"user_id": 1, "name": "a", "passwd": {"hash": "hunter2"}}]}}"#;
    vendor.answer_next(Answer::json(200, body));
    let error = client(&vendor.base_url())
        .list_users()
        .send()
        .done()
        .await
        .expect_err("it fails");
    without_secrets(&format!("{error} {error:?}"));
    assert!(
        error.to_string().contains("passwd"),
        "the path is shown: {error}"
    );
}
