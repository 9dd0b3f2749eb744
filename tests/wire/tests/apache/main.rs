//! Digest authentication as Apache has it (`mod_auth_digest`). Where Apache is not installed the test says so and
//! does nothing; what runs on every machine is `wire/both/independent.rs`.

mod apache;

use std::time::Duration;

use apache::{Apache, PASSWORD, USER};
use trunkline_vendors::commpeak::{Auth, Client, Error, ErrorKind};

fn client(apache: &Apache, api: &str, password: &str) -> Client {
    let builder = Client::builder()
        .base_url(apache.url(api))
        .auth(Auth::digest(USER, password));
    builder.build().expect("the settings hold")
}

#[tokio::test]
async fn apache_lets_the_client_in() {
    let Some(apache) = Apache::start() else {
        println!(
            "skipped: Apache with mod_auth_digest is not installed (`apt-get install apache2`)"
        );
        return;
    };

    // One nonce for many calls.
    let known = client(&apache, "api", PASSWORD);
    for id in ["7", "a b", "ä'(8)!~", "50%25+1"] {
        let users = known.get_user(id).send().await;
        assert_eq!(users.expect("it is let in")[0].id, "7", "{id}");
    }
    assert_eq!(apache.statuses(), [401, 200, 200, 200, 200]);

    // Calls side by side.
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(known.get_user("7").send()))
        .collect();
    for call in calls {
        call.await.expect("it ends").expect("it is let in");
    }

    // A nonce that goes stale after a second.
    let before = apache.statuses().len();
    let brief = client(&apache, "brief", PASSWORD);
    brief.get_user("7").send().await.expect("it is let in");
    tokio::time::sleep(Duration::from_millis(2500)).await;
    brief.get_user("7").send().await.expect("it is let in");
    assert_eq!(apache.statuses()[before..], [401, 200, 401, 200]);

    // A wrong password.
    let before = apache.statuses().len();
    let outcome = client(&apache, "api", "wrong").get_user("7").send().await;
    let Err(Error::Vendor(error)) = outcome else {
        panic!("wanted the vendor's error, found {outcome:?}")
    };
    assert_eq!(error.kind(), Some(ErrorKind::Unauthorized));
    assert_eq!(apache.statuses()[before..], [401, 401]);
}
