//! Digest authentication: what goes over the wire and how often, against the mock vendor.

use std::collections::HashSet;

use trunkline_mock::{Answer, Mock, Running};
use trunkline_vendors::commpeak::{self, Auth, ErrorKind};
use trunkline_wire_tests::{specs, with_users};

use super::*;
use crate::vendor_error;

fn client(vendor: &Running) -> commpeak::Client<Mode> {
    let login = vendor.credentials("digest");
    client_as(vendor, &login[0], &login[1])
}

fn client_as(vendor: &Running, user: &str, password: &str) -> commpeak::Client<Mode> {
    let builder = commpeak::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::digest(user, password));
    builder.client().expect("the settings hold")
}

async fn with_nonces_of(uses: u32) -> Running {
    let mock = Mock::from_spec(specs().join("commpeak")).expect("the spec holds");
    let mock = mock.items(10).nonce_uses(uses);
    mock.start().await.expect("127.0.0.1 has a free port")
}

/// A parameter of the `Authorization` of each request; nothing where there is none.
fn shown(vendor: &Running, name: &str) -> Vec<Option<String>> {
    let requests = vendor.requests();
    let of = |header: &str| {
        let (_, rest) = header.split_once(&format!(" {name}="))?;
        let value = rest.split([',', ' ']).next()?;
        Some(value.trim_matches('"').to_owned())
    };
    requests
        .iter()
        .map(|request| request.header("authorization").and_then(of))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_call_takes_two_requests_and_each_later_one_takes_one() {
    let vendor = with_users("commpeak", 10).await;
    let client = client(&vendor);
    for _ in 0..2 {
        client
            .get_user("id-4")
            .send()
            .done()
            .await
            .expect("it is let in");
    }
    client
        .clone()
        .get_user("id-5")
        .send()
        .done()
        .await
        .expect("a clone knows the nonce");
    let counts = [None, Some("00000001"), Some("00000002"), Some("00000003")];
    assert_eq!(shown(&vendor, "nc"), counts.map(|nc| nc.map(str::to_owned)));
    let algorithms = shown(&vendor, "algorithm");
    assert!(
        algorithms[1..]
            .iter()
            .all(|a| a.as_deref() == Some("SHA-256")),
        "the strongest is chosen"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_nonce_is_replaced_by_the_new_one() {
    let vendor = with_nonces_of(2).await;
    let client = client(&vendor);
    for _ in 0..3 {
        client
            .get_user("id-4")
            .send()
            .done()
            .await
            .expect("it is let in");
    }
    let counts = [
        None,
        Some("00000001"),
        Some("00000002"),
        Some("00000003"),
        Some("00000001"),
    ];
    assert_eq!(shown(&vendor, "nc"), counts.map(|nc| nc.map(str::to_owned)));
    let nonces = shown(&vendor, "nonce");
    assert_eq!(nonces[2], nonces[3]);
    assert_ne!(nonces[3], nonces[4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_calls_every_nonce_stale_is_asked_three_times() {
    let vendor = with_nonces_of(0).await;
    let error = vendor_error!(commpeak, client(&vendor).get_user("4").send().done().await);
    assert_eq!(error.kind(), Some(ErrorKind::Unauthorized));
    assert_eq!(vendor.requests().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_refused_after_two_requests() {
    let vendor = with_users("commpeak", 10).await;
    let user = &vendor.credentials("digest")[0];
    let client = client_as(&vendor, user, "hunter2-and-more");
    for requests in [2, 4] {
        let error = vendor_error!(commpeak, client.get_user("4").send().done().await);
        assert_eq!(error.kind(), Some(ErrorKind::Unauthorized));
        assert_eq!(error.status(), 401);
        assert_eq!(vendor.requests().len(), requests);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_side_by_side_never_show_the_same_count_of_a_nonce() {
    let vendor = with_users("commpeak", 200).await;
    let client = client(&vendor);
    client
        .get_user("id-4")
        .send()
        .done()
        .await
        .expect("it is let in");
    let calls: Vec<_> = (0..100)
        .map(|_| spawned!(client.get_user("id-4")))
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    let pairs = shown(&vendor, "nonce")
        .into_iter()
        .zip(shown(&vendor, "nc"));
    let answered: Vec<_> = pairs.filter(|(nonce, _)| nonce.is_some()).collect();
    let distinct: HashSet<_> = answered.iter().collect();
    assert_eq!(distinct.len(), answered.len());
    assert!(answered.len() > 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_target_is_signed_as_it_is_sent() {
    let vendor = with_users("commpeak", 10).await;
    let client = client(&vendor);
    for id in [
        "a b",
        "ä/ö?ü=1&x",
        "%2e%2e",
        "'\"|{}^`\\",
        "~*()!;:@,$[]<>#",
    ] {
        let reached = client.get_user(id).send().done().await;
        assert!(
            !matches!(reached.as_ref().map_err(|e| e.status()), Err(Some(status)) if status == 401),
            "{id}: {reached:?}"
        );
    }
    let requests = vendor.requests();
    for (request, uri) in requests.iter().zip(shown(&vendor, "uri")).skip(1) {
        assert_eq!(uri.as_ref(), Some(&request.path));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_and_a_password_beyond_ascii_are_let_in() {
    let mock = Mock::from_spec(specs().join("commpeak")).expect("the spec holds");
    let (user, password) = ("Jürgen \"J\\\" %41", "пароль: \"x\"");
    let vendor = mock.credentials("digest", [user, password]).items(10);
    let vendor = vendor.start().await.expect("127.0.0.1 has a free port");
    let users = client_as(&vendor, user, password)
        .get_user("id-1")
        .send()
        .done();
    users.await.expect("it is let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn basic_goes_out_at_once_where_its_credentials_are_given() {
    let vendor = with_users("commpeak", 10).await;
    let login = vendor.credentials("basic");
    let builder = commpeak::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::basic(login[0].as_str(), login[1].as_str()));
    let client = builder.client().expect("the settings hold");
    client
        .get_user("id-1")
        .send()
        .done()
        .await
        .expect("it is let in");
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_of_the_call_stands_for_the_login() {
    let vendor = with_users("commpeak", 10).await;
    let call = client(&vendor)
        .get_user("4")
        .header("authorization", "Bearer own-token");
    let error = vendor_error!(commpeak, call.send().done().await);
    assert_eq!(error.status(), 401);
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_that_has_no_answer_is_said_to_be_one() {
    for (challenge, says) in [
        (
            r#"Digest realm="a", nonce="b", qop="auth-int""#,
            "`qop=auth-int`",
        ),
        (r#"Digest realm="a", nonce="b", algorithm=token"#, "`token`"),
        (r#"Digest realm="a", qop="auth""#, "`nonce`"),
        (r#"Digest realm="a"#, "cannot be parsed"),
        (
            r#"Bearer realm="a""#,
            "the vendor asks for `Bearer`, not for digest",
        ),
    ] {
        let vendor = with_users("commpeak", 10).await;
        vendor.answer_next(Answer::new(401).header("www-authenticate", challenge));
        let error = vendor_error!(commpeak, client(&vendor).get_user("4").send().done().await);
        assert_eq!(error.kind(), Some(ErrorKind::Unauthorized));
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(vendor.requests().len(), 1);
    }
}
