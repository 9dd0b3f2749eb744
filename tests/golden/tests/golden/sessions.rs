//! Logins against the mock vendor: how often a client logs in, what it sends, and what it never shows, in both modes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use golden::sessions::{Auth, Client, Error, ErrorKind};
use trunkline::Drift;
use trunkline_mock::{Answer, Mock, Running};

async fn started(set: impl FnOnce(Mock) -> Mock) -> Running {
    let spec = "../../codegen/core/tests/golden/sessions.yaml";
    let mock = set(Mock::from_spec(spec).expect("the spec holds").items(5));
    mock.start().await.expect("127.0.0.1 has a free port")
}

async fn vendor() -> Running {
    started(|mock| mock).await
}

fn admin(vendor: &Running) -> Auth {
    let login = vendor.credentials("admin");
    Auth::admin(login[0].as_str(), login[1].as_str())
}

fn web(vendor: &Running) -> Auth {
    let login = vendor.credentials("web");
    Auth::web(login[0].as_str(), login[1].as_str())
}

fn client(vendor: &Running, auth: Auth) -> Client {
    let builder = Client::builder().base_url(vendor.base_url()).auth(auth);
    builder.build().expect("the settings hold")
}

fn blocking(vendor: &Running, auth: Auth) -> Client<trunkline::Blocking> {
    let builder = Client::builder().base_url(vendor.base_url()).auth(auth);
    builder.build_blocking().expect("the settings hold")
}

/// The paths that were called.
fn paths(vendor: &Running) -> Vec<String> {
    let requests = vendor.requests().into_iter();
    requests
        .map(|request| request.path.replace("/v1", ""))
        .collect()
}

