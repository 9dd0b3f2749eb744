//! OAuth 2, providers and signatures against the mock vendor: how often tokens are asked for, what is sent, what is
//! never shown, in both modes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use golden::grants::{Auth, Client, ClientBuilder, Error};
use golden::signing;
use trunkline::transport::BoxFuture;
use trunkline::{AccessToken, BoxError, OAuthError, Secret, TokenProvider, TokenSource};
use trunkline_mock::{Answer, Mock, Running};

async fn started(set: impl FnOnce(Mock) -> Mock) -> Running {
    let spec = "../../codegen/core/tests/golden/grants.yaml";
    let mock = set(Mock::from_spec(spec).expect("the spec holds").items(10));
    mock.start().await.expect("127.0.0.1 has a free port")
}

async fn vendor() -> Running {
    started(|mock| mock).await
}

fn builder(vendor: &Running, auth: Auth) -> ClientBuilder {
    let url = |scheme: &str| {
        let url = vendor.base_url_of(&format!("{scheme}.token"));
        url.expect("the scheme has a URL that gives tokens")
    };
    Client::builder()
        .base_url(vendor.base_url())
        .program_token_url(url("program"))
        .user_token_url(url("user"))
        .keeper_token_url(url("keeper"))
        .robot_token_url(url("robot"))
        .either_token_url(url("either"))
        .auth(auth)
}

fn client(vendor: &Running, auth: Auth) -> Client {
    builder(vendor, auth).build().expect("the settings hold")
}

fn blocking(vendor: &Running, auth: Auth) -> Client<trunkline::Blocking> {
    let built = builder(vendor, auth).build_blocking();
    built.expect("the settings hold")
}

fn pair(vendor: &Running, scheme: &str, make: fn(String, String) -> Auth) -> Auth {
    match &vendor.credentials(scheme)[..] {
        [one, other] => make(one.clone(), other.clone()),
        other => panic!("two secrets: {other:?}"),
    }
}

fn program(vendor: &Running) -> Auth {
    pair(vendor, "program", Auth::program)
}

fn user(vendor: &Running) -> Auth {
    match &vendor.credentials("user")[..] {
        [email, password, id, secret] => Auth::user(
            email.as_str(),
            password.as_str(),
            id.as_str(),
            secret.as_str(),
        ),
        other => panic!("four secrets: {other:?}"),
    }
}

/// The paths that were called.
fn paths(vendor: &Running) -> Vec<String> {
    let requests = vendor.requests().into_iter();
    requests
        .map(|request| request.path.replace("/v1", ""))
        .collect()
}

