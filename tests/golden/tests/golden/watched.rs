//! Drift in bodies of errors, in rows and in webhooks: who is told of it, and what is refused for it.

use std::sync::{Arc, Mutex};

use golden::watched::{Client, Error, ErrorKind, UserChanged, UserTold};
use trunkline::http::Request;
use trunkline::transport::Fake;
use trunkline::{Drift, HookError};

type Told = Arc<Mutex<Vec<String>>>;

fn telling() -> (Drift, Told) {
    let told = Told::default();
    let to = told.clone();
    let drift = Drift::report(move |report| {
        let name = format!("{} of {}", report.endpoint(), report.vendor());
        let lines = report.differences().iter().map(ToString::to_string);
        let line = format!("{name}: {}", lines.collect::<Vec<_>>().join("; "));
        to.lock().expect("no panic").push(line);
    });
    (drift, told)
}

fn taken(told: &Told) -> Vec<String> {
    std::mem::take(&mut told.lock().expect("no panic"))
}

fn client(fake: &Fake, drift: Drift) -> Client {
    let builder = Client::builder().transport(fake.clone()).drift(drift);
    builder.build().expect("the settings hold")
}

const GONE: &str = r#"{"error": "gone", "role": "owner", "since": 3}"#;
const USERS: &str = "id,role,nick\n1,admin,a\n2,owner,b\n";
const USER: &str = r#"{"id": 7, "role": "owner"}"#;

#[tokio::test]
async fn the_body_of_an_error_is_told_of_and_stays_an_error() {
    let (drift, told) = telling();
    let same = r#"{"error": "gone"}"#;
    let fake = Fake::new().json(404, GONE).json(404, same);
    let watching = client(&fake, drift);
    let error = watching.get_user(7).await.expect_err("it is gone");
    let wanted = "get_user of watched: `Role` names no value `owner`, at `role`; \
                  `Failure` declares no field `since`, at `since`";
    assert_eq!(taken(&told), [wanted]);
    assert!(matches!(&error, Error::Vendor(error) if error.kind() == Some(ErrorKind::Gone)));
    watching.get_user(7).await.expect_err("it is gone");
    assert_eq!(taken(&told), [""; 0]);

    let denying = client(&Fake::new().json(404, GONE), Drift::Deny);
    let outcome = denying.get_user(7).await;
    assert!(matches!(outcome, Err(Error::Vendor(_))), "{outcome:?}");
}

#[test]
fn the_body_of_an_error_is_told_of_in_the_blocking_mode() {
    let (drift, told) = telling();
    let builder = Client::builder().blocking_transport(Fake::new().json(404, GONE));
    let client = builder
        .drift(drift)
        .build_blocking()
        .expect("the settings hold");
    client.get_user(7).send().expect_err("it is gone");
    assert_eq!(taken(&told).len(), 1);
}

#[tokio::test]
async fn rows_are_watched() {
    let (drift, told) = telling();
    let rows = || Fake::new().json(200, USERS);
    let users = client(&rows(), drift).export_users().await.expect("users");
    assert_eq!(users.len(), 2);
    let wanted = "export_users of watched: `User` declares no field `nick`, at `[0].nick` and 1 more; \
                  `Role` names no value `owner`, at `[1].role`";
    assert_eq!(taken(&told), [wanted]);
    let outcome = client(&rows(), Drift::Deny).export_users().await;
    assert!(matches!(outcome, Err(Error::Decode(_))), "{outcome:?}");
    let lenient = client(&rows(), Drift::Lenient).export_users().await;
    assert_eq!(lenient.expect("users"), users);
}

#[test]
fn webhooks_are_watched() {
    let request = |body: &str| {
        let request = Request::builder().method("POST").uri("/");
        request.body(body.as_bytes().to_vec()).expect("a request")
    };
    let (drift, told) = telling();
    let hook = UserChanged::new().drift(drift.clone());
    assert_eq!(
        hook.receive(&request(USER)).expect("it is read").event.id,
        7
    );
    let wanted = "user_changed of watched: `Role` names no value `owner`, at `role`";
    assert_eq!(taken(&told), [wanted]);
    let form = UserTold::new().drift(drift);
    form.receive(&request("id=7&nick=a")).expect("it is read");
    assert_eq!(taken(&told).len(), 1);

    let denying = UserChanged::new().drift(Drift::Deny);
    match denying.receive(&request(USER)) {
        Err(HookError::Decode(error)) => {
            assert!(
                error.to_string().contains("names no value `owner`"),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
    denying
        .receive(&request(r#"{"id": 7, "role": "admin"}"#))
        .expect("what holds is no drift");
    UserChanged::new()
        .receive(&request(USER))
        .expect("nobody minds");
}
