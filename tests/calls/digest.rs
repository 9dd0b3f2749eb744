//! A login by digest, step by step: what a vendor says to each request in, what the call shows next out.

use crate::acme::{Auth, Client};

fn login() -> Auth {
    Auth::Digest {
        user: "ann".into(),
        password: "s3cret-password".into(),
    }
}

#[cfg(not(feature = "digest"))]
#[test]
fn without_the_feature_the_credentials_are_refused() {
    let error = Client::builder()
        .host("a")
        .client("7")
        .auth(login())
        .build();
    let error = error.expect_err("there is no digest");
    assert!(
        error.to_string().contains("needs the feature `digest`"),
        "{error}"
    );
}

#[cfg(feature = "digest")]
mod steps {
    use trunkline::File;
    use trunkline::transport::Fake;

    use super::*;
    use crate::patient;

    const EMPTY: &str = r#"{"pages":"1","users":[]}"#;

    /// A reply with a header.
    fn reply(
        status: u16,
        header: &str,
        value: impl AsRef<str>,
        body: &str,
    ) -> http::Response<Vec<u8>> {
        let reply = http::Response::builder().status(status);
        let reply = reply.header("content-type", "application/json");
        reply
            .header(header, value.as_ref())
            .body(body.into())
            .expect("a reply")
    }

    fn challenged(nonce: &str) -> http::Response<Vec<u8>> {
        let challenge =
            format!(r#"Digest realm="r", nonce="{nonce}", qop="auth", algorithm=SHA-256"#);
        reply(401, "www-authenticate", challenge, "{}")
    }

    fn client(fake: &Fake) -> Client {
        let builder = Client::builder().host("acme.test").client("7");
        let builder = builder.auth(login()).transport(fake.clone());
        builder.build().expect("the settings hold")
    }

    /// What each request shows: nonce and count.
    fn shown(fake: &Fake) -> Vec<Option<(String, String)>> {
        let requests = fake.requests();
        let param = |header: &str, name: &str| {
            let (_, rest) = header.split_once(name)?;
            let value = rest.trim_start_matches('"');
            Some(value.split(['"', ',']).next()?.to_owned())
        };
        let of = |request: &http::Request<bytes::Bytes>| {
            let header = request.headers().get("authorization")?;
            assert!(header.is_sensitive());
            let header = header.to_str().ok()?;
            param(header, " nonce=").zip(param(header, " nc="))
        };
        requests.iter().map(of).collect()
    }

    fn pair(nonce: &str, count: u32) -> Option<(String, String)> {
        Some((nonce.to_owned(), format!("{count:08x}")))
    }

    async fn find(client: &Client) -> Result<(), crate::acme::Error> {
        client.find_users().name("x").await.map(|_| ())
    }

    #[tokio::test]
    async fn a_call_is_sent_again_with_its_body() {
        let fake = Fake::new().reply(challenged("n")).json(200, EMPTY);
        find(&client(&fake)).await.expect("it is let in");
        let requests = fake.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].method(), "POST");
        assert!(!requests[0].body().is_empty());
        assert_eq!(requests[0].body(), requests[1].body());
        assert_eq!(shown(&fake), [None, pair("n", 1)]);
    }

    #[tokio::test]
    async fn a_nonce_that_is_no_longer_known_is_replaced_once() {
        let fake = Fake::new().reply(challenged("a")).json(200, EMPTY);
        let client = client(&fake);
        find(&client).await.expect("it is let in");
        // The vendor was restarted, and does not say `stale`.
        let fake = fake.reply(challenged("b")).json(200, EMPTY);
        find(&client).await.expect("it is let in");
        let fake = fake.reply(challenged("c")).reply(challenged("d"));
        find(&client).await.expect_err("the second refusal stands");
        // What was refused is not tried again.
        let fake = fake.json(200, EMPTY);
        find(&client).await.expect("it is let in");
        let wanted = [
            None,
            pair("a", 1),
            pair("a", 2),
            pair("b", 1),
            pair("b", 2),
            pair("c", 1),
            None,
        ];
        assert_eq!(shown(&fake), wanted);
    }

    #[tokio::test]
    async fn the_next_nonce_is_taken_from_the_reply() {
        let info = reply(
            200,
            "authentication-info",
            r#"nextnonce="b", qop=auth"#,
            EMPTY,
        );
        let fake = Fake::new()
            .reply(challenged("a"))
            .reply(info)
            .json(200, EMPTY);
        let client = client(&fake);
        find(&client).await.expect("it is let in");
        find(&client).await.expect("it is let in");
        assert_eq!(shown(&fake), [None, pair("a", 1), pair("b", 1)]);
    }

    #[tokio::test]
    async fn what_answers_is_not_shown_where_the_vendor_repeats_it() {
        // A vendor that repeats what it was shown, in pieces as well.
        let echo = Fake::answering(|request| match request.headers().get("authorization") {
            None => challenged("a").map(Into::into),
            Some(header) => {
                let header = header.to_str().expect("ASCII");
                let quoted = header.replace('"', "\\\"");
                let pieces = header.split(['"', ',', ' ']).collect::<Vec<_>>().join(" ");
                let body = format!(r#"{{"seen": "{quoted}", "pieces": "{pieces}"}}"#);
                reply(500, "x-seen", "yes", &body).map(Into::into)
            }
        });
        let builder = Client::builder().host("acme.test").client("7");
        let client = builder.auth(login()).transport(echo.clone()).build();
        let error = find(&client.expect("the settings hold"))
            .await
            .expect_err("500");
        let report = format!("{error} {error:?}");
        let sent = echo.requests()[1].headers()["authorization"]
            .to_str()
            .expect("ASCII")
            .to_owned();
        for name in ["response=\"", "cnonce=\""] {
            let (_, value) = sent.split_once(name).expect("it is sent");
            let value = value.split('"').next().expect("a value");
            assert!(!report.contains(value), "{name} in {report}");
        }
        assert!(report.contains("***"), "{report}");
    }

    #[tokio::test]
    async fn other_credentials_of_an_any_are_sent_at_once() {
        let fake = Fake::new().json(200, EMPTY);
        let auth = Auth::Both {
            token: "t".into(),
            org: "o".into(),
        };
        let builder = Client::builder().host("acme.test").client("7").auth(auth);
        let client = builder.transport(fake.clone()).build();
        find(&client.expect("the settings hold"))
            .await
            .expect("it is let in");
        assert_eq!(shown(&fake), [None]);
    }

    #[tokio::test]
    async fn what_was_read_once_is_not_sent_again() {
        let deposit = |fake: &Fake, body: File| {
            let builder = patient::Client::builder().transport(fake.clone());
            let client = builder.digest("ann", "s3cret-password").build();
            client.expect("the settings hold").deposit().body(body)
        };
        let challenged = || Fake::new().reply(challenged("n-1")).json(200, "7");
        let fake = challenged();
        let body = File::from_source(|| Ok(&b"abc"[..]));
        deposit(&fake, body).await.expect("it is let in");
        assert_eq!(fake.requests().len(), 2);
        let fake = challenged();
        let outcome = deposit(&fake, File::from_reader(&b"abc"[..])).await;
        let error = outcome.expect_err("it was read");
        let line = error.to_string();
        assert!(line.contains("can be read only once"), "{line}");
        // It is the vendor's answer, and nothing that went wrong on the way.
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        assert_eq!(fake.requests().len(), 1);
    }
}
