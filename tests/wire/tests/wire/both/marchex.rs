//! Marchex: two headers with each request, a search, two calls that share one route, dates in every form.

use trunkline::Moment;
use trunkline_mock::{Answer, Running};
use trunkline_vendors::marchex::{self, Auth, CallDetailLevel, ErrorKind, Role, UserStatus};
use trunkline_wire_tests::{documented, with_users};

use super::*;
use crate::vendor_error;

fn client(vendor: &Running) -> marchex::Client<Mode> {
    let keys = vendor.credentials("keys");
    with_keys(vendor, &keys[0], &keys[1])
}

fn with_keys(vendor: &Running, organization: &str, subscription: &str) -> marchex::Client<Mode> {
    let auth = Auth::keys(organization, subscription);
    let builder = marchex::Client::builder()
        .base_url(vendor.base_url())
        .auth(auth);
    builder.client().expect("the settings hold")
}

#[tokio::test(flavor = "multi_thread")]
async fn list_users_reads_the_sample() {
    let vendor = documented("marchex").await;
    let page = client(&vendor)
        .list_users()
        .send()
        .done()
        .await
        .expect("the sample decodes");
    assert_eq!(
        (
            page.paging.page_number,
            page.paging.page_size,
            page.paging.total
        ),
        (1, 3, 165)
    );
    let [smith, .., woods] = page.results.as_slice() else {
        panic!("the sample has three users")
    };
    assert_eq!(smith.username, "rsmith");
    assert_eq!(smith.call_detail_level, Some(CallDetailLevel::Full));
    assert_eq!(smith.status, Some(UserStatus::Deactivated));
    assert_eq!(
        smith
            .last_login_date
            .map(|date| date.to_string())
            .as_deref(),
        Some("2016-03-03T16:13:59.1917141")
    );
    assert!(smith.deactivation_date.is_some());
    assert_eq!(woods.deactivation_date, None);
    let roles = [
        Role::CallRecordListen,
        Role::Reporting,
        Role::Administrator,
        Role::Ordering,
    ];
    assert_eq!(woods.roles.as_deref(), Some(roles.as_slice()));
    let request = &vendor.requests()[0];
    assert_eq!(
        request.header("x-organization-token"),
        Some("mock-secret-organization")
    );
    assert_eq!(
        request.header("subscription-key"),
        Some("mock-secret-subscription")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_is_sent() {
    let vendor = documented("marchex").await;
    let call = client(&vendor)
        .list_users()
        .username("smith")
        .name("Rob S")
        .status(UserStatus::Activated)
        .role(Role::OrgGroupAdmin)
        .billing_group("1234")
        .group_owner("6600785")
        .pagesize(3)
        .pagenumber(1);
    call.send().done().await.expect("the mock takes the search");
    let mut sent = vendor.requests().remove(0).query_pairs();
    sent.sort();
    let wanted = [
        ("billing_group", "1234"),
        ("group_owner", "6600785"),
        ("name", "Rob S"),
        ("pagenumber", "1"),
        ("pagesize", "3"),
        ("role", "org_group_admin"),
        ("status", "activated"),
        ("username", "smith"),
    ];
    assert_eq!(
        sent,
        wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_user_by_either_name() {
    let vendor = with_users("marchex", 20).await;
    let client = client(&vendor);
    let page = client
        .list_users()
        .send()
        .done()
        .await
        .expect("made users decode");
    let user = &page.results[7];
    let by_id = client
        .get_user_by_id(user.user_id)
        .send()
        .done()
        .await
        .expect("the user is there");
    let by_name = client
        .get_user_by_username(&user.username)
        .send()
        .done()
        .await
        .expect("the user is there");
    assert_eq!((&by_id, &by_name), (user, user));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_username_is_one_segment_of_the_path() {
    let vendor = documented("marchex").await;
    for (name, path) in [
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("é ü", "%C3%A9%20%C3%BC"),
        ("50%", "50%25"),
    ] {
        let user = client(&vendor)
            .get_user_by_username(name)
            .send()
            .done()
            .await
            .expect("the sample decodes");
        assert_eq!(user.username, "test1");
        let seen = vendor
            .requests()
            .pop()
            .expect("the request was logged")
            .path;
        assert_eq!(seen, format!("/marketingedge/v5/api/users/{path}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_keep_the_form_in_which_they_came() {
    let vendor = documented("marchex").await;
    for (wire, has_offset) in [
        ("2016-03-03T16:13:59.1917141", false),
        ("2015-07-07T12:25:16.42", false),
        ("2015-12-03T20:06:02.083", false),
        ("2015-12-03T20:06:02.083Z", true),
        ("2015-12-03T20:06:02-05:00", true),
    ] {
        let body = format!(
            r#"{{"user_id": "00f12ba7-b26a-4503-9ab4-0ec04914f71f", "username": "x", "last_login_date": "{wire}"}}"#
        );
        vendor.answer_next(Answer::json(200, body));
        let user = client(&vendor)
            .get_user_by_username("x")
            .send()
            .done()
            .await
            .expect("the date is read");
        let date = user.last_login_date.expect("it is there");
        assert_eq!(matches!(date, Moment::Offset { .. }), has_offset, "{wire}");
        assert_eq!(date.to_string(), wire);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_role_costs_nothing() {
    let vendor = documented("marchex").await;
    let body = r#"{"user_id": "00f12ba7-b26a-4503-9ab4-0ec04914f71f", "username": "x", "roles": ["pilot", "rescue"]}"#;
    vendor.answer_next(Answer::json(200, body));
    let user = client(&vendor)
        .get_user_by_username("x")
        .send()
        .done()
        .await
        .expect("enums are open");
    let roles = user.roles.expect("they are there");
    assert!(
        matches!(&roles[..], [Role::Unknown(_), Role::Rescue]),
        "{roles:?}"
    );
    assert_eq!(roles[0].to_string(), "pilot");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_missing_or_wrong_key_is_refused() {
    let vendor = documented("marchex").await;
    let keys = vendor.credentials("keys");
    for client in [
        with_keys(&vendor, "wrong", &keys[1]),
        with_keys(&vendor, &keys[0], "wrong"),
        marchex::Client::builder()
            .base_url(vendor.base_url())
            .client()
            .expect("the settings hold"),
    ] {
        let error = vendor_error!(marchex, client.list_users().send().done().await);
        assert_eq!(
            (error.kind(), error.status().as_u16()),
            (Some(ErrorKind::Unauthorized), 401)
        );
    }
}
