//! Requestor: a filter in the body of a POST, absent and null apart, headers that the caller supplies.

use serde_json::json;
use trunkline_mock::{Answer, Running};
use trunkline_vendors::requestor::{self, Auth, ErrorBody, ErrorKind, Language, TagType};
use trunkline_wire_tests::{Canned, documented};

use super::*;
use crate::vendor_error;

fn client(vendor: &Running) -> requestor::Client<Mode> {
    requestor::Client::builder()
        .base_url(vendor.base_url())
        .client()
        .expect("the settings hold")
}

#[tokio::test(flavor = "multi_thread")]
async fn get_users_reads_the_sample() {
    let vendor = documented("requestor").await;
    let page = client(&vendor)
        .get_users()
        .send()
        .done()
        .await
        .expect("the sample decodes");
    assert_eq!(
        (
            page.page_index,
            page.page_size,
            page.total_items,
            page.total_pages
        ),
        (0, 200, 2, 1)
    );
    let [john, jane] = page.items.as_slice() else {
        panic!("the sample has two users")
    };
    assert_eq!(john.user_name, "john.doe");
    assert_eq!(john.language, Some(Language::En));
    assert_eq!(
        john.phones.as_deref(),
        Some(["+420 732 389 583".to_owned()].as_slice())
    );
    let tags = john.tags.as_deref().expect("he has tags");
    assert_eq!(
        (tags[0].id, &tags[0].r#type),
        (1, &Some(TagType::UserAndCompany))
    );
    assert_eq!(jane.tags, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_and_null_are_sent_apart() {
    let vendor = documented("requestor").await;
    let call = client(&vendor)
        .get_users()
        .page_index(0)
        .user_name("john")
        .email(None)
        .is_operator(true)
        .customer_id(7);
    call.send().done().await.expect("the mock takes the filter");
    let request = vendor.requests().remove(0);
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/api/Account/GetUsers")
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
    let wanted = json!({"PageIndex": 0, "UserName": "john", "Email": null, "IsOperator": true, "CustomerId": 7});
    assert_eq!(request.json(), Some(wanted));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_request_brings_its_message() {
    let vendor = documented("requestor").await;
    vendor.answer_next(Answer::json(
        400,
        r#"{"Message": "PageSize is too large.", "Trace": 17}"#,
    ));
    let error = vendor_error!(requestor, client(&vendor).get_users().send().done().await);
    assert_eq!(
        (error.kind(), error.message()),
        (Some(ErrorKind::BadRequest), Some("PageSize is too large."))
    );
    let Some(ErrorBody::Failure(body)) = error.body() else {
        panic!("the body has its shape")
    };
    assert!(body.extra.contains_key("Trace"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_request_in_plain_text_is_still_one() {
    let vendor = documented("requestor").await;
    vendor.answer_next(
        Answer::new(400)
            .header("content-type", "text/plain")
            .body("PageSize is too large."),
    );
    let error = vendor_error!(requestor, client(&vendor).get_users().send().done().await);
    assert_eq!(
        (error.kind(), error.message()),
        (Some(ErrorKind::BadRequest), None)
    );
    assert_eq!(&error.raw_body()[..], b"PageSize is too large.");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_that_are_too_low_have_kinds() {
    let vendor = documented("requestor").await;
    for (status, kind) in [(401, ErrorKind::Unauthorized), (403, ErrorKind::Forbidden)] {
        vendor.answer_next(Answer::new(status));
        let error = vendor_error!(requestor, client(&vendor).get_users().send().done().await);
        assert_eq!(error.kind(), Some(kind));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_callers_headers_are_sent() {
    let server = Canned::serve(trunkline_wire_tests::json(401, "{}")).await;
    let mut headers = http::HeaderMap::new();
    headers.insert(
        "x-api-key",
        "s3cret".parse().expect("it is a header's value"),
    );
    let builder = requestor::Client::builder()
        .base_url(server.url())
        .auth(Auth::caller(headers));
    let client = builder.client().expect("the settings hold");
    let error = vendor_error!(requestor, client.get_users().send().done().await);
    assert!(server.requests()[0].contains("x-api-key: s3cret"));
    assert!(!format!("{client:?} {error:?} {error}").contains("s3cret"));
}