#[tokio::test]
async fn one_login_serves_many_calls_and_clones() {
    let vendor = vendor().await;
    let client = client(&vendor, admin(&vendor));
    for _ in 0..3 {
        client.get_user(1).await.expect("it is let in");
    }
    client
        .clone()
        .add_user("Ann")
        .await
        .expect("a clone has the token");
    let calls = ["/login", "/users/1", "/users/1", "/users/1", "/users"];
    assert_eq!(paths(&vendor), calls);
    let requests = vendor.requests();
    let login = requests[0].json().expect("JSON");
    let [user, password] = &vendor.credentials("admin")[..] else {
        panic!("a pair")
    };
    let wanted = [
        ("login", user),
        ("password", password),
        ("grant", &"password".to_owned()),
    ];
    for (key, value) in wanted {
        assert_eq!(login[key], **value, "{login}");
    }
    assert_eq!(requests[0].header("x-auth-token"), None);
    assert_eq!(
        requests[1].header("x-auth-token"),
        Some("Token mock-token-admin-1")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_side_by_side_log_in_once() {
    let vendor = vendor().await;
    let client = client(&vendor, admin(&vendor));
    let calls: Vec<_> = (0..32)
        .map(|_| tokio::spawn(client.get_user(1).send()))
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    assert_eq!(vendor.sessions(), 1);
    assert_eq!(vendor.requests().len(), 33);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_side_by_side_log_in_once() {
    let vendor = vendor().await;
    let client = blocking(&vendor, admin(&vendor));
    let calls: Vec<_> = (0..32)
        .map(|_| {
            let call = client.get_user(1);
            tokio::task::spawn_blocking(move || call.send())
        })
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    assert_eq!(vendor.sessions(), 1);
    assert_eq!(vendor.requests().len(), 33);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_replaced_once() {
    let vendor = started(|mock| mock.session_uses(2)).await;
    let (client, blocking) = (
        client(&vendor, admin(&vendor)),
        blocking(&vendor, admin(&vendor)),
    );
    for _ in 0..3 {
        client.get_user(1).await.expect("it is let in");
    }
    let calls = [
        "/login", "/users/1", "/users/1", "/users/1", "/login", "/users/1",
    ];
    assert_eq!(paths(&vendor), calls);
    let task = tokio::task::spawn_blocking(move || {
        for _ in 0..3 {
            blocking.get_user(1).send().expect("it is let in");
        }
    });
    task.await.expect("it ends");
    assert_eq!(vendor.sessions(), 4);
}

#[tokio::test]
async fn a_vendor_that_refuses_every_token_is_asked_once_more() {
    let vendor = started(|mock| mock.session_uses(0)).await;
    let client = client(&vendor, admin(&vendor));
    let Err(Error::Vendor(error)) = client.get_user(1).await else {
        panic!("the vendor refuses it")
    };
    assert_eq!(error.kind(), Some(ErrorKind::NoToken));
    assert_eq!(error.endpoint(), "get_user");
    // A token that was just taken out is not replaced by another one.
    assert_eq!(paths(&vendor), ["/login", "/users/1"]);
    client.get_user(1).await.expect_err("it still does");
    let again = ["/users/1", "/login", "/users/1"];
    assert_eq!(paths(&vendor)[2..], again);
}

#[tokio::test]
async fn a_wrong_password_is_the_logins_error() {
    let vendor = vendor().await;
    let client = client(&vendor, Auth::admin("ann", "hunter2-and-more"));
    vendor.answer_next(Answer::kind("log_in", "WrongPassword"));
    let error = client.get_user(1).await.expect_err("it is wrong");
    assert_eq!(error.endpoint(), "log_in");
    let line = error.to_string();
    assert!(
        line.starts_with("get_user of sessions: log_in, its login: wrong_password: "),
        "{line}"
    );
    let Error::Login(login) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(login.call(), "get_user");
    let Error::Vendor(inner) = login.error() else {
        panic!("{error:?}")
    };
    assert_eq!(inner.kind(), Some(ErrorKind::WrongPassword));
    assert_eq!(paths(&vendor), ["/login"]);
    // Without the vendor's own words, by the status.
    let error = client.get_user(1).await.expect_err("it is still wrong");
    assert!(matches!(error, Error::Login(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert!(
        !format!("{error} {error:?}").contains("hunter2"),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_that_wait_for_a_login_are_refused_with_it() {
    let vendor = vendor().await;
    let client = client(&vendor, Auth::admin("ann", "wrong"));
    vendor.answer_next(Answer::kind("log_in", "WrongPassword").delay(Duration::from_millis(300)));
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.get_user(1).send()))
        .collect();
    for call in calls {
        let error = call.await.expect("it ends").expect_err("it is wrong");
        assert!(matches!(error, Error::Login(_)), "{error:?}");
    }
    assert_eq!(paths(&vendor), ["/login"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_abandoned_login_leaves_the_next_call_to_try() {
    let vendor = vendor().await;
    let client = client(&vendor, admin(&vendor));
    vendor.answer_next(Answer::own().delay(Duration::from_secs(20)));
    let first = tokio::spawn(client.get_user(1).send());
    while vendor.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = tokio::spawn(client.get_user(2).send());
    tokio::time::sleep(Duration::from_millis(50)).await;
    first.abort();
    second.await.expect("it ends").expect("it logs in itself");
    assert_eq!(paths(&vendor), ["/login", "/login", "/users/2"]);
}

#[tokio::test]
async fn a_cookie_is_refreshed_when_its_time_is_over() {
    let vendor = started(|mock| mock.session_time(Duration::from_secs(1))).await;
    let client = client(&vendor, web(&vendor));
    client.get_page(1).await.expect("it is let in");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    // The vendor does not know the old token any more, so that the refresh is refused and the login serves.
    client.get_page(2).await.expect("it is let in");
    let calls = ["/sign-in", "/pages/1", "/renew", "/sign-in", "/pages/2"];
    assert_eq!(paths(&vendor), calls);
    let requests = vendor.requests();
    let [user, password] = &vendor.credentials("web")[..] else {
        panic!("a pair")
    };
    assert_eq!(
        requests[0].query_pairs(),
        [("user".to_owned(), user.clone())]
    );
    assert_eq!(requests[0].header("x-password"), Some(password.as_str()));
    assert_eq!(requests[1].header("cookie"), Some("sid=mock-token-web-1"));
    assert_eq!(requests[2].header("cookie"), Some("sid=mock-token-web-1"));
}

#[tokio::test]
async fn secrets_stand_in_every_place_at_once() {
    let vendor = vendor().await;
    let secrets = vendor.credentials("both");
    let [login, password, key, device] = &secrets[..] else {
        panic!("four secrets: {secrets:?}")
    };
    let both = Auth::both(
        login.as_str(),
        password.as_str(),
        key.as_str(),
        device.as_str(),
    );
    client(&vendor, both)
        .get_guarded(1)
        .await
        .expect("it is let in");
    let requests = vendor.requests();
    assert_eq!(paths(&vendor), ["/login", "/guarded/1"]);
    assert_eq!(requests[1].query, format!("api_key={key}"));
    let cookie = format!("device={device}");
    assert_eq!(requests[1].header("cookie"), Some(cookie.as_str()));
}

#[tokio::test]
async fn cookies_of_credentials_stand_beside_others() {
    let vendor = vendor().await;
    let secrets = vendor.credentials("both");
    let [login, password, key, device] = &secrets[..] else {
        panic!("four secrets: {secrets:?}")
    };
    let builder = Client::builder().base_url(vendor.base_url());
    let builder = builder.header("cookie", "theme=dark").auth(Auth::both(
        login.as_str(),
        password.as_str(),
        key.as_str(),
        device.as_str(),
    ));
    let client = builder.build().expect("the settings hold");
    client.get_guarded(1).await.expect("it is let in");
    let cookies = format!("theme=dark; device={device}");
    let sent = vendor.requests().pop().expect("it was sent");
    assert_eq!(sent.header("cookie"), Some(cookies.as_str()));
}

/// Neither does what is told of a reply that differs from the spec.
#[tokio::test]
async fn a_report_of_drift_shows_no_token() {
    let vendor = vendor().await;
    let told = Arc::new(Mutex::new(String::new()));
    let to = told.clone();
    let drift = Drift::report(move |report| {
        *to.lock().expect("no panic") = format!("{report:?}");
    });
    let builder = Client::builder().base_url(vendor.base_url()).drift(drift);
    let client = builder.auth(admin(&vendor)).build();
    let client = client.expect("the settings hold");
    client.get_user(1).await.expect("it is let in");
    let token = "mock-token-admin-1";
    let body = format!(r#"{{"payload": {{"id": 1, "name": "Ann", "{token}": 7}}}}"#);
    vendor.answer_next(Answer::json(200, body));
    client.get_user(1).await.expect("it is a user");
    let told = told.lock().expect("no panic");
    assert!(told.contains("***") && !told.contains(token), "{told}");
}

#[tokio::test]
async fn either_scheme_of_a_list_lets_in() {
    let vendor = vendor().await;
    let agent = vendor.credentials("agent");
    let account = vendor.credentials("account");
    assert_eq!((agent.len(), account.len()), (2, 1));
    let agent = Auth::agent(agent[0].as_str(), agent[1].as_str());
    client(&vendor, agent)
        .get_ticket(1)
        .await
        .expect("it is let in");
    client(&vendor, Auth::account(account[0].as_str()))
        .get_ticket(1)
        .await
        .expect("it is let in");
    client(&vendor, admin(&vendor))
        .get_ticket(1)
        .await
        .expect_err("it is none of the two");
    let shown = |at: usize| {
        vendor.requests()[at]
            .header("authorization")
            .map(str::to_owned)
    };
    // `mock-user-agent/token:mock-secret-agent` and `main:mock-secret-account`.
    let agent = "Basic bW9jay11c2VyLWFnZW50L3Rva2VuOm1vY2stc2VjcmV0LWFnZW50";
    let account = "Basic bWFpbjptb2NrLXNlY3JldC1hY2NvdW50";
    assert_eq!(shown(0).as_deref(), Some(agent));
    assert_eq!(shown(1).as_deref(), Some(account));
    assert_eq!(shown(2), None);
}

#[tokio::test]
async fn nothing_shows_a_token() {
    let vendor = vendor().await;
    let client = client(&vendor, admin(&vendor));
    client.get_user(1).await.expect("it is let in");
    let token = "mock-token-admin-1";
    assert!(!format!("{client:?}").contains(token));
    for status in [200, 401, 500] {
        let body = format!(r#"{{"token": "{token}", "echo": "Token {token}!"}}"#);
        vendor.answer_next(Answer::json(status, body));
        if status == 401 {
            vendor.answer_next(Answer::own());
            continue;
        }
        let error = client.get_user(1).await.expect_err("it is no user");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(token), "{shown}");
        assert!(shown.contains("***"), "{shown}");
    }
}

#[tokio::test]
async fn a_login_without_a_token_is_the_logins_error() {
    let vendor = vendor().await;
    let client = client(&vendor, admin(&vendor));
    for body in [
        r#"{"success": true}"#,
        r#"{"payload": {"token": ""}}"#,
        r#"{"payload": {"token": null}}"#,
        r#"{"payload": {"token": {"a": 1}}}"#,
    ] {
        vendor.answer_next(Answer::json(200, body));
        let error = client.get_user(1).await.expect_err("there is none");
        assert!(error.to_string().contains("log_in, its login: "), "{error}");
    }
    // One that no header can carry.
    vendor.answer_next(Answer::json(
        200,
        r#"{"payload": {"token": "a\nx-admin: yes"}}"#,
    ));
    let error = client.get_user(1).await.expect_err("it is no header");
    assert!(error.to_string().contains("no header can carry"), "{error}");
    assert_eq!(paths(&vendor), ["/login"; 5]);
}