/// The fields of a request for a token.
fn form(vendor: &Running, at: usize) -> Vec<(String, String)> {
    vendor.requests()[at].form_pairs()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_program_takes_out_a_token_and_shows_it() {
    let vendor = vendor().await;
    let client = client(&vendor, program(&vendor));
    for _ in 0..2 {
        client.list_users().await.expect("it is let in");
    }
    assert_eq!(paths(&vendor), ["/main/token", "/users", "/users"]);
    let wanted = pairs(&[
        ("grant_type", "client_credentials"),
        ("scope", "read write"),
        ("audience", "https://api.grants.example"),
    ]);
    assert_eq!(form(&vendor, 0), wanted);
    let requests = vendor.requests();
    let basic = "Basic bW9jay1jbGllbnRfaWQtcHJvZ3JhbTptb2NrLWNsaWVudF9zZWNyZXQtcHJvZ3JhbQ==";
    assert_eq!(requests[0].header("authorization"), Some(basic));
    assert_eq!(requests[0].header("accept"), Some("application/json"));
    assert_eq!(
        requests[1].header("authorization"),
        Some("Bearer mock-token-program-1")
    );
}

#[tokio::test]
async fn name_and_secret_of_a_program_are_encoded_before_they_are_joined() {
    let vendor = vendor().await;
    let client = client(&vendor, Auth::program("the program", "p:w%d"));
    client.list_users().await.expect_err("nobody knows it");
    // `the%20program:p%3Aw%25d`
    let basic = "Basic dGhlJTIwcHJvZ3JhbTpwJTNBdyUyNWQ=";
    assert_eq!(vendor.requests()[0].header("authorization"), Some(basic));
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_side_by_side_take_out_one_token() {
    let vendor = vendor().await;
    let client = client(&vendor, program(&vendor));
    let calls: Vec<_> = (0..64)
        .map(|_| tokio::spawn(client.list_users().send()))
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    assert_eq!(vendor.sessions(), 1);
    assert_eq!(vendor.requests().len(), 65);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_side_by_side_take_out_one_token() {
    let vendor = vendor().await;
    let client = blocking(&vendor, program(&vendor));
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let call = client.list_users();
            tokio::task::spawn_blocking(move || call.send())
        })
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    assert_eq!(vendor.sessions(), 1);
    assert_eq!(vendor.requests().len(), 65);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_in_the_middle_of_a_walk_is_replaced() {
    let vendor = started(|mock| mock.session_uses(2)).await;
    let mut users = client(&vendor, program(&vendor)).list_users().items();
    let mut ids = Vec::new();
    while let Some(user) = users.try_next().await.expect("the walk goes on") {
        ids.push(user.id);
    }
    assert_eq!(ids.len(), 10);
    ids.dedup();
    assert_eq!(ids.len(), 10, "none twice: {ids:?}");
    // Two pages, a third that is refused, and the third again.
    let calls = [
        "/main/token",
        "/users",
        "/users",
        "/users",
        "/main/token",
        "/users",
    ];
    assert_eq!(paths(&vendor), calls);

    let blocking = blocking(&vendor, program(&vendor));
    let task = tokio::task::spawn_blocking(move || blocking.list_users().items().count());
    assert_eq!(task.await.expect("it ends"), 10);
    assert_eq!(vendor.sessions(), 4);
}

#[tokio::test]
async fn a_refresh_token_is_used_once_and_replaced() {
    let vendor = started(|mock| mock.session_uses(1)).await;
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let keep = told.clone();
    let client = builder(&vendor, user(&vendor))
        .on_refresh_token(move |token| {
            keep.lock().expect("whole").push(token.expose().to_owned());
        })
        .build()
        .expect("the settings hold");
    for id in 1..=3 {
        client.get_user(id).await.expect("it is let in");
    }
    let calls = [
        "/users/token",
        "/users/1",
        "/users/2",
        "/users/token",
        "/users/2",
        "/users/3",
        "/users/token",
        "/users/3",
    ];
    assert_eq!(paths(&vendor), calls);
    let [email, password, id, secret] = &vendor.credentials("user")[..] else {
        panic!("four secrets")
    };
    let first = pairs(&[
        ("grant_type", "password"),
        ("username", email),
        ("password", password),
        ("client_id", id),
        ("client_secret", secret),
    ]);
    assert_eq!(form(&vendor, 0), first);
    for (at, token) in [(3, "mock-refresh-user-1"), (6, "mock-refresh-user-2")] {
        let again = pairs(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", id),
            ("client_secret", secret),
        ]);
        assert_eq!(form(&vendor, at), again);
    }
    let wanted = [1, 2, 3].map(|number| format!("mock-refresh-user-{number}"));
    assert_eq!(*told.lock().expect("whole"), wanted);
}

#[tokio::test]
async fn a_refresh_that_is_refused_leads_back_to_the_credentials() {
    let vendor = started(|mock| mock.session_uses(1)).await;
    let client = client(&vendor, user(&vendor));
    client.get_user(1).await.expect("it is let in");
    vendor.forget_refresh_tokens();
    client.get_user(2).await.expect("it is let in");
    let asked = |at| form(&vendor, at)[0].1.clone();
    assert_eq!(
        paths(&vendor)[2..],
        ["/users/2", "/users/token", "/users/token", "/users/2"]
    );
    assert_eq!(asked(3), "refresh_token");
    assert_eq!(asked(4), "password");
}

#[tokio::test]
async fn an_outage_does_not_use_up_a_refresh_token() {
    let vendor = started(|mock| mock.session_uses(1)).await;
    let client = client(&vendor, user(&vendor));
    client.get_user(1).await.expect("it is let in");
    vendor.answer_next(Answer::own());
    vendor.answer_next(Answer::new(503));
    let error = client.get_user(2).await.expect_err("the vendor is out");
    assert!(matches!(error, Error::Login(_)), "{error:?}");
    client.get_user(2).await.expect("it is back");
    let last = form(&vendor, paths(&vendor).len() - 2);
    assert_eq!(last[1].1, "mock-refresh-user-1");
}

#[tokio::test]
async fn a_vendor_that_refuses_every_token_is_asked_once_more() {
    let vendor = started(|mock| mock.session_uses(0)).await;
    let client = client(&vendor, user(&vendor));
    client.get_user(1).await.expect_err("it is refused");
    assert_eq!(paths(&vendor), ["/users/token", "/users/1"]);
    client.get_user(1).await.expect_err("it still is");
    assert_eq!(
        paths(&vendor)[2..],
        ["/users/1", "/users/token", "/users/1"]
    );
}

#[tokio::test]
async fn a_refresh_token_of_ones_own_is_a_grant() {
    let vendor = started(|mock| mock.session_uses(1)).await;
    let secrets = vendor.credentials("keeper");
    let client = client(&vendor, Auth::keeper(secrets[0].as_str()));
    client.get_kept(1).await.expect("it is let in");
    client.get_kept(2).await.expect("it is let in");
    let shown = |at: usize| {
        vendor.requests()[at]
            .header("x-access-token")
            .map(str::to_owned)
    };
    assert_eq!(shown(1).as_deref(), Some("mock-token-keeper-1"));
    let first = pairs(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", &secrets[0]),
        ("client_id", "main"),
    ]);
    assert_eq!(form(&vendor, 0), first);
    assert_eq!(form(&vendor, 3)[1].1, "mock-refresh-keeper-1");
}

