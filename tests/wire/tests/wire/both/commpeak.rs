//! CommPeak: name and password, a list for one user, PHP's empty objects.

use trunkline_mock::{Answer, Running};
use trunkline_vendors::commpeak::{self, Auth, ErrorKind};
use trunkline_wire_tests::with_users;

use super::*;
use crate::vendor_error;

fn client(vendor: &Running) -> commpeak::Client<Mode> {
    let login = vendor.credentials("basic");
    let builder = commpeak::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::basic(login[0].as_str(), login[1].as_str()));
    builder.client().expect("the settings hold")
}

#[tokio::test(flavor = "multi_thread")]
async fn get_user_gives_a_list() {
    let vendor = with_users("commpeak", 10).await;
    let users = client(&vendor)
        .get_user("id-4")
        .send()
        .done()
        .await
        .expect("made users decode");
    assert!(!users.is_empty());
    let request = &vendor.requests()[0];
    assert_eq!(request.path, "/api/users/id-4");
    assert!(
        request
            .header("authorization")
            .is_some_and(|value| value.starts_with("Basic "))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_object_comes_as_an_empty_list_too() {
    let vendor = with_users("commpeak", 10).await;
    for (roles, count) in [
        ("[]", 0),
        ("{}", 0),
        (r#"{"7": {"name": "agent"}, "9": null}"#, 2),
    ] {
        let body = format!(
            r#"[{{"id": "4", "is_active": "1", "registration_password": "pw", "desks": [1, "x"], "roles": {roles}, "groups": []}}]"#
        );
        vendor.answer_next(Answer::json(200, body));
        let users = client(&vendor)
            .get_user("4")
            .send()
            .done()
            .await
            .expect("both forms are read");
        let user = &users[0];
        assert_eq!(
            user.roles.as_ref().map(|roles| roles.len()),
            Some(count),
            "{roles}"
        );
        assert_eq!(user.is_active.as_deref(), Some("1"));
        assert_eq!(user.desks.as_ref().map(Vec::len), Some(2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_refused() {
    let vendor = with_users("commpeak", 10).await;
    let builder = commpeak::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::basic("admin", "wrong"));
    let client = builder.client().expect("the settings hold");
    let error = vendor_error!(commpeak, client.get_user("4").send().done().await);
    assert_eq!(
        (error.kind(), error.status().as_u16()),
        (Some(ErrorKind::Unauthorized), 401)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_is_not_there_is_not_found() {
    let vendor = with_users("commpeak", 10).await;
    vendor.answer_next(Answer::new(404));
    let error = vendor_error!(
        commpeak,
        client(&vendor).get_user("nobody").send().done().await
    );
    assert_eq!(error.kind(), Some(ErrorKind::NotFound));
}
