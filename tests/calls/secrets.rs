//! What must never be shown, however a vendor sends it back.

use trunkline::transport::Fake;

use crate::acme::{Auth, Client, Error};
use crate::errors::failed;

#[tokio::test]
async fn secrets_are_not_shown() {
    let body = r#"{"payload":{"total":1,"items":[{"id":"x","passwd":"hash-1"}]},"echo":"Token s3cret-token!"}"#;
    let error = failed(200, body).await;
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("***"), "{shown}");
    assert!(
        !shown.contains("hash-1") && !shown.contains("s3cret-token"),
        "{shown}"
    );
    assert_eq!(error.raw_body().expect("a reply"), body);

    let body = r#"{"success":false,"error":{"code":1,"message":"s3cret-token is wrong"}}"#;
    let error = failed(401, body).await;
    assert_eq!(
        error.to_string(),
        "list_users of acme: 1: *** is wrong (HTTP 401)"
    );
    let Error::Vendor(error) = error else {
        panic!()
    };
    assert_eq!(error.message(), Some("s3cret-token is wrong"));

    let fake = Fake::new().json(500, r#"{"seen":"Basic YW5uOnBhc3N3b3Jk"}"#);
    let auth = Auth::Basic {
        user: "ann".into(),
        password: "password".into(),
    };
    let client = Client::builder()
        .host("a")
        .client("7")
        .auth(auth)
        .transport(fake)
        .build();
    let error = client
        .expect("the settings hold")
        .get_user("x")
        .await
        .expect_err("500");
    assert!(
        !format!("{error:?}").contains("YW5uOnBhc3N3b3Jk"),
        "{error:?}"
    );
}

/// Both ways in which an error is shown.
fn shown(error: Error) -> String {
    format!("{error} {error:?}")
}

