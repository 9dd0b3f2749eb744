//! jtel: a bearer token, enveloped lists, errors by status alone.

use trunkline_mock::{Answer, Running};
use trunkline_vendors::jtel::{self, Auth, ErrorKind};
use trunkline_wire_tests::{documented, with_users};

use super::*;
use crate::vendor_error;

fn client(vendor: &Running) -> jtel::Client<Mode> {
    let token = vendor.credentials("token").remove(0);
    jtel::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::token(token))
        .client()
        .expect("the settings hold")
}

#[tokio::test(flavor = "multi_thread")]
async fn list_users_hands_over_the_envelope() {
    let vendor = documented("jtel").await;
    let reply = client(&vendor)
        .list_users()
        .send_raw()
        .done()
        .await
        .expect("the sample decodes");
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.value.len(), 1);
    let user = &reply.value[0];
    assert_eq!(user.resellers_id, Some(1));
    assert_eq!(user.dt_pbx_telephone_status, None);
    assert_eq!(user.b_use_web_email, None, "the sample is cut");
    let meta = reply.meta;
    assert_eq!((meta.count, meta.status), (22, 200));
    assert_eq!((meta.limit_start, meta.limit_page_size), (0, -1));
    assert_eq!((meta.order_by.as_str(), meta.ascending), ("UID", true));
    assert_eq!(meta.filter, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn get_user_takes_the_first_record() {
    let vendor = documented("jtel").await;
    let user = client(&vendor)
        .get_user(12)
        .send()
        .done()
        .await
        .expect("the sample decodes");
    let status = user.dt_pbx_telephone_status.expect("the sample has one");
    assert_eq!(status.to_string(), "2020-07-07T06:20:14.558");
    let request = &vendor.requests()[0];
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("GET", "/rest/v1.0/ClientsID/users/user/12")
    );
    assert_eq!(
        request.header("authorization"),
        Some("Bearer mock-secret-token")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn find_users_by_uid_sends_the_uid_encoded() {
    let vendor = documented("jtel").await;
    let users = client(&vendor)
        .find_users_by_uid("o'brien & söhne")
        .send()
        .done()
        .await
        .expect("the sample decodes");
    assert_eq!(users.len(), 1);
    let sent = vendor.requests().remove(0).query_pairs();
    assert_eq!(sent, [("uid".to_owned(), "o'brien & söhne".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_spec_does_not_declare_is_kept() {
    let vendor = with_users("jtel", 5).await;
    let users = client(&vendor)
        .list_users()
        .send()
        .done()
        .await
        .expect("made users decode");
    assert_eq!(users.len(), 5);
    assert!(users.iter().all(|user| !user.extra.is_empty()));
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_rest_on_the_status() {
    let vendor = with_users("jtel", 5).await;
    let missed = vendor_error!(jtel, client(&vendor).get_user(1_000).send().done().await);
    assert_eq!(
        (missed.kind(), missed.status().as_u16()),
        (Some(ErrorKind::NotFound), 404)
    );

    let wrong = jtel::Client::builder()
        .base_url(vendor.base_url())
        .auth(Auth::token("old"))
        .client();
    let wrong = wrong
        .expect("the settings hold")
        .list_users()
        .send()
        .done()
        .await;
    assert_eq!(
        vendor_error!(jtel, wrong).kind(),
        Some(ErrorKind::Unauthorized)
    );

    let bare = jtel::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold");
    assert_eq!(
        vendor_error!(jtel, bare.list_users().send().done().await).kind(),
        Some(ErrorKind::Unauthorized)
    );

    vendor.answer_next(Answer::new(500));
    let broken = vendor_error!(jtel, client(&vendor).list_users().send().done().await);
    assert_eq!((broken.kind(), broken.status().as_u16()), (None, 500));
}

#[test]
fn the_base_url_asks_for_what_it_needs() {
    let builder = || {
        jtel::Client::builder()
            .scheme("http")
            .server("portal.example.com")
            .clients_id("7")
    };
    assert!(builder().port(8080).client().is_ok());
    let missing = builder().client().expect_err("there is no port");
    assert!(missing.to_string().contains("`port`"), "{missing}");
}
