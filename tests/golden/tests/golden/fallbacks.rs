//! Hosts that stand in for each other: which is asked, in which order, and what goes there.

use golden::fallbacks::{Auth, Client, Error};
use trunkline::transport::{Fake, TransportErrorKind};
use trunkline_mock::{Mock, Running};

use TransportErrorKind::{Connect, Interrupted, Timeout, Tls};

const USER: &str = r#"{"id": 7, "name": "Ann"}"#;

async fn mock() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/fallbacks.yaml"
    );
    let mock = Mock::from_spec(spec).expect("the spec holds");
    mock.start().await.expect("it starts")
}

/// A URL where nobody listens.
fn nowhere() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    format!("http://{address}")
}

fn client(fake: &Fake) -> Client {
    let builder = Client::builder().auth(Auth::key("hush"));
    builder
        .transport(fake.clone())
        .build()
        .expect("the settings hold")
}

/// The hosts that were asked.
fn hosts(fake: &Fake) -> Vec<String> {
    let requests = fake.requests();
    let hosts = requests.iter().map(|request| request.uri().host());
    hosts.map(|host| host.expect("a host").to_owned()).collect()
}

const API: [&str; 3] = ["api.acme.example", "spare.acme.example", "eu.acme.example"];

#[tokio::test]
async fn what_was_not_sent_goes_to_the_next_host_at_once() {
    let fake = Fake::new()
        .fail(Connect)
        .fail(Connect)
        .json(200, USER)
        .json(200, USER);
    let ours = client(&fake);
    let clone = ours.clone();
    // A POST as well: it was not carried out.
    assert_eq!(ours.add_user("Ann").await.expect("the third host").id, 7);
    assert_eq!(hosts(&fake), API);
    assert_eq!(fake.elapsed(), std::time::Duration::ZERO);
    // What was reached is what is asked from now on, by clones as well.
    clone.get_user(7).await.expect("the third host");
    let last = fake.requests().pop().expect("it was sent");
    assert_eq!(last.uri(), "https://eu.acme.example/users/7");
    assert_eq!(last.headers()["x-key"], "hush");
}

#[tokio::test]
async fn what_may_have_arrived_goes_nowhere_else() {
    for kind in [Interrupted, Timeout, Tls] {
        let fake = Fake::new().fail(kind);
        client(&fake).get_user(7).await.expect_err("it fails");
        assert_eq!(hosts(&fake), API[..1], "{kind:?}");
    }
    let fake = Fake::new().json(503, "");
    client(&fake).get_user(7).await.expect_err("it fails");
    assert_eq!(hosts(&fake), API[..1]);
}

#[tokio::test]
async fn what_can_be_read_only_once_goes_to_one_host() {
    let fake = Fake::new().fail(Connect).json(200, "");
    let photo = trunkline::File::from_reader(&b"png"[..]);
    let error = client(&fake).put_photo(7, photo).await;
    let error = error.expect_err("nobody is there");
    assert_eq!(hosts(&fake), API[..1]);
    assert!(
        error.to_string().contains("can be read only once"),
        "{error}"
    );
}

#[tokio::test]
async fn where_no_host_is_reached_the_first_is_the_next_one() {
    let fake = Fake::new()
        .fail(Connect)
        .fail(Connect)
        .fail(Connect)
        .json(200, USER);
    let client = client(&fake);
    let error = client.get_user(7).await.expect_err("nobody is there");
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(error.tries().len(), 3);
    client.get_user(7).await.expect("it is back");
    assert_eq!(hosts(&fake)[3], API[0]);
}

#[tokio::test]
async fn retries_go_around_all_hosts_and_lists_keep_to_themselves() {
    let fake = Fake::new()
        .fail(Connect)
        .fail(Connect)
        .fail(Connect)
        .json(200, USER)
        .json(200, USER);
    let client = client(&fake);
    client.get_file(7).await.expect("the second try");
    let media = ["media.acme.example", "media-spare.acme.example"];
    assert_eq!(hosts(&fake), [media, media].concat());
    client.get_user(7).await.expect("another list");
    assert_eq!(hosts(&fake)[4], API[0]);
}

#[tokio::test]
async fn a_walk_keeps_to_the_host_that_its_pages_name() {
    let page = |id: u32, next: &str| {
        format!(r#"{{"items": [{{"id": {id}, "name": "Ann"}}], "next": "{next}"}}"#)
    };
    let fake = Fake::new()
        .fail(Connect)
        .json(200, page(1, "/v2/users?page=2"))
        .json(200, page(2, "https://api.acme.example/v1/users?page=3"))
        .json(200, page(3, "https://eu.acme.example/users?page=4"))
        .json(200, page(4, "https://elsewhere.example/v1/users?page=5"));
    let mut items = client(&fake).list_users().items();
    for _ in 0..3 {
        items.try_next().await.expect("a user");
    }
    let outcome = items.try_next().await;
    let refused = match outcome {
        Ok(Some(_)) => items.try_next().await,
        other => other,
    };
    assert!(matches!(refused, Err(Error::Page(_))), "{refused:?}");
    let asked = [API[0], API[1], API[1], API[0], API[2]];
    assert_eq!(hosts(&fake), asked);
}

#[tokio::test]
async fn a_base_of_ones_own_has_fallbacks_of_ones_own() {
    let mock = mock().await;
    let [key] = &mock.credentials("key")[..] else {
        panic!("one secret")
    };
    let builder = || {
        let builder = Client::builder().auth(Auth::key(key.as_str()));
        builder.base_url(nowhere()).media_base_url(nowhere())
    };
    // A test does not end up at the vendor.
    let alone = builder().build().expect("the settings hold");
    let error = alone.get_user(7).await.expect_err("nobody is there");
    assert_eq!(error.tries().len(), 1, "{error}");

    let spare = mock.base_url_of("fallback");
    let spare = spare.expect("the mock has an address for each");
    let client = builder()
        .fallback_base_url(&spare)
        .build()
        .expect("the settings hold");
    assert_eq!(client.get_user(7).await.expect("the spare host").id, 7);
    let asked = mock.requests().pop().expect("something came");
    assert_eq!(
        (asked.base.as_deref(), &*asked.path),
        (Some("fallback"), "/v2/users/7")
    );

    let client = builder()
        .fallback_base_url(&spare)
        .build_blocking()
        .expect("the settings hold");
    let user = tokio::task::spawn_blocking(move || client.get_user(7).send());
    let user = user.await.expect("no panic");
    assert_eq!(user.expect("the spare host").id, 7);
}
