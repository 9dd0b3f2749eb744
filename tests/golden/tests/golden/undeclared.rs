//! Calls of paths that the spec does not know, over sockets: with the habits of the spec's head.

use golden::hosts::{Auth, Client, ClientBuilder, Error, ErrorKind};
use http::Method;
use trunkline::{Blocking, Json};
use trunkline_mock::{Answer, Mock, Running};

async fn mock() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/hosts"
    );
    let mock = Mock::from_spec(spec).expect("the spec holds");
    mock.start().await.expect("it starts")
}

fn builder(mock: &Running) -> ClientBuilder {
    let builder = Client::builder().base_url(mock.base_url());
    let media = mock.base_url_of("media").expect("the spec names it");
    let key = mock.credentials("key").remove(0);
    builder.media_base_url(media).auth(Auth::key(key))
}

#[tokio::test]
async fn they_go_out_with_the_credentials_and_the_errors_of_the_head() {
    let mock = mock().await;
    let client = builder(&mock).build().expect("the settings hold");
    // The mock refuses whoever shows no key.
    let users: Json = client
        .request(Method::GET, "/users")
        .query_param("lang", "en")
        .query_param("source", "test")
        .header("x-tenant", "acme")
        .await
        .expect("users");
    assert!(matches!(users, Json::Object(_)), "{users}");

    mock.answer_next(Answer::json(200, r#"{"error":"gone"}"#));
    match client.request(Method::GET, "/unknown").await {
        Err(Error::Vendor(error)) => assert_eq!(error.kind(), Some(ErrorKind::Gone)),
        other => panic!("{other:?}"),
    }
    let asked = mock.requests().pop().expect("something came");
    assert_eq!(asked.path, "/eu/v1/unknown");
    assert!(asked.header("x-key").is_some());
}

#[tokio::test]
async fn they_block_where_the_client_does() {
    let mock = mock().await;
    let builder = builder(&mock);
    let users = tokio::task::spawn_blocking(move || {
        let client: Client<Blocking> = builder.build_blocking().expect("the settings hold");
        let call = client.request(Method::GET, "/{list}");
        let call = call
            .path_param("list", "users")
            .query_param("source", "web");
        call.header("x-tenant", "acme").send_raw::<Json>()
    });
    let reply = users.await.expect("no panic").expect("a user");
    assert_eq!(reply.status(), 200);
    assert!(matches!(reply.value, Json::Object(_)), "{reply:?}");
}
