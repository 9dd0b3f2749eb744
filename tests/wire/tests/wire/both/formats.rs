//! Requestor in both of its formats: the same page, walked over in XML, and what in XML is not as the spec says.

use std::collections::BTreeSet;
use std::fs;

use trunkline::Scalar;
use trunkline_mock::{Answer, Running};
use trunkline_vendors::requestor::{
    self, Error, ErrorBody, ErrorKind, Format, Language, RequestorUser, UserPage,
};
use trunkline_wire_tests::{documented, specs, with_users};

use super::*;
use crate::vendor_error;

/// A client that speaks XML.
fn client(vendor: &Running) -> requestor::Client<Mode> {
    let builder = requestor::Client::builder().base_url(vendor.base_url());
    let client = builder.format(Format::Xml).client();
    client.expect("the settings hold")
}

fn sample(name: &str) -> String {
    fs::read_to_string(specs().join("requestor/examples").join(name)).expect("a sample")
}

/// What comes of the sample with a change, which has to be one.
async fn changed(from: &str, to: &str) -> Result<UserPage, Error> {
    let sample = sample("get_users.xml");
    let changed = sample.replace(from, to);
    assert_ne!(changed, sample, "`{from}` stands in the sample");
    let vendor = documented("requestor").await;
    vendor.answer_next(Answer::xml(200, changed));
    client(&vendor).get_users().send().done().await
}

