//! The specs of real vendors: every call is answered, with examples and with made collections.

use std::path::PathBuf;

use trunkline_mock::{Mock, Running};

use crate::JSON;
use crate::http::{Reply, send};

fn spec(name: &str) -> Mock {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    Mock::from_spec(root.join(name)).unwrap_or_else(|why| panic!("{why}"))
}

async fn ask(
    vendor: &Running,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Reply {
    let reply = send(vendor, method, path, headers, body).await;
    assert_eq!(
        reply.status,
        200,
        "{method} {path}: {}",
        String::from_utf8_lossy(&reply.body)
    );
    reply
}

#[tokio::test]
async fn jtel() {
    let vendor = spec("jtel").items(22).start().await.expect("it starts");
    let token = [("authorization", "Bearer mock-secret-token")];
    let all = ask(&vendor, "GET", "/users", &token, "").await.json();
    assert_eq!(all["records"].as_array().map(Vec::len), Some(22));
    assert_eq!((&all["count"], &all["status"]), (&22.into(), &200.into()));
    let one = ask(&vendor, "GET", "/users/user/3", &token, "")
        .await
        .json();
    assert_eq!(one["records"][0], all["records"][2]);
    ask(&vendor, "GET", "/users/user?uid=x", &token, "").await;
    assert_eq!(
        send(&vendor, "GET", "/users/user/23", &token, "")
            .await
            .status,
        404
    );
    assert_eq!(send(&vendor, "GET", "/users", &[], "").await.status, 401);
}

#[tokio::test]
async fn denovolab() {
    let vendor = spec("denovolab")
        .items(30)
        .start()
        .await
        .expect("it starts");
    let token = [("x-auth-token", "mock-secret-admin")];
    let page = ask(
        &vendor,
        "GET",
        "/user/list?page=2&per_page=12&active=true",
        &token,
        "",
    )
    .await
    .json();
    assert_eq!(page["payload"]["items"].as_array().map(Vec::len), Some(6));
    assert_eq!(
        (&page["success"], &page["payload"]["total"]),
        (&true.into(), &30.into())
    );
    let none = send(&vendor, "GET", "/user/list", &[], "").await.json();
    assert_eq!(none["error"]["code"], 110);
    let wrong = send(&vendor, "GET", "/user/list", &[("x-auth-token", "x")], "")
        .await
        .json();
    assert_eq!(wrong["error"]["code"], 120);
    let bad = send(&vendor, "GET", "/user/list?role_id=x", &token, "").await;
    assert_eq!(bad.status, 400);
    assert!(bad.json()["errors"].is_array());
}

#[tokio::test]
async fn marchex() {
    let vendor = spec("marchex").items(30).start().await.expect("it starts");
    let keys = [
        ("x-organization-token", "mock-secret-organization"),
        ("subscription-key", "mock-secret-subscription"),
    ];
    let page = ask(&vendor, "GET", "/users?pagenumber=2&pagesize=20", &keys, "")
        .await
        .json();
    assert_eq!(page["results"].as_array().map(Vec::len), Some(10));
    assert_eq!(
        page["paging"],
        serde_json::json!({"pageNumber": 2, "pageSize": 20, "total": 30})
    );
    let user = &page["results"][0];
    let id = user["user_id"].as_str().expect("a UUID");
    let by_id = ask(&vendor, "GET", &format!("/users/{id}"), &keys, "")
        .await
        .json();
    assert_eq!(&by_id, user);
    assert_eq!(
        send(&vendor, "GET", "/users/nobody", &keys, "")
            .await
            .status,
        404
    );
    assert_eq!(
        send(&vendor, "GET", "/users", &keys[..1], "").await.status,
        401
    );
}

#[tokio::test]
async fn requestor() {
    let vendor = spec("requestor")
        .items(30)
        .start()
        .await
        .expect("it starts");
    let body = r#"{"PageIndex": 1, "PageSize": 20, "UserName": null}"#;
    let page = ask(&vendor, "POST", "/api/Account/GetUsers", &[JSON], body)
        .await
        .json();
    assert_eq!(
        page["PagedUsers"]["Items"].as_array().map(Vec::len),
        Some(10)
    );
    assert_eq!(page["PagedUsers"]["TotalPages"], 2);
    let bad = send(
        &vendor,
        "POST",
        "/api/Account/GetUsers",
        &[JSON],
        r#"{"PageIndex": "x"}"#,
    )
    .await;
    assert_eq!(bad.status, 400);
    assert_eq!(
        bad.json()["Message"],
        "body.PageIndex: wanted a whole number, found a text"
    );
}

#[tokio::test]
async fn commpeak() {
    let vendor = spec("commpeak").start().await.expect("it starts");
    let login = [(
        "authorization",
        "Basic bW9jay11c2VyLWJhc2ljOm1vY2stc2VjcmV0LWJhc2lj",
    )];
    let users = ask(&vendor, "GET", "/users/id-7", &login, "").await.json();
    assert_eq!(users.as_array().map(Vec::len), Some(1));
    assert_eq!(users[0]["id"], "id-7");
    let short = ask(&vendor, "GET", "/users/7", &login, "").await.json();
    assert_eq!(short, users);
    assert_eq!(
        send(&vendor, "GET", "/users/nobody", &login, "")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn without_a_size_the_pages_samples_are_served_as_they_stand() {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let read = |path: &str| std::fs::read(samples.join(path)).expect("the sample is there");
    let vendor = spec("denovolab").start().await.expect("it starts");
    let token = [("x-auth-token", "mock-secret-admin")];
    let first = ask(&vendor, "GET", "/user/list", &token, "").await;
    assert_eq!(first.body, read("denovolab/examples/list_users.json"));
    let next = ask(&vendor, "GET", "/user/list?page=1", &token, "")
        .await
        .json();
    assert_eq!(next["payload"]["items"], serde_json::json!([]));
    let vendor = spec("jtel").start().await.expect("it starts");
    let token = [("authorization", "Bearer mock-secret-token")];
    let user = ask(&vendor, "GET", "/users/user/1", &token, "").await;
    assert_eq!(user.body, read("jtel/examples/get_user.json"));
}
