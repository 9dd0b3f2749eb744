//! Digest authentication as another implementation has it: what the crate `digest_auth` lets in.

use trunkline_vendors::commpeak::{Auth, Client};
use trunkline_wire_tests::{Guarded, PASSWORD, USER};

use super::*;

const USERS: &str = r#"[{"id": "7"}]"#;

/// What a vendor asks with, and how the answer begins or what it says.
const CHALLENGES: [(&[&str], &str); 12] = [
    (
        &[r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=MD5"#],
        "algorithm=MD5",
    ),
    (
        &[
            r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA-256, opaque="a \"b\" \\c""#,
        ],
        "algorithm=SHA-256",
    ),
    (
        &[r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA-512-256"#],
        "algorithm=SHA-512-256",
    ),
    (
        &[r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=MD5-sess"#],
        "algorithm=MD5-sess",
    ),
    (
        &[r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA-256-sess"#],
        "algorithm=SHA-256-sess",
    ),
    (
        &[r#"Digest nonce="NONCE",qop="auth-int,auth",realm="the \"realm\" of, all=things""#],
        "qop=auth",
    ),
    (
        &[r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA-256, userhash=true"#],
        "userhash=true",
    ),
    (&[r#"Digest realm="r", nonce="NONCE""#], "realm=\"r\""),
    (
        &[
            r#"Digest realm="r", nonce="NONCE", qop=auth, stale=false, domain="/a /b", charset=UTF-8"#,
        ],
        "qop=auth",
    ),
    (
        &[
            r#"Basic realm="r""#,
            r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA-256"#,
        ],
        "algorithm=SHA-256",
    ),
    (
        &[
            r#"Negotiate, Digest realm="r", nonce="NONCE", qop="auth", algorithm=MD5, Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA-256, Basic realm="r""#,
        ],
        "algorithm=SHA-256",
    ),
    (
        &[
            r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=SHA3-256"#,
            r#"Digest realm="r", nonce="NONCE", qop="auth", algorithm=MD5"#,
        ],
        "algorithm=MD5",
    ),
];

fn client(vendor: &Guarded, password: &str) -> Client<Mode> {
    let builder = Client::builder()
        .base_url(vendor.url())
        .auth(Auth::digest(USER, password));
    builder.client().expect("the settings hold")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_challenge_is_answered_and_its_nonce_used_again() {
    for (challenges, says) in CHALLENGES {
        let vendor = Guarded::by(challenges, USERS).await;
        let client = client(&vendor, PASSWORD);
        for id in ["7", "ä b/c?d=e&f", "%2e'"] {
            let users = client.get_user(id).send().done().await;
            users.unwrap_or_else(|error| panic!("{challenges:?}: {error:?}\n{:?}", vendor.taken()));
        }
        let taken = vendor.taken();
        let let_in: Vec<bool> = taken.iter().map(|one| one.let_in).collect();
        assert_eq!(let_in, [false, true, true, true], "{challenges:?}");
        for shown in taken.iter().skip(1).map(|one| one.shown.as_deref()) {
            assert!(shown.is_some_and(|shown| shown.contains(says)), "{shown:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_not_let_in() {
    let vendor = Guarded::by(CHALLENGES[1].0, USERS).await;
    let error = client(&vendor, "wrong-password")
        .get_user("7")
        .send()
        .done()
        .await;
    let error = error.expect_err("it is refused");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(vendor.taken().len(), 2);
}