#[tokio::test(flavor = "multi_thread")]
async fn both_samples_hold_the_same_page() {
    let vendor = documented("requestor").await;
    let client = client(&vendor);
    let xml = client.get_users().send().done().await.expect("XML decodes");
    let json = client.get_users().format(Format::Json).send().done().await;
    assert_eq!(xml.items.len(), 2);
    assert_eq!(xml, json.expect("JSON decodes"));
    let sent: Vec<_> = vendor
        .requests()
        .into_iter()
        .map(|request| {
            let header = |name| request.header(name).unwrap_or_default().to_owned();
            (header("accept"), header("content-type"))
        })
        .collect();
    let twice = |name: &str| (name.to_owned(), name.to_owned());
    assert_eq!(sent, [twice("application/xml"), twice("application/json")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_the_documented_one() {
    let vendor = documented("requestor").await;
    let call = client(&vendor).get_users().page_index(0).page_size(10);
    let call = call.user_name(None).email(None).customer_id(None);
    let call = call.is_end_user(None).is_smart_user(None).is_operator(None);
    let call = call.is_super_operator(None).is_administrator(None);
    let call = call
        .last_updated_date_from_utc(None)
        .last_updated_date_until_utc(None);
    call.send().done().await.expect("the mock takes the filter");
    let sent = String::from_utf8(vendor.requests().remove(0).body).expect("it is text");
    let sample = sample("get_users.request.xml");
    assert_eq!(parts(&sent), parts(&sample));
}

/// The attributes of the root in any order, and the rest without the white space that means nothing.
fn parts(document: &str) -> (BTreeSet<&str>, String) {
    let (_, document) = document.split_once("?>").unwrap_or(("", document));
    let (root, rest) = document.split_once('>').expect("it has a root");
    let lines: String = rest.lines().map(str::trim).collect();
    (
        root.split_whitespace().collect(),
        lines.replace(" />", "/>"),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_users_are_walked_over() {
    let vendor = with_users("requestor", 1000).await;
    let mut users = client(&vendor).get_users().page_size(64).items();
    let mut keys = BTreeSet::new();
    while let Some(user) = users.try_next().await.expect("every page decodes") {
        let key = user.user_provider_key;
        assert!(keys.insert(key), "{key} came twice");
    }
    assert_eq!((keys.len(), vendor.requests().len()), (1000, 16));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_root_or_namespace_is_an_error_that_names_both() {
    let cases = [
        ("GetUsersResult", "Users", ["`Users`", "`GetUsersResult`"]),
        (
            "RequestorApiDataStructures.Results",
            "Other",
            ["Other`", "RequestorApiDataStructures.Results`"],
        ),
        (
            "RequestorApiDataStructures.DataStructures",
            "Other",
            ["Other`", "RequestorApiDataStructures.DataStructures`"],
        ),
        (
            "d3p1:RequestorUser",
            "d3p1:User",
            ["`User`", "`RequestorUser`"],
        ),
        (
            "2003/10/Serialization/Arrays",
            "Other",
            ["Other`", "Serialization/Arrays`"],
        ),
    ];
    for (from, to, words) in cases {
        let error = changed(from, to).await.expect_err("not as the spec says");
        assert!(matches!(error, Error::Decode(_)), "{error}");
        let line = error.to_string();
        assert!(words.iter().all(|word| line.contains(word)), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_does_not_fit_is_named_by_its_path() {
    let sample = sample("get_users.xml");
    let error = changed("<d3p1:Id>2</d3p1:Id>", "<d3p1:Id>two</d3p1:Id>").await;
    let Err(Error::Decode(error)) = error else {
        panic!("wanted an error, found {error:?}")
    };
    assert_eq!(error.path(), "PagedUsers.Items[0].Tags[1].Id");
    let offset = error.read_error().and_then(trunkline::ReadError::offset);
    assert_eq!(offset, sample.find("<d3p1:Id>2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_request_brings_its_message() {
    let vendor = documented("requestor").await;
    let body = "<Error><Message>PageSize is too large.</Message><Trace>17</Trace></Error>";
    vendor.answer_next(Answer::xml(400, body));
    let error = vendor_error!(requestor, client(&vendor).get_users().send().done().await);
    let expected = (Some(ErrorKind::BadRequest), Some("PageSize is too large."));
    assert_eq!((error.kind(), error.message()), expected);
    let Some(ErrorBody::Failure(body)) = error.body() else {
        panic!("the body has its shape")
    };
    assert!(body.extra.contains_key("Trace"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mock_answers_a_bad_request_in_xml() {
    let vendor = documented("requestor").await;
    vendor.answer_next(Answer::kind("get_users", "BadRequest"));
    let error = vendor_error!(requestor, client(&vendor).get_users().send().done().await);
    assert_eq!(error.kind(), Some(ErrorKind::BadRequest));
    assert!(
        error
            .content_type()
            .is_some_and(|sort| sort.contains("xml"))
    );
    assert!(
        error.message().is_some() && error.body().is_some(),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_the_spec_does_not_name_stays_in_its_format() {
    let page = changed(">en<", ">tlh<").await.expect("it is kept");
    let john = &page.items[0];
    let Some(Language::Unknown(value)) = &john.language else {
        panic!("found {:?}", john.language)
    };
    assert_eq!(value.to_string(), "tlh");
    let written = john.to_xml().expect("it came in XML");
    assert!(written.contains("<Language>tlh</Language>"), "{written}");
    assert_eq!(RequestorUser::from_xml(&written).as_ref(), Ok(john));
    let error = john.to_json().expect_err("it did not come in JSON");
    assert_eq!(error.path(), "Language");

    let json = documented_user().replace("\"Language\":0", "\"Language\":7");
    let user = RequestorUser::from_json(&json).expect("it is kept");
    assert_eq!(user.language, Some(Language::Unknown(Scalar::from(7))));
    assert!(
        user.to_json()
            .expect("it came in JSON")
            .contains("\"Language\":7")
    );
    let error = user.to_xml().expect_err("it did not come in XML");
    assert!(error.to_string().contains("`7`"), "{error}");
}

/// The first user of the sample in JSON.
fn documented_user() -> String {
    let page: serde_json::Value = serde_json::from_str(&sample("get_users.json")).expect("JSON");
    page["PagedUsers"]["Items"][0].to_string()
}
