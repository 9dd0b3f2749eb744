//! What the spec does not say: parameters of one call, and calls of paths that it does not know.

use http::Method;
use trunkline::transport::{Fake, TransportErrorKind};
use trunkline::{File, Json};

use crate::acme::{Error, ErrorKind};
use crate::{NOBODY, client, last, patient};

#[tokio::test]
async fn a_call_takes_parameters_of_its_own() {
    let fake = Fake::new().json(200, NOBODY);
    let call = client(&fake).list_users().query_param("a b", "c&d");
    let call = call.query_param("a b", "2").query_param("order", "none");
    call.await.expect("a page");
    // `order` stands in place of what the spec sends.
    let expected = "/v1/user/list?format=json&a%20b=c%26d&a%20b=2&order=none";
    assert_eq!(last(&fake), expected);
}

#[tokio::test]
async fn a_parameter_of_a_walk_goes_with_every_page() {
    let first = r#"{"payload":{"total":2,"items":[{"user_id":1}]}}"#;
    let fake = Fake::new().json(200, first).json(500, "");
    let mut items = client(&fake).list_users().query_param("beta", "1").items();
    _ = items.try_next().await;
    _ = items.try_next().await;
    for request in fake.requests() {
        let uri = request.uri().to_string();
        assert!(uri.ends_with("&beta=1"), "{uri}");
    }
}

#[tokio::test]
async fn a_parameter_that_may_be_a_secret_is_not_shown() {
    let fake = Fake::new().json(500, r#"{"echo":"opensesame"}"#);
    let call = client(&fake).list_users().query_param("key", "opensesame");
    let error = call.await.expect_err("a status");
    assert!(
        !format!("{error} {error:?}").contains("sesame"),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_undeclared_path_goes_out_like_any_other() {
    let fake = Fake::new().json(200, r#"{"up":true}"#);
    let call = client(&fake).request(Method::PUT, "/nodes/{id}/state");
    let call = call.path_param("id", "a/b ?").query_param("deep", "yes");
    let call = call.header("x-mine", "1").body(&Json::from(7));
    let up: Json = call.await.expect("a document");
    assert_eq!(up.to_string(), r#"{"up":true}"#);
    let requests = fake.requests();
    let [request] = &requests[..] else {
        panic!("one request")
    };
    assert_eq!(request.method(), Method::PUT);
    assert_eq!(
        request.uri(),
        "http://acme.test:8000/v1/nodes/a%2Fb%20%3F/state?deep=yes"
    );
    assert_eq!(request.headers()["x-auth-token"], "Token s3cret-token!");
    assert_eq!(request.headers()["x-mine"], "1");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.body().as_ref(), b"7");
}

#[tokio::test]
async fn its_reply_is_a_value_of_any_type_or_bytes() {
    let fake = Fake::new()
        .json(200, "[1,2]")
        .json(204, "")
        .json(200, "x;y");
    let client = client(&fake);
    let get = || client.request(Method::GET, "/numbers");
    assert_eq!(get().send::<Vec<i64>>().await.expect("numbers"), [1, 2]);
    let reply = get().send_raw::<Json>().await.expect("nothing");
    assert_eq!((reply.status().as_u16(), reply.value), (204, Json::Null));
    let reply = get().send_bytes().await.expect("bytes");
    assert_eq!(reply.value.as_ref(), b"x;y");
    let requests = fake.requests();
    assert_eq!(requests[2].headers()["accept"], "*/*");
}

#[tokio::test]
async fn its_body_may_be_bytes() {
    let fake = Fake::new().json(200, "null");
    let call = client(&fake).request(Method::POST, "/import");
    let file = File::new("a;b").media_type("text/csv");
    call.raw_body(file).await.expect("done");
    let requests = fake.requests();
    assert_eq!(requests[0].headers()["content-type"], "text/csv");
    assert_eq!(requests[0].body().as_ref(), b"a;b");
}

#[tokio::test]
async fn the_rules_of_the_vendor_judge_its_reply() {
    let fake = Fake::new()
        .json(
            200,
            r#"{"success":false,"error":{"code":110,"message":"no token"}}"#,
        )
        .json(200, r#"{"fine":false}"#)
        .json(418, r#"{"x":"a teapot"}"#);
    let client = client(&fake);
    let get = || {
        client
            .request(Method::GET, "/users/{id}")
            .path_param("id", 5)
    };
    match get().await {
        Err(Error::Vendor(error)) => {
            assert_eq!(error.kind(), Some(ErrorKind::NoToken));
            assert_eq!(error.message(), Some("no token"));
        }
        other => panic!("{other:?}"),
    }
    let error = get().await.expect_err("it is not fine");
    let line = "GET /users/{id} of acme: the reply does not say that the call succeeded (HTTP 200)";
    assert_eq!(error.to_string(), line);
    assert!(matches!(get().await, Err(Error::Status(_))));
}

#[tokio::test]
async fn a_path_that_is_none_is_refused() {
    let fake = Fake::new();
    let client = client(&fake);
    let cases = [
        ("users", "path", "does not begin with `/`"),
        ("/a?b=c", "path", "`query_param`"),
        ("/a/../b", "path", "another path"),
        ("/a/%2E%2e/b", "path", "another path"),
        ("/a/{id", "path", "without its `}`"),
        ("/a/{id}/{key}", "key", "`path_param`"),
        ("/a", "id", "is not in the path"),
        ("/a b/{id}", "path", "makes no URL"),
    ];
    for (path, name, reason) in cases {
        let call = client.request(Method::GET, path).path_param("id", 1);
        match call.await {
            Err(Error::Invalid(error)) => {
                assert_eq!(error.name(), name, "{path}: {error}");
                assert!(error.to_string().contains(reason), "{path}: {error}");
            }
            other => panic!("{path}: {other:?}"),
        }
    }
    for value in ["", ".", ".."] {
        let call = client.request(Method::GET, "/a/{id}/b");
        let error = call
            .path_param("id", value)
            .await
            .expect_err("another path");
        assert!(error.to_string().contains("another path"), "{error}");
    }
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn it_is_sent_again_where_that_does_no_harm() {
    let cases = [
        (Method::GET, 2),
        (Method::PUT, 2),
        (Method::DELETE, 2),
        (Method::POST, 1),
        (Method::PATCH, 1),
    ];
    for (method, tries) in cases {
        let fake = Fake::new().fail(TransportErrorKind::Interrupted);
        let fake = fake.json(200, "null");
        let client = patient::Client::builder().transport(fake.clone());
        let client = client.build().expect("the settings hold");
        let done = client.request(method.clone(), "/other").await;
        assert_eq!(fake.requests().len(), tries, "{method}");
        assert_eq!(done.is_ok(), tries == 2, "{method}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn it_is_there_in_the_blocking_mode() {
    let fake = Fake::new().json(200, "7").json(200, "8").json(200, "9");
    let builder = crate::acme::Client::builder().base_url("http://acme.test");
    let client = builder.blocking_transport(fake.clone());
    let client = client.build_blocking().expect("the settings hold");
    let get = || client.request(Method::GET, "/count").query_param("a", "b");
    assert_eq!(get().send::<i64>().expect("a number"), 7);
    assert_eq!(get().send_raw::<i64>().expect("a number").value, 8);
    let bytes = get().send_bytes().expect("bytes").value;
    assert_eq!(bytes.as_ref(), b"9");
    assert_eq!(last(&fake), "/count?a=b");
}
