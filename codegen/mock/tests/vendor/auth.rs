//! Credentials: good, missing, wrong, and of one's own.

use trunkline_mock::Error;

use crate::http::get;
use crate::{KEY, TOKEN, acme};

#[tokio::test]
async fn each_scheme_is_checked_as_the_spec_says() {
    let vendor = acme().items(3).start().await.expect("it starts");
    let login = (
        "authorization",
        "Basic bW9jay11c2VyLWxvZ2luOm1vY2stc2VjcmV0LWxvZ2lu",
    );
    let guid = vendor.item("User", 0).expect("there is a type `User`")["guid"].clone();
    let by_guid = format!("/users/{}", guid.as_str().expect("a UUID"));
    let wrong_key = ("x-key", "mock-secret-key");
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], u16);
    let cases: [Case<'_>; 12] = [
        ("/users", &[KEY], 200),
        ("/users", &[], 401),
        ("/users", &[wrong_key], 401),
        ("/users/1", &[KEY, TOKEN], 200),
        ("/users/1", &[KEY], 401),
        ("/users/1", &[TOKEN], 401),
        (&by_guid, &[TOKEN], 200),
        (&by_guid, &[login], 200),
        (&by_guid, &[KEY], 401),
        (&by_guid, &[("authorization", "Bearer wrong")], 401),
        ("/find?username=x", &[login], 200),
        ("/find?username=x", &[("authorization", "Basic !")], 401),
    ];
    for (path, headers, status) in cases {
        let reply = get(&vendor, path, headers).await;
        assert_eq!(reply.status, status, "{path} with {headers:?}: {reply:?}");
    }
}

#[tokio::test]
async fn credentials_are_listed_and_can_be_set() {
    let vendor = acme().start().await.expect("it starts");
    assert_eq!(vendor.credentials("key"), ["mock-secret-key"]);
    assert_eq!(
        vendor.credentials("login"),
        ["mock-user-login", "mock-secret-login"]
    );
    assert_eq!(
        vendor.credentials("both"),
        ["mock-secret-key", "mock-secret-token"]
    );
    assert_eq!(vendor.credentials("either"), ["mock-secret-token"]);
    assert!(vendor.credentials("nothing").is_empty());

    let own = acme()
        .items(3)
        .credentials("both", ["one", "two"])
        .start()
        .await
        .expect("it starts");
    let headers = [("x-key", "k=one;"), ("authorization", "bearer two")];
    assert_eq!(get(&own, "/users/1", &headers).await.status, 200);
    assert_eq!(get(&own, "/users/1", &[KEY, TOKEN]).await.status, 401);

    let unknown = acme().credentials("kye", ["x"]).start().await;
    assert!(matches!(unknown, Err(Error::Scheme(name)) if name == "kye"));
    let short = acme().credentials("both", ["x"]).start().await;
    let why = short.err().map(|why| why.to_string());
    assert_eq!(
        why.as_deref(),
        Some("the scheme `both` takes 2 secrets, not 1")
    );
}

#[tokio::test]
async fn bad_credentials_get_the_documented_answer() {
    let vendor = acme().start().await.expect("it starts");
    let missing = get(&vendor, "/users", &[]).await;
    assert_eq!(missing.status, 401);
    assert_eq!(
        missing.json()["error"]["code"],
        120,
        "the example of another endpoint of the scheme"
    );
    let wrong = get(&vendor, "/users", &[("x-key", "k=no;")]).await;
    assert_eq!(wrong.status, 401);
    assert_eq!(
        wrong.json()["detail"],
        "the credentials are not the right ones",
        "by the rule on 401"
    );
}
