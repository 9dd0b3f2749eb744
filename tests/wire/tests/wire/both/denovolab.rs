//! Denovolab: sixteen parameters, errors inside any status, two shapes of errors.

use trunkline::Retry;
use trunkline_mock::{Answer, Running};
use trunkline_vendors::denovolab::{self, Auth, ErrorBody, ErrorKind, UserType};
use trunkline_wire_tests::documented;

use super::*;
use crate::vendor_error;

fn client(vendor: &Running) -> denovolab::Client<Mode> {
    with_token(vendor, &vendor.credentials("admin")[0])
}

fn with_token(vendor: &Running, token: &str) -> denovolab::Client<Mode> {
    let builder = denovolab::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::admin(token));
    builder.client().expect("the settings hold")
}

#[tokio::test(flavor = "multi_thread")]
async fn list_users_reads_the_sample() {
    let vendor = documented("denovolab").await;
    let page = client(&vendor)
        .list_users()
        .send()
        .done()
        .await
        .expect("the sample decodes");
    assert_eq!((page.page, page.per_page, page.total), (0, 30, 160));
    let user = &page.items[0];
    assert_eq!((user.user_id, user.name.as_str()), (1728, "rt"));
    assert_eq!(user.user_type, Some(UserType::Client));
    assert_eq!(user.is_online, Some(2));
    assert_eq!(user.report_count.as_deref(), Some("1 Hour"));
    let created = user.create_time.expect("the sample has one");
    assert_eq!(created.to_string(), "2018-02-15T03:02:04.870467Z");
    let passwd = user
        .passwd
        .as_ref()
        .expect("the vendor gives the hash away");
    assert!(passwd.expose().starts_with("$2b$12$"));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_sixteen_parameters_are_sent() {
    let vendor = documented("denovolab").await;
    let time = |text: &str| text.parse().expect("a point in time");
    let call = client(&vendor)
        .list_users()
        .page(0)
        .per_page(30)
        .order_by("name")
        .order_dir("asc")
        .active(true)
        .carrier_name("A & B")
        .is_online("1")
        .name("rt")
        .role_id(1)
        .user_type("client")
        .create_time_gt(time("2018-01-01T00:00:00Z"))
        .create_time_lt(time("2019-01-01T00:00:00Z"))
        .last_login_time_gt(time("2018-01-01T00:00:00Z"))
        .last_login_time_isnull(false)
        .last_login_time_lt(time("2019-01-01T00:00:00Z"))
        .user_id_in("1721,1728");
    call.send()
        .done()
        .await
        .expect("the mock takes every parameter");
    let mut sent = vendor.requests().remove(0).query_pairs();
    sent.sort();
    let wanted = [
        ("active", "true"),
        ("carrier_name", "A & B"),
        ("create_time_gt", "2018-01-01T00:00:00Z"),
        ("create_time_lt", "2019-01-01T00:00:00Z"),
        ("is_online", "1"),
        ("last_login_time_gt", "2018-01-01T00:00:00Z"),
        ("last_login_time_isnull", "false"),
        ("last_login_time_lt", "2019-01-01T00:00:00Z"),
        ("name", "rt"),
        ("order_by", "name"),
        ("order_dir", "asc"),
        ("page", "0"),
        ("per_page", "30"),
        ("role_id", "1"),
        ("user_id_in", "1721,1728"),
        ("user_type", "client"),
    ];
    assert_eq!(
        sent,
        wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_is_error_110() {
    let vendor = documented("denovolab").await;
    let bare = denovolab::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    let error = vendor_error!(denovolab, bare.list_users().send().done().await);
    assert_eq!(error.kind(), Some(ErrorKind::AuthTokenNotProvided));
    assert_eq!(
        (error.code(), error.message()),
        (Some("110"), Some("No header X-Auth-Token present"))
    );
    assert_eq!(error.retry(), Retry::Never);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_error_120() {
    let vendor = documented("denovolab").await;
    let error = vendor_error!(
        denovolab,
        with_token(&vendor, "wrong")
            .list_users()
            .send()
            .done()
            .await
    );
    assert_eq!(error.kind(), Some(ErrorKind::IncorrectTokenProvided));
    assert_eq!(
        (error.code(), error.message()),
        (Some("120"), Some("Incorrect token provided"))
    );
    assert_eq!(error.retry(), Retry::Reauth);
    let Some(ErrorBody::Failure(body)) = error.body() else {
        panic!("the body has the shape of a failure")
    };
    assert_eq!(body.error_type.as_deref(), Some("unauthenticated_error"));
    assert_eq!(
        body.error.reason.as_deref(),
        Some("incorrect_token_provided")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn success_false_is_an_error_under_any_status() {
    let vendor = documented("denovolab").await;
    let body = r#"{"error_type": "unauthenticated_error", "success": false,
        "error": {"message": "Incorrect token provided", "code": 120, "reason": "incorrect_token_provided"}}"#;
    for status in [200, 201, 400, 401, 403, 404, 500, 503] {
        vendor.answer_next(Answer::json(status, body));
        let error = vendor_error!(denovolab, client(&vendor).list_users().send().done().await);
        assert_eq!(error.status().as_u16(), status);
        assert_eq!(
            error.kind(),
            Some(ErrorKind::IncorrectTokenProvided),
            "under {status}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn data_beside_success_false_do_not_matter() {
    let vendor = documented("denovolab").await;
    let body = r#"{"payload": [], "success": false, "error": {"message": "later", "code": 999}}"#;
    vendor.answer_next(Answer::json(200, body));
    let error = vendor_error!(denovolab, client(&vendor).list_users().send().done().await);
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (None, Some("999"), Some("later"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_validation_error_names_the_fields() {
    let vendor = documented("denovolab").await;
    vendor.answer_next(Answer::kind("list_users", "ValidationFailed"));
    let error = vendor_error!(denovolab, client(&vendor).list_users().send().done().await);
    assert_eq!(
        (error.kind(), error.status().as_u16()),
        (Some(ErrorKind::ValidationFailed), 400)
    );
    let Some(ErrorBody::ValidationFailure(body)) = error.body() else {
        panic!("the body has the shape of a validation failure")
    };
    assert_eq!(
        body.errors[0]["field_name"],
        ["Missing data for required field."]
    );
}