#[tokio::test]
async fn a_refresh_token_of_ones_own_that_is_refused_is_not_sent_again() {
    let vendor = vendor().await;
    let secrets = vendor.credentials("keeper");
    let client = client(&vendor, Auth::keeper(secrets[0].as_str()));
    // Some vendors give the same one again.
    let same = format!(
        r#"{{"access_token": "unknown", "refresh_token": "{}"}}"#,
        secrets[0]
    );
    vendor.answer_next(Answer::json(200, same));
    client
        .get_kept(1)
        .await
        .expect_err("nobody knows the token");
    vendor.answer_next(Answer::own());
    let refused = r#"{"error": "invalid_grant"}"#;
    vendor.answer_next(Answer::json(400, refused));
    let error = client.get_kept(1).await.expect_err("there is no other one");
    assert!(matches!(error, Error::Login(_)), "{error:?}");
    let calls = ["/keepers/token", "/kept/1", "/kept/1", "/keepers/token"];
    assert_eq!(paths(&vendor), calls);
}

#[tokio::test]
async fn an_assertion_is_made_whenever_one_is_needed() {
    let vendor = started(|mock| mock.session_uses(1)).await;
    let assertion = vendor.credentials("robot")[0].clone();
    let made = Arc::new(AtomicUsize::new(0));
    let count = made.clone();
    let signer = TokenSource::provider(move || {
        count.fetch_add(1, Ordering::Relaxed);
        let assertion = assertion.clone();
        async move { Ok(AccessToken::new(assertion)) }
    });
    let client = client(&vendor, Auth::robot(signer));
    client.get_robot(1).await.expect("it is let in");
    client.get_robot(2).await.expect("it is let in");
    assert_eq!(made.load(Ordering::Relaxed), 2);
    let asked = form(&vendor, 0);
    assert_eq!(asked[0].1, "urn:ietf:params:oauth:grant-type:jwt-bearer");
    assert_eq!(asked[1].0, "assertion");
}

