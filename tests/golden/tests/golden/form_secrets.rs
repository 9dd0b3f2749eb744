//! Secrets among the fields of forms, against the mock vendor: where they stand, and what is never shown, in both modes.

use golden::form_secrets::{Auth, Client};
use trunkline_mock::{Mock, Running};

async fn vendor() -> Running {
    let spec = "../../codegen/core/tests/golden/form_secrets.yaml";
    let mock = Mock::from_spec(spec).expect("the spec holds");
    mock.start().await.expect("127.0.0.1 has a free port")
}

fn client(vendor: &Running, auth: Auth) -> Client {
    let builder = Client::builder().base_url(vendor.base_url()).auth(auth);
    builder.build().expect("the settings hold")
}

/// The fields of the form that was sent last, and what it was called.
fn sent_last(vendor: &Running) -> (Vec<(String, String)>, Option<String>) {
    let requests = vendor.requests();
    let last = requests.last().expect("a request");
    (
        last.form_pairs(),
        last.header("content-type").map(str::to_owned),
    )
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = wanted.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_secret_stands_after_the_fields_of_the_call() {
    let vendor = vendor().await;
    let key = &vendor.credentials("key")[0];
    let auth = Auth::key(key.as_str());
    let client = client(&vendor, auth.clone());
    client.add_user("Ann & Bo").await.expect("it is let in");
    let (fields, media_type) = sent_last(&vendor);
    assert_eq!(fields, pairs(&[("name", "Ann & Bo"), ("api_key", key)]));
    assert_eq!(
        media_type.as_deref(),
        Some("application/x-www-form-urlencoded")
    );
    client.list_users().await.expect("a form without fields");
    assert_eq!(sent_last(&vendor).0, pairs(&[("api_key", key)]));
    let builder = Client::builder().base_url(vendor.base_url()).auth(auth);
    let blocking = builder.build_blocking().expect("the settings hold");
    let called = tokio::task::spawn_blocking(move || blocking.add_user("Cy").send().map(drop));
    called.await.expect("it ends").expect("it is let in");
    assert_eq!(
        sent_last(&vendor).0,
        pairs(&[("name", "Cy"), ("api_key", key)])
    );
}

#[tokio::test]
async fn a_token_travels_in_a_form_beside_a_secret() {
    let vendor = vendor().await;
    let (key, web) = (vendor.credentials("key"), vendor.credentials("web"));
    let auth = Auth::both(key[0].as_str(), web[0].as_str(), web[1].as_str());
    let client = client(&vendor, auth);
    client
        .remove_user(7)
        .reason("gone")
        .await
        .expect("it is let in");
    assert_eq!(
        sent_last(&vendor).0,
        pairs(&[
            ("reason", "gone"),
            ("api_key", &key[0]),
            ("sid", "mock-token-web-1")
        ])
    );
    assert_eq!(vendor.sessions(), 1);
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_never_shown() {
    let vendor = vendor().await;
    let wrong = "a+wrong&secret=1";
    let client = client(&vendor, Auth::key(wrong));
    let error = client.add_user("Ann").await.expect_err("it is refused");
    assert_eq!(
        sent_last(&vendor).0,
        pairs(&[("name", "Ann"), ("api_key", wrong)])
    );
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    for shown in [
        format!("{error}"),
        format!("{error:?}"),
        format!("{client:?}"),
    ] {
        assert!(!shown.contains(wrong), "{shown}");
    }
}
