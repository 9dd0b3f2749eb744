//! What calls without pages return: looked up, filtered, wrapped.

use crate::http::{get, send};
use crate::{KEY, TOKEN, acme};

#[tokio::test]
async fn a_lookup_finds_what_a_list_holds() {
    let vendor = acme().items(40).start().await.expect("it starts");
    let user = vendor.item("User", 33).expect("there is a type `User`");
    assert_eq!(user["user_id"], 34);

    let by_id = get(&vendor, "/users/34", &[KEY, TOKEN]).await;
    assert_eq!(by_id.json()["records"][0], user);
    let guid = user["guid"].as_str().expect("a UUID");
    let by_guid = get(&vendor, &format!("/users/{guid}"), &[TOKEN]).await;
    assert_eq!(
        by_guid.json()["payload"],
        user,
        "the UUID is narrower than the name"
    );
    let by_name = get(&vendor, "/users/username%2D34", &[]).await;
    let name = user["username"].as_str().expect("a text");
    if name == "username-34" {
        assert_eq!(by_name.json()["payload"], user);
    }
    let all = get(&vendor, "/all", &[]).await.json();
    assert_eq!(all.as_array().map(Vec::len), Some(40));
    assert_eq!(all[33], user);
    assert!(
        user["passwd"]
            .as_str()
            .is_some_and(|text| text.starts_with("mock-secret-"))
    );
}

#[tokio::test]
async fn names_with_slashes_and_accents_are_found() {
    let vendor = acme().items(40).start().await.expect("it starts");
    let users: Vec<_> = (0..40).filter_map(|i| vendor.item("User", i)).collect();
    let odd = users
        .iter()
        .find(|user| user["username"].as_str().is_some_and(|n| n.contains('/')));
    let odd = odd.expect("some names hold what escaping gets wrong");
    let name = odd["username"].as_str().expect("a text");
    let escaped: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let reply = get(&vendor, &format!("/users/{escaped}"), &[]).await;
    assert_eq!(&reply.json()["payload"], odd);
}

#[tokio::test]
async fn a_required_parameter_that_names_a_field_filters() {
    let vendor = acme().items(40).start().await.expect("it starts");
    let login = (
        "authorization",
        "Basic bW9jay11c2VyLWxvZ2luOm1vY2stc2VjcmV0LWxvZ2lu",
    );
    let user = vendor.item("User", 1).expect("there is a type `User`");
    let name = user["username"].as_str().expect("a text");
    let found = get(&vendor, &format!("/find?username={name}"), &[login])
        .await
        .json();
    assert_eq!(found["payload"], serde_json::json!([user]));
    let none = get(&vendor, "/find?username=nobody", &[login]).await;
    assert_eq!(
        (none.status, &none.json()["payload"]),
        (200, &serde_json::json!([]))
    );
}

#[tokio::test]
async fn envelopes_hold_what_the_spec_says() {
    let vendor = acme().items(3).start().await.expect("it starts");
    let reply = get(&vendor, "/users/1", &[KEY, TOKEN]).await;
    let body = reply.json();
    assert_eq!(body["state"], "done", "`ok` holds");
    assert_eq!(body["success"], true, "no error rule matches");
    assert!(body["total"].is_i64());
    assert_eq!(reply.header("x-trace"), Some("trace-1"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let gone = send(&vendor, "DELETE", "/users/1", &[], "").await;
    assert_eq!((gone.status, gone.body.len()), (204, 0));
}

#[tokio::test]
async fn without_a_size_examples_come_first() {
    let vendor = acme().start().await.expect("it starts");
    let reply = get(&vendor, "/ping", &[KEY]).await;
    assert_eq!(reply.json()["payload"]["detail"], "from the page");
    let made = acme().items(3).start().await.expect("it starts");
    let reply = get(&made, "/ping", &[KEY]).await;
    assert_eq!(reply.json()["payload"]["detail"], "detail-1");
}
