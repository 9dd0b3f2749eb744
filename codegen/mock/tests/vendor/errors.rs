//! What is refused, and how the vendor says so.

use trunkline_mock::{Mock, Requests};

use crate::http::{get, send};
use crate::{JSON, KEY, TOKEN, acme};

#[tokio::test]
async fn bad_parameters_are_named() {
    let vendor = acme().items(3).start().await.expect("it starts");
    let cases = [
        (
            "/users?active=maybe",
            "active: wanted a flag, found `maybe`",
        ),
        ("/users?active=true&active=true", "active: is given 2 times"),
        (
            "/users?since=2020-01-01",
            "since: wanted a point in time, found `2020-01-01`",
        ),
        // A `+` that was not escaped is a space.
        (
            "/users?since=2020-01-01T00:00:00+01:00",
            "since: wanted a point in time, found `2020-01-01T00:00:00 01:00`",
        ),
        (
            "/users?activ=true",
            "activ: the spec knows no such query parameter",
        ),
    ];
    for (path, detail) in cases {
        let reply = get(&vendor, path, &[KEY]).await;
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.json()["detail"], detail);
    }
    let good = get(
        &vendor,
        "/users?active=true&since=2020-01-01T00:00:00.5%2B01:00",
        &[KEY],
    )
    .await;
    assert_eq!(good.status, 200);
}

#[tokio::test]
async fn bad_bodies_are_refused() {
    let vendor = acme().items(3).start().await.expect("it starts");
    let cases = [
        ("", "body: is required"),
        ("{", "body: EOF while parsing an object at line 1 column 1"),
        ("[]", "body: wanted an object, found a list"),
        (
            r#"{"PageIndex": "1"}"#,
            "body.PageIndex: wanted a whole number, found a text",
        ),
        (
            r#"{"PageIndex": null}"#,
            "body.PageIndex: wanted a whole number, which is never null, found null",
        ),
        (
            r#"{"Since": "2020-13-01"}"#,
            "body.Since: wanted a date, found a text",
        ),
        (
            r#"{"pageindex": 1}"#,
            "body.pageindex: the spec knows no such field",
        ),
    ];
    for (body, detail) in cases {
        let reply = send(&vendor, "POST", "/users/search", &[TOKEN, JSON], body).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_eq!(reply.json()["detail"], detail);
    }
    let good = r#"{"Since": null, "Role": "another role"}"#;
    assert_eq!(
        send(&vendor, "POST", "/users/search", &[TOKEN, JSON], good)
            .await
            .status,
        200
    );
    let untyped = send(&vendor, "POST", "/users/search", &[TOKEN], "{}").await;
    assert_eq!(
        untyped.json()["detail"],
        "content-type: wanted `application/json`, found ``"
    );
    let unasked = send(&vendor, "DELETE", "/users/1", &[JSON], "{}").await;
    assert_eq!(unasked.json()["detail"], "body: this call has none");
}

#[tokio::test]
async fn tolerant_vendors_let_more_through() {
    let vendor = acme()
        .items(3)
        .requests(Requests::Tolerant)
        .start()
        .await
        .expect("it starts");
    assert_eq!(get(&vendor, "/users?activ=true", &[KEY]).await.status, 200);
    let reply = send(
        &vendor,
        "POST",
        "/users/search",
        &[TOKEN, JSON],
        r#"{"x": 1}"#,
    )
    .await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        get(&vendor, "/users?active=maybe", &[KEY]).await.status,
        400
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let vendor = acme().items(3).start().await.expect("it starts");
    let miss = get(&vendor, "/users/4", &[KEY, TOKEN]).await;
    assert_eq!(
        (miss.status, &miss.json()["detail"]),
        (404, &"there is no such item".into())
    );
    let nowhere = get(&vendor, "/user", &[]).await;
    assert_eq!(nowhere.status, 404);
    let message = nowhere.json()["message"].to_string();
    assert!(
        message.contains("`/api/v2/user` leads nowhere; there is `GET /api/v2/users`"),
        "{message}"
    );
    let put = send(&vendor, "PUT", "/users/1", &[], "").await;
    assert_eq!(
        (put.status, put.header("allow")),
        (405, Some("DELETE, GET"))
    );
}

#[tokio::test]
async fn a_vendor_whose_rules_ask_the_body_alone_says_it_with_200() {
    let spec = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/specs/calm");
    let mock = Mock::from_spec(spec).unwrap_or_else(|why| panic!("{why}"));
    let vendor = mock.items(3).start().await.expect("it starts");
    for (path, text) in [
        ("/users/4", "nobody has this number"),
        ("/names/4", "there is no such item"),
        ("/names/1?full=maybe", "full: wanted a flag, found `maybe`"),
    ] {
        let reply = get(&vendor, path, &[]).await;
        assert_eq!((reply.status, &reply.json()["ok"]), (200, &false.into()));
        assert_eq!(reply.json()["why"]["text"], text);
    }
    let there = get(&vendor, "/users/3", &[]).await;
    assert_eq!(there.json()["id"], 3);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let vendor = acme().items(3).start().await.expect("it starts");
    let huge = " ".repeat(trunkline_mock::MAX_REQUEST_BYTES + 1);
    let reply = send(&vendor, "POST", "/users/search", &[TOKEN, JSON], &huge).await;
    assert_eq!(reply.status, 413);
    let deep = "[".repeat(100_000);
    let reply = send(&vendor, "POST", "/users/search", &[TOKEN, JSON], &deep).await;
    assert_eq!(reply.status, 400);
}
