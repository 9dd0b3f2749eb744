//! What goes out: URLs, headers, bodies, credentials, and what is refused before it does.

use trunkline::transport::Fake;

use crate::acme::{Auth, Client, Error};
use crate::{NOBODY, client, last};

#[tokio::test]
async fn values_of_a_query_are_encoded_and_lists_repeated() {
    let fake = Fake::new().json(200, NOBODY);
    let call = client(&fake)
        .list_users()
        .name("a b&c=d/é#?+%")
        .tag(["x", "y,z"])
        .ids([1, 2]);
    call.order("desc").await.expect("a page");
    let expected = "/v1/user/list?name=a%20b%26c%3Dd%2F%C3%A9%23%3F%2B%25&tag=x&tag=y%2Cz&ids=1%2C2&format=json&order=desc";
    assert_eq!(last(&fake), expected);
}

#[tokio::test]
async fn an_empty_list_is_not_sent_and_what_the_spec_sends_is() {
    let fake = Fake::new().json(200, NOBODY);
    client(&fake)
        .list_users()
        .ids([])
        .tag([""; 0])
        .await
        .expect("a page");
    let sent = last(&fake);
    assert_eq!(sent, "/v1/user/list?format=json&order=asc");
}

#[tokio::test]
async fn a_value_in_the_path_stays_one_segment() {
    for (name, segment) in [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c\\d", "a%3Fb%23c%5Cd"),
        ("...", "..."),
        ("ü ", "%C3%BC%20"),
    ] {
        let fake = Fake::new().json(200, r#"{"status":"ok","records":[]}"#);
        client(&fake).get_user(name).await.expect("nobody");
        assert_eq!(
            last(&fake),
            format!("/v1/clients/7/users/{segment}/profile"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_value_that_would_call_another_path_is_refused() {
    for name in ["", ".", ".."] {
        let fake = Fake::new();
        let error = client(&fake)
            .get_user(name)
            .await
            .expect_err("the path would change");
        assert!(
            matches!(&error, Error::Invalid(error) if error.name() == "name"),
            "{error}"
        );
        assert!(fake.requests().is_empty(), "nothing is sent");
    }
}

#[tokio::test]
async fn a_list_in_the_path_is_refused() {
    let fake = Fake::new();
    let error = client(&fake).delete_users(vec![1, 2]).await;
    let line = "delete_user of acme: `id` holds several values, of which the path takes one";
    assert_eq!(error.expect_err("two values").to_string(), line);
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn all_values_of_a_header_of_the_caller_are_sent() {
    let mut supplied = http::HeaderMap::new();
    for value in ["a=1", "b=2"] {
        supplied.append(http::header::COOKIE, value.parse().expect("a value"));
    }
    let fake = Fake::new().json(200, "");
    let client = Client::builder()
        .host("acme.test")
        .header("cookie", "c=3")
        .auth(Auth::Caller(supplied.into()))
        .transport(fake.clone());
    let client = client.build().expect("the settings hold");
    client.delete_user(1).await.expect("gone");
    let sent = fake.requests().remove(0);
    let cookies: Vec<_> = sent.headers().get_all("cookie").iter().collect();
    assert_eq!(cookies, ["a=1", "b=2"]);
}

#[tokio::test]
async fn line_breaks_do_not_get_into_headers() {
    let fake = Fake::new();
    let client = client(&fake);
    let error = client
        .list_users()
        .trace("a\r\nX-Evil: 1")
        .await
        .expect_err("a line break");
    assert_eq!(
        error.to_string(),
        "list_users of acme: `X-Trace` holds a line break or another character that no header can carry"
    );
    let error = client
        .list_users()
        .header("x-own", "a\nb")
        .await
        .expect_err("a line break");
    assert!(matches!(error, Error::Invalid(_)));
    let error = client
        .list_users()
        .header("bad name", "a")
        .await
        .expect_err("a blank");
    assert!(matches!(error, Error::Invalid(_)));
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn headers_of_the_call_win_over_all_others() {
    let fake = Fake::new().json(200, NOBODY).json(200, NOBODY);
    let client = Client::builder()
        .host("acme.test")
        .header("x-own", "client")
        .user_agent("mine/1")
        .auth(Auth::Token("s3cret-token".into()))
        .transport(fake.clone())
        .build()
        .expect("the settings hold");
    client.list_users().trace("t").await.expect("a page");
    client
        .list_users()
        .header("X-Own", "call")
        .header("x-auth-token", "other")
        .await
        .expect("a page");
    let sent = |index: usize, name: &str| fake.requests()[index].headers()[name].clone();
    assert_eq!(sent(0, "x-own"), "client");
    assert_eq!(sent(0, "x-trace"), "t");
    assert_eq!(sent(0, "user-agent"), "mine/1");
    assert_eq!(sent(0, "accept"), "application/json");
    assert_eq!(sent(0, "x-auth-token"), "Token s3cret-token!");
    assert!(sent(0, "x-auth-token").is_sensitive());
    assert_eq!(sent(1, "x-own"), "call");
    assert_eq!(sent(1, "x-auth-token"), "other");
}

#[tokio::test]
async fn a_body_is_json() {
    let fake = Fake::new().json(200, r#"{"pages":"1","users":[]}"#);
    client(&fake)
        .find_users()
        .name("Zoë")
        .await
        .expect("a page");
    let request = fake.requests().remove(0);
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.body(), r#"{"name":"Zoë"}"#);
}

#[tokio::test]
async fn each_scheme_shows_its_own_credentials() {
    let fake = Fake::answering(|request| {
        let body = match request.uri().path() {
            "/v1/find" => r#"{"pages":"1","users":[]}"#,
            _ => r#"{"status":"ok"}"#,
        };
        http::Response::new(body.into())
    });
    let supplied =
        http::HeaderMap::from_iter([(http::header::COOKIE, "a=b".parse().expect("a value"))]);
    let client = Client::builder()
        .host("acme.test")
        .client("7")
        .transport(fake.clone())
        .auth(Auth::Both {
            token: "t-1".into(),
            org: "o-1".into(),
        })
        .auth(Auth::Basic {
            user: "old".into(),
            password: "old".into(),
        })
        .auth(Auth::Basic {
            user: "ann".into(),
            password: "p:w".into(),
        })
        .auth(Auth::Caller(supplied.into()))
        .build()
        .expect("the settings hold");
    client.find_users().await.expect("a page");
    client.get_user("x").await.expect("nobody");
    client.delete_user(1).await.expect("gone");
    let requests = fake.requests();
    assert_eq!(requests[0].headers()["x-auth-token"], "Token t-1!");
    assert_eq!(requests[0].headers()["x-org"], "o-1");
    assert_eq!(requests[1].headers()["authorization"], "Basic YW5uOnA6dw==");
    assert_eq!(requests[2].headers()["cookie"], "a=b");
    assert!(!requests[2].headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_call_without_credentials_goes_out_without() {
    let fake = Fake::new().json(200, NOBODY);
    let client = Client::builder()
        .host("acme.test")
        .transport(fake.clone())
        .build();
    client
        .expect("credentials may be left out")
        .list_users()
        .await
        .expect("a page");
    assert!(!fake.requests()[0].headers().contains_key("x-auth-token"));
}

#[tokio::test]
async fn credentials_that_go_together_are_not_sent_in_part() {
    let fake = Fake::new().json(200, r#"{"pages":"1","users":[]}"#);
    let builder = Client::builder().host("acme.test").transport(fake.clone());
    let client = builder.auth(Auth::Token("t-1".into())).build();
    let client = client.expect("the settings hold");
    // It asks for the token and the organization.
    client.find_users().await.expect("a page");
    assert!(!fake.requests()[0].headers().contains_key("x-auth-token"));
}

#[test]
fn a_builder_says_what_does_not_hold() {
    let build = |change: fn(crate::acme::ClientBuilder) -> crate::acme::ClientBuilder| {
        let builder = Client::builder().transport(Fake::new());
        change(builder).build().map_err(|error| error.to_string())
    };
    let cases: [(_, &str); 11] = [
        (
            build(|it| it),
            "`host` is not set: call `.host(…)` on the builder of the client",
        ),
        (
            build(|it| it.host("a/b")),
            "`host` is a host: a name or an address, without scheme, port or path, not `a/b`",
        ),
        (
            build(|it| it.host("a@b")),
            "without scheme, port or path, not `***@b`",
        ),
        (
            build(|it| it.host("a").port(0)),
            "`port` is a port: a number from 1 to 65535, not `0`",
        ),
        (
            build(|it| it.host("a").prefix("x/../y")),
            "`prefix` is a path without `.` and `..`, not `x/../y`",
        ),
        (
            build(|it| it.base_url("acme.test")),
            "the base URL `acme.test` has no `http://` or `https://`",
        ),
        (
            build(|it| it.base_url("http://me:pw@acme.test")),
            "`http://***@acme.test` holds credentials",
        ),
        (
            build(|it| it.base_url("http://acme.test:port")),
            "has a port that is no number",
        ),
        (
            build(|it| it.base_url("http://acme.test/?a=b")),
            "holds a query or a fragment",
        ),
        (
            build(|it| it.host("a").auth(Auth::Token("t0ken\n".into()))),
            "the credentials of `token` hold a line break or another character that no header can carry",
        ),
        (
            build(|it| {
                it.host("a").auth(Auth::Basic {
                    user: "t0ken:x".into(),
                    password: "y".into(),
                })
            }),
            "the user of `basic` holds a colon, which basic auth cannot send",
        ),
    ];
    for (built, expected) in cases {
        let error = built.expect_err(expected);
        assert!(
            error.starts_with("client of acme: ") && error.contains(expected),
            "{error}"
        );
        assert!(
            !error.contains("pw@") && !error.contains("t0ken"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn variables_stand_encoded_in_the_base() {
    let cases = [
        ("::1", "a/b c", "http://[::1]:8000/a/b%20c/user/list"),
        ("10.0.0.1", "", "http://10.0.0.1:8000/user/list"),
        ("acme.test", "/v2/", "http://acme.test:8000/v2/user/list"),
    ];
    for (host, prefix, url) in cases {
        let fake = Fake::new().json(200, NOBODY);
        let client = Client::builder()
            .host(host)
            .prefix(prefix)
            .transport(fake.clone())
            .build();
        client
            .expect("the settings hold")
            .list_users()
            .await
            .expect("a page");
        let sent = fake.requests()[0].uri().to_string();
        assert_eq!(sent.split('?').next(), Some(url));
    }
}

#[tokio::test]
async fn another_base_makes_its_variables_needless_but_not_those_of_paths() {
    let fake = Fake::new().json(200, NOBODY);
    let builder = Client::builder()
        .base_url("http://proxy.test/acme/")
        .transport(fake.clone());
    let client = builder.build().expect("the base is whole");
    client.list_users().await.expect("a page");
    assert_eq!(fake.requests()[0].uri().path(), "/acme/user/list");
    let error = client
        .get_user("x")
        .await
        .expect_err("`client` stands in the path");
    assert!(
        error
            .to_string()
            .contains("call `.client(…)` on the builder"),
        "{error}"
    );
}

#[cfg(all(any(feature = "reqwest", feature = "hyper"), not(feature = "tls")))]
#[test]
fn encryption_needs_its_feature() {
    let error = Client::builder()
        .base_url("https://acme.test")
        .build()
        .expect_err("there is no TLS");
    assert!(
        error
            .to_string()
            .ends_with("enable the feature `tls` of trunkline"),
        "{error}"
    );
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
#[test]
fn a_client_needs_a_transport() {
    let error = Client::builder()
        .host("acme.test")
        .build()
        .expect_err("there is no transport")
        .to_string();
    assert!(error.contains("set one with `.transport(…)`"), "{error}");
    let is_blocking = error.ends_with("or build with `.build_blocking()`");
    assert_eq!(is_blocking, cfg!(feature = "blocking"), "{error}");
}

#[test]
fn clients_calls_and_futures_can_be_sent_and_show_no_secret() {
    fn check<T: Send + Sync + std::fmt::Debug>(value: &T) -> String {
        format!("{value:?}")
    }
    fn check_future<T: Send + 'static>(_: &T) {}
    let client = client(&Fake::new());
    let call = client.list_users().name("x");
    assert!(!check(&client).contains("s3cret") && !check(&call).contains("s3cret"));
    check_future(&call.clone().send());
    check_future(&call.clone().items());
    check_future(&call.send_raw());
    check_future(&None::<Error>);
    assert_eq!(size_of::<Error>(), 2 * size_of::<usize>());
}