#[tokio::test]
async fn a_secret_that_is_cut_off_is_not_shown_by_half() {
    let token = "s3cret-token-".repeat(8);
    let body = format!(r#"{{"payload":{{"total":"it is {token}","items":[]}}}}"#);
    let fake = Fake::new().json(200, body.clone());
    let client = Client::builder()
        .host("a")
        .auth(Auth::Token(token.into()))
        .transport(fake);
    let client = client.build().expect("the settings hold");
    let error = client.list_users().await.expect_err("no number");
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    let found = error.read_error().and_then(|error| error.found());
    assert_eq!(found.as_deref(), Some("text `it is ***`"));
    assert!(!shown(Error::Decode(error)).contains("s3cret"));
}

#[tokio::test]
async fn what_the_user_sends_is_not_shown_either() {
    let echo =
        |text: &str| format!(r#"{{"success":false,"error":{{"code":1,"message":"no {text}"}}}}"#);
    let fake = Fake::new()
        .json(500, echo("client-key"))
        .json(500, echo("call-key-1"))
        .json(500, echo("pin-8080"))
        .json(500, r#"{"seen":"body-pass\/word"}"#)
        .json(500, r#"{"seen":"cookie-2"}"#);
    let supplied = http::HeaderMap::from_iter([(
        http::header::AUTHORIZATION,
        "Bearer cookie-2".parse().expect("a value"),
    )]);
    let client = Client::builder()
        .host("a")
        .header("x-key", "client-key")
        .auth(Auth::Caller(supplied.into()))
        .transport(fake.clone())
        .build()
        .expect("the settings hold");
    let list = || client.list_users();
    let errors = [
        list().await.expect_err("the header of the client"),
        list()
            .header("x-key", "call-key-1")
            .await
            .expect_err("the header of the call"),
        list().pin("pin-8080").await.expect_err("the parameter"),
        client
            .find_users()
            .passwd("body-pass/word")
            .await
            .expect_err("the body"),
        client
            .delete_user(1)
            .await
            .expect_err("the caller's header"),
    ];
    for error in errors {
        let text = shown(error);
        assert!(text.contains("***"), "{text}");
        for secret in ["client-key", "call-key", "pin-8080", "word", "cookie-2"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    let sent = fake.requests();
    assert!(sent[1].headers()["x-key"].is_sensitive());
    assert!(sent[2].headers()["x-pin"].is_sensitive());
    assert!(!sent[2].headers()["user-agent"].is_sensitive());
}

#[tokio::test]
async fn a_secret_that_is_returned_is_shown_nowhere() {
    let fake = Fake::new()
        .json(200, r#"{"payload":{"tokens":["n3w-token"]}}"#)
        .json(200, r#"{"payload":{"tokens":[12345678,"n3w-token"]}}"#);
    let client = crate::client(&fake);
    let token = client.log_in().send_raw().await.expect("a token");
    assert_eq!(token.value.expose(), "n3w-token");
    assert!(!format!("{token:?}").contains("n3w"));
    let text = shown(client.log_in().await.expect_err("no text"));
    assert!(text.contains("payload.tokens[0]"), "{text}");
    assert!(!text.contains("n3w") && !text.contains("1234"), "{text}");
}

#[tokio::test]
async fn a_message_cannot_forge_a_line() {
    let body = r#"{"success":false,"error":{"code":1,"message":"no\n2026 INFO paid\u001b[2K"}}"#;
    let error = failed(400, body).await;
    assert_eq!(
        error.to_string(),
        r"list_users of acme: 1: no\n2026 INFO paid\u{1b}[2K (HTTP 400)"
    );
    let body = format!(
        r#"{{"success":false,"error":{{"message":"{}"}}}}"#,
        "x".repeat(1 << 20)
    );
    assert!(failed(400, body.leak()).await.to_string().len() < 600);
    let body = format!(r#"{{"payload":{{"{}":[}}"#, "k\\n".repeat(1 << 20));
    let line = failed(200, body.leak()).await.to_string();
    assert!(line.len() < 600 && !line.contains('\n'), "{line}");
}

#[tokio::test]
async fn a_long_content_type_is_cut() {
    let reply = http::Response::builder().header("content-type", "x".repeat(1 << 20));
    let fake = Fake::new().reply(reply.body("<").expect("a reply"));
    let error = crate::client(&fake)
        .list_users()
        .await
        .expect_err("no JSON");
    assert!(format!("{error} {error:?}").len() < 4096);
}

#[test]
fn credentials_are_shown_without_what_they_hold() {
    let header = (
        http::header::COOKIE,
        "s3cret-cookie".parse().expect("a value"),
    );
    let both = [
        Auth::Caller(http::HeaderMap::from_iter([header]).into()),
        Auth::Basic {
            user: "s3cret-user".into(),
            password: "s3cret-password".into(),
        },
    ];
    for auth in both {
        let shown = format!("{auth:?}");
        assert!(!shown.contains("s3cret"), "{shown}");
        let sent = trunkline::__rt::v1::Credentials::from(auth);
        assert!(!format!("{sent:?}").contains("s3cret"), "{sent:?}");
    }
}

#[test]
fn a_base_url_is_shown_without_what_may_be_a_secret() {
    for url in [
        "me:pw-1@acme.test",
        "http://me:pw-1@acme.test/x",
        "http://me:pw-1/x@acme.test",
        "https:/me:pw-1@acme.test",
        "http://acme.test?token=pw-1",
    ] {
        let error = Client::builder()
            .base_url(url)
            .build()
            .expect_err("no base URL");
        assert!(!error.to_string().contains("pw-1"), "{error}");
    }
    let error = Client::builder().host("http://me:pw-1@acme.test").build();
    let error = error.expect_err("no host").to_string();
    assert!(!error.contains("pw-1"), "{error}");
}

#[cfg(feature = "reqwest")]
#[test]
fn a_transport_shows_no_settings() {
    let transport = trunkline::transport::Reqwest::new(std::time::Duration::from_secs(1));
    let transport = transport.expect("a transport");
    assert_eq!(format!("{transport:?}"), "Reqwest(..)");
}

#[cfg(feature = "hyper")]
#[test]
fn the_transport_on_hyper_shows_no_settings() {
    let builder = trunkline::transport::Hyper::builder();
    let builder = builder.proxy("http://ann:hush@proxy.test:3128");
    assert_eq!(format!("{builder:?}"), "HyperBuilder(..)");
    let transport = builder.build().expect("a transport");
    assert_eq!(format!("{transport:?}"), "Hyper(..)");
}

#[tokio::test]
async fn a_reply_that_is_a_secret_is_not_shown_though_it_is_none() {
    let body = r#"{"ticket": "opensesame"}"#;
    let fake = Fake::new().json(200, body).json(500, "the mill is closed");
    let builder = Client::builder().host("a").transport(fake);
    let client = builder.build().expect("the settings hold");
    let error = client.issue().await.expect_err("it is no text");
    assert_eq!(error.raw_body().expect("a reply"), body);
    let text = shown(error);
    assert!(!text.contains("sesame") && text.contains("***"), "{text}");
    // What comes in place of a success is none.
    let text = shown(client.issue().await.expect_err("a status"));
    assert!(text.contains("the mill is closed"), "{text}");
}

#[tokio::test]
async fn a_secret_of_another_type_is_not_repeated() {
    let body = r#"{"payload":{"total":1,"items":[{"id":1,"name":"x","passwd":20302030}]}}"#;
    let fake = Fake::new().json(200, body);
    let builder = Client::builder().host("a").transport(fake);
    let client = builder.build().expect("the settings hold");
    let text = shown(client.list_users().await.expect_err("it is a number"));
    assert!(text.contains("passwd") && !text.contains("2030"), "{text}");
}
