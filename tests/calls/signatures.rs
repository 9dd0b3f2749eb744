//! What a signature sees and adds, and whose headers stand in place of a token.

use trunkline::transport::Fake;

use crate::patient::{Client, SEAL};

#[tokio::test]
async fn a_signature_sees_the_headers_and_what_it_adds_is_encoded_and_not_shown() {
    let echo = format!(r#"{{"echo": "{SEAL}"}}"#);
    let fake = Fake::new().json(200, "7").json(400, echo);
    let builder = Client::builder().transport(fake.clone()).numbered("s3cret");
    let client = builder.build().expect("the settings hold");
    client.signed().header("x-own", "1").await.expect("seven");
    let request = fake.requests().remove(0);
    let query = request.uri().query().expect("the signature adds one");
    assert_eq!(query, "seal=s3al%26admin%3D1");
    let seen = &request.headers()["x-signed-headers"];
    assert!(seen.is_sensitive());
    let seen: Vec<_> = seen.to_str().expect("text").split(' ').collect();
    for name in ["accept", "user-agent", "x-own", "x-number"] {
        assert!(seen.contains(&name), "{name}: {seen:?}");
    }
    let error = client.signed().await.expect_err("a status");
    assert!(!format!("{error} {error:?}").contains("s3al"), "{error:?}");
}

#[tokio::test]
async fn a_header_of_the_call_stands_in_place_of_a_token() {
    let fake = Fake::new().json(200, "7");
    let builder = Client::builder().transport(fake.clone()).admin("s3cret");
    let client = builder.build().expect("the settings hold");
    let call = client.guarded().header("authorization", "Bearer mine");
    assert_eq!(call.await.expect("seven"), 7);
    let requests = fake.requests();
    let [request] = &requests[..] else {
        panic!("nobody logs in: {requests:?}")
    };
    assert_eq!(request.headers()["authorization"], "Bearer mine");
}