#[tokio::test]
async fn the_caller_chooses_among_grants() {
    let vendor = vendor().await;
    let by_program = pair(&vendor, "either.client_credentials", |id, secret| {
        Auth::either_client_credentials(id, secret)
    });
    let by_user = pair(&vendor, "either.password", |name, password| {
        Auth::either_password(name, password)
    });
    for (auth, fields) in [
        (by_program, ["grant_type", "client_id", "client_secret"]),
        (by_user, ["grant_type", "username", "password"]),
    ] {
        let at = vendor.requests().len();
        let client = client(&vendor, auth);
        client.get_either(1).await.expect("it is let in");
        let names: Vec<String> = form(&vendor, at)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, fields);
    }
}

#[tokio::test]
async fn what_the_vendor_refuses_is_typed_and_shows_no_secret() {
    let vendor = vendor().await;
    let wrong = client(&vendor, Auth::program("the-program", "the-wrong-secret"));
    let error = wrong.list_users().await.expect_err("it is wrong");
    let Error::Login(login) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((login.call(), error.endpoint()), ("list_users", "program"));
    assert_eq!(login.oauth(), Some(OAuthError::InvalidClient));
    let line = error.to_string();
    assert!(
        line.starts_with("list_users of grants: program, its login: invalid_client: "),
        "{line}"
    );
    let wrong = client(&vendor, Auth::either_password("ann", "the-wrong-password"));
    for (reply, wanted) in [
        (Answer::own(), Some(OAuthError::InvalidGrant)),
        (
            Answer::json(200, r#"{"error": "slow_down"}"#),
            Some(OAuthError::Other),
        ),
        (Answer::json(200, r#"{"token": "t"}"#), None),
        (Answer::json(200, r#"{"access_token": ""}"#), None),
        (Answer::json(200, r#"{"access_token": "a\nb"}"#), None),
        (
            Answer::json(200, r#"{"access_token": "abc", "expires_in": "soon"}"#),
            None,
        ),
        (Answer::new(500).body("the-wrong-password"), None),
        (
            Answer::new(302).header("location", "http://elsewhere.test/"),
            None,
        ),
    ] {
        vendor.answer_next(reply);
        let error = wrong.get_either(1).await.expect_err("there is no token");
        let Error::Login(login) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(login.oauth(), wanted, "{error:?}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("the-wrong"), "{shown}");
    }
    let calls = paths(&vendor);
    assert!(
        calls.iter().all(|path| path.ends_with("token")),
        "{calls:?}"
    );
}

#[tokio::test]
async fn nothing_shows_a_token() {
    let vendor = vendor().await;
    let client = client(&vendor, user(&vendor));
    client.get_user(1).await.expect("it is let in");
    assert!(!format!("{client:?}").contains("mock-token"));
    for secret in ["mock-token-user-1", "mock-password-user"] {
        vendor.answer_next(Answer::json(
            500,
            format!(r#"{{"echo": "Bearer {secret}!"}}"#),
        ));
        let error = client.get_user(1).await.expect_err("it fails");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(secret), "{shown}");
    }
    // What a reply gives under the names of tokens.
    vendor.answer_next(Answer::json(
        500,
        r#"{"access_token": "abc-def", "refresh_token": "ghi-jkl"}"#,
    ));
    let error = client.get_user(1).await.expect_err("it fails");
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains("abc-def") && !shown.contains("ghi-jkl"),
        "{shown}"
    );
}

/// What asks for a token may hold secrets that the client was not built with.
#[tokio::test]
async fn neither_an_assertion_nor_a_refresh_token_is_shown() {
    let vendor = started(|mock| mock.session_uses(1)).await;
    let echo = |secret: &str| {
        let said = format!(r#"{{"error": "invalid_grant", "error_description": "no {secret}"}}"#);
        Answer::json(400, said)
    };
    let signer = || std::future::ready(Ok(AccessToken::new("s3cret-assertion")));
    let robot = client(&vendor, Auth::robot(TokenSource::provider(signer)));
    vendor.answer_next(echo("s3cret-assertion"));
    let error = robot.get_robot(1).await.expect_err("it is refused");
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("no ***") && !shown.contains("s3cret"),
        "{shown}"
    );

    let user = client(&vendor, user(&vendor));
    user.get_user(1).await.expect("it is let in");
    vendor.answer_next(Answer::own());
    vendor.answer_next(Answer::json(503, r#"{"echo": "mock-refresh-user-1"}"#));
    let error = user.get_user(2).await.expect_err("the vendor is out");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("mock-refresh-user-1"), "{shown}");
}

#[tokio::test]
async fn a_call_waits_for_one_token_at_most() {
    let vendor = vendor().await;
    let provider = || TokenSource::provider(Counting::default());
    let built = builder(&vendor, Auth::both(provider(), provider())).build();
    let line = built.expect_err("there are two").to_string();
    assert!(line.contains("`bearer` is the second"), "{line}");
}

/// Counts what it is asked and told.
#[derive(Clone, Default)]
struct Counting {
    asked: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
    fails: bool,
}

impl Counting {
    fn next(&self) -> Result<AccessToken, BoxError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.fails {
            return Err("the vault is shut".into());
        }
        Ok(AccessToken::new("mock-secret-bearer"))
    }

    fn counted(&self) -> (usize, usize) {
        (
            self.asked.load(Ordering::Relaxed),
            self.refused.load(Ordering::Relaxed),
        )
    }
}

impl TokenProvider for Counting {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            self.next()
        })
    }

    fn refused(&self, _: &Secret) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }
}

impl trunkline::blocking::TokenProvider for Counting {
    fn token(&self) -> Result<AccessToken, BoxError> {
        std::thread::sleep(Duration::from_millis(20));
        self.next()
    }

    fn refused(&self, _: &Secret) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_asked_once_for_all_and_told_of_a_refusal() {
    let vendor = vendor().await;
    let provider = Counting::default();
    let source = TokenSource::provider(provider.clone());
    assert_eq!(
        format!("{:?}", Auth::bearer(source.clone())),
        "Bearer(TokenProvider)"
    );
    let client = client(&vendor, Auth::bearer(source));
    let calls: Vec<_> = (0..64)
        .map(|_| tokio::spawn(client.get_borne(1).send()))
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    assert_eq!(provider.counted(), (1, 0));
    vendor.answer_next(Answer::new(401));
    client.get_borne(1).await.expect("another token is good");
    assert_eq!(provider.counted(), (2, 1));
    // Never in a loop.
    vendor.answer_next(Answer::new(401));
    vendor.answer_next(Answer::new(401));
    client.get_borne(1).await.expect_err("it is refused twice");
    assert_eq!(provider.counted(), (3, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_serves_threads_and_stands_beside_a_secret() {
    let vendor = vendor().await;
    let provider = Counting::default();
    let source = TokenSource::blocking_provider(provider.clone());
    let key = vendor.credentials("key")[0].clone();
    let client = blocking(&vendor, Auth::both(key, source.clone()));
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let call = client.get_both(1);
            tokio::task::spawn_blocking(move || call.send())
        })
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }
    assert_eq!(provider.counted(), (1, 0));
    let last = vendor.requests().pop().expect("there were some");
    assert_eq!(last.header("x-key"), Some("mock-secret-key"));
    assert_eq!(
        last.header("authorization"),
        Some("Bearer mock-secret-bearer")
    );
    // One of two schemes.
    let either = self::blocking(&vendor, Auth::bearer(source));
    let call = either.get_one(1);
    let called = tokio::task::spawn_blocking(move || call.send()).await;
    called.expect("it ends").expect("it is let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_without_a_token_fails_all_that_wait() {
    let vendor = vendor().await;
    let provider = Counting {
        fails: true,
        ..Counting::default()
    };
    let client = client(
        &vendor,
        Auth::bearer(TokenSource::provider(provider.clone())),
    );
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.get_borne(1).send()))
        .collect();
    for call in calls {
        let error = call.await.expect("it ends").expect_err("there is none");
        let line = "get_borne of grants: there is no token for `bearer`: the vault is shut";
        assert_eq!(error.to_string(), line);
        let Error::Token(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.scheme(), "bearer");
        let source = std::error::Error::source(&error).map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("the vault is shut"));
    }
    assert!(provider.counted().0 < 8, "they waited for one");
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn a_provider_of_the_other_mode_is_refused_at_once() {
    let vendor = vendor().await;
    let awaited = TokenSource::provider(Counting::default());
    let blocks = TokenSource::blocking_provider(Counting::default());
    let error = builder(&vendor, Auth::bearer(awaited)).build_blocking();
    let line = error.expect_err("it is awaited").to_string();
    assert!(
        line.contains("`TokenSource::blocking_provider(…)`"),
        "{line}"
    );
    let error = builder(&vendor, Auth::bearer(blocks)).build();
    let line = error.expect_err("it blocks").to_string();
    assert!(line.contains("`TokenSource::provider(…)`"), "{line}");
}

#[tokio::test]
async fn each_request_is_signed_whole() {
    let vendor = vendor().await;
    let auth = pair(&vendor, "signed", Auth::signed);
    let client = client(&vendor, auth);
    let key = &vendor.credentials("signed")[1];
    for kind in ["a b", "a&b=ü"] {
        client
            .add_signed(kind, 7, "Ann")
            .await
            .expect("it is let in");
        let sent = vendor.requests().pop().expect("it was sent");
        let target = format!("{}?{}", sent.path, sent.query);
        let text = signing::canonical("POST", &target, &sent.body);
        let wanted = signing::signature(key, &text);
        assert_eq!(sent.header("x-signature"), Some(wanted.as_str()));
        assert_eq!(sent.header("x-key-id"), Some("mock-key_id-signed"));
        vendor.answer_next(Answer::json(500, format!(r#"{{"echo": "{wanted}"}}"#)));
        let error = client
            .add_signed(kind, 7, "Ann")
            .await
            .expect_err("it fails");
        let shown = format!("{error:?}");
        assert!(!shown.contains(&wanted), "{shown}");
    }
}

#[tokio::test]
async fn a_signature_without_secrets_goes_with_a_token_too() {
    let vendor = vendor().await;
    let stamped = client(&vendor, Auth::stamped());
    stamped.get_stamped(1).await.expect("it is let in");
    stamped.get_stamped(1).await.expect("it is let in");
    let stamp = |at: usize| vendor.requests()[at].query_pairs();
    assert_eq!(stamp(0)[0].0, "stamp");
    assert_ne!(stamp(0), stamp(1));

    let program = vendor.credentials("program");
    let keys = vendor.credentials("signed");
    let [id, secret] = &program[..] else {
        panic!("a pair")
    };
    let sealed = Auth::sealed(
        id.as_str(),
        secret.as_str(),
        keys[0].as_str(),
        keys[1].as_str(),
    );
    let sealed = client(&vendor, sealed);
    sealed.get_sealed(1).await.expect("it is let in");
    let sent = vendor.requests().pop().expect("it was sent");
    let target = sent.path.to_string();
    // The token was there when the request was signed; a request for a token is not.
    assert!(
        sent.header("authorization")
            .is_some_and(|shown| shown.starts_with("Bearer "))
    );
    let wanted = signing::signature(&keys[1], &signing::canonical("GET", &target, b""));
    assert_eq!(sent.header("x-signature"), Some(wanted.as_str()));
    let asked = &vendor.requests()[2];
    assert_eq!(
        (asked.path.as_str(), asked.header("x-signature")),
        ("/main/token", None)
    );
}
