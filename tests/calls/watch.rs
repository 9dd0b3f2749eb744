//! What hooks and tracing see of calls: every request, what came of it, and no secret.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use trunkline::transport::{Fake, TransportErrorKind};
use trunkline::{Outcome, Outgoing};

use crate::NOBODY;
use crate::acme::{Auth, Client};
use crate::patient;

/// What was seen, a line each.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn add(&self, line: String) {
        self.0.lock().expect("no panic").push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

fn request(seen: &Seen) -> impl Fn(&mut Outgoing<'_>) + Send + Sync + 'static {
    let seen = seen.clone();
    move |request| {
        let (number, method, path) = (request.number(), request.method(), request.path());
        let of = format!("{} of {}", request.endpoint(), request.vendor());
        seen.add(format!("{number}: {method} {path}, {of}"));
    }
}

fn reply(seen: &Seen) -> impl Fn(&Outcome<'_>) + Send + Sync + 'static {
    let seen = seen.clone();
    move |outcome| {
        let status = outcome.status().map(|status| status.as_u16());
        let (number, fault) = (outcome.number(), outcome.fault());
        seen.add(format!(
            "{number}: {status:?} {fault:?} {:?}",
            outcome.took()
        ));
    }
}

fn patient(fake: &Fake, seen: &Seen) -> patient::ClientBuilder {
    let builder = patient::Client::builder().transport(fake.clone());
    builder.on_request(request(seen)).on_reply(reply(seen))
}

const TRIES: [&str; 6] = [
    "1: GET /look, look of patient",
    "1: Some(503) None 0ns",
    "2: GET /look, look of patient",
    "2: None Some(Interrupted) 0ns",
    "3: GET /look, look of patient",
    "3: Some(200) None 0ns",
];

fn failing_twice() -> Fake {
    let fake = Fake::new().json(503, "");
    fake.fail(TransportErrorKind::Interrupted).json(200, "7")
}

#[tokio::test]
async fn hooks_see_every_try() {
    let (fake, seen) = (failing_twice(), Seen::default());
    let client = patient(&fake, &seen).build().expect("the settings hold");
    assert_eq!(client.look().await.expect("the third try"), 7);
    assert_eq!(seen.lines(), TRIES);
}

#[cfg(feature = "blocking")]
#[test]
fn hooks_see_every_try_in_the_blocking_mode() {
    let (fake, seen) = (failing_twice(), Seen::default());
    let client = patient::Client::builder().blocking_transport(fake);
    let client = client.on_request(request(&seen)).on_reply(reply(&seen));
    let client = client.build_blocking().expect("the settings hold");
    assert_eq!(client.look().send().expect("the third try"), 7);
    assert_eq!(seen.lines(), TRIES);
}

#[tokio::test]
async fn a_reply_that_never_comes_is_seen_as_well() {
    let (fake, seen) = (Fake::new().hang(), Seen::default());
    let client = patient(&fake, &seen).build().expect("the settings hold");
    let call = client.add().timeout(Duration::from_secs(7));
    call.await.expect_err("it never comes");
    assert_eq!(seen.lines()[1..], ["1: None Some(Timeout) 7s"]);
}

fn acme(fake: &Fake) -> crate::acme::ClientBuilder {
    let builder = Client::builder().host("acme.test").client("7");
    let builder = builder.transport(fake.clone());
    builder.auth(Auth::Token("s3cret-token".into()))
}

#[tokio::test]
async fn hooks_see_no_values_and_secrets_are_marked() {
    let fake = Fake::new().json(200, r#"{"status":"ok","records":[]}"#);
    let fake = fake.json(200, NOBODY);
    let (seen, to) = (Seen::default(), Seen::default());
    let headers = to.clone();
    let client = acme(&fake).header("x-own", "my own secret");
    let client = client
        .on_request(request(&seen))
        .on_request(move |request| {
            headers.add(format!("{:?}", request.headers()));
        });
    let client = client.build().expect("the settings hold");
    client.get_user("ann").await.expect("nobody");
    let expected = "1: GET /clients/{client}/users/{name}/profile, get_user of acme";
    assert_eq!(seen.lines(), [expected]);
    client.list_users().await.expect("nobody");
    let shown = to.lines().concat();
    assert!(shown.contains(r#""x-auth-token": Sensitive"#), "{shown}");
    assert!(
        !shown.contains("s3cret") && !shown.contains("own secret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_header_that_holds_a_secret_by_chance_is_marked_as_well() {
    let fake = Fake::new().json(200, NOBODY);
    let seen = Seen::default();
    let headers = seen.clone();
    let client = acme(&fake).on_request(move |request| {
        headers.add(format!("{:?}", request.headers()));
    });
    let client = client.build().expect("the settings hold");
    let call = client.list_users().trace("of s3cret-token");
    call.await.expect("nobody");
    let shown = seen.lines().concat();
    assert!(shown.contains(r#""x-trace": Sensitive"#), "{shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn a_login_is_seen_under_its_own_name() {
    let fake = Fake::new().json(200, r#"{"token": "t0ken"}"#);
    let (fake, seen) = (fake.json(200, "7"), Seen::default());
    let client = patient(&fake, &seen).admin("s3cret").build();
    let client = client.expect("the settings hold");
    client.guarded().await.expect("it is let in");
    let expected = [
        "1: POST /login, log_in of patient",
        "1: Some(200) None 0ns",
        "1: GET /guarded, guarded of patient",
        "1: Some(200) None 0ns",
    ];
    assert_eq!(seen.lines(), expected);
}

#[tokio::test]
async fn a_header_that_a_hook_adds_is_sent_and_not_shown() {
    let fake = Fake::new().json(500, r#"{"echo":"opensesame"}"#);
    let client = acme(&fake).on_request(|request| {
        let mut value = HeaderValue::from_static("opensesame");
        value.set_sensitive(true);
        request.insert_header(HeaderName::from_static("x-added"), value);
    });
    let client = client.build().expect("the settings hold");
    let error = client.list_users().await.expect_err("a status");
    assert_eq!(fake.requests()[0].headers()["x-added"], "opensesame");
    assert!(!format!("{error:?}").contains("sesame"), "{error:?}");
}

#[cfg(feature = "tracing")]
mod traced {
    use std::fmt;
    use std::sync::Once;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::subscriber::{DefaultGuard, set_default, set_global_default};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    struct Fields<'s>(&'static str, &'s Seen);

    impl Visit for Fields<'_> {
        fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
            self.1.add(format!("{} {}={value:?}", self.0, field.name()));
        }
    }

    impl Subscriber for Seen {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("trunkline")
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            span.record(&mut Fields("span", self));
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut Fields("then", self));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, event: &Event<'_>) {
            event.record(&mut Fields("event", self));
        }

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    /// Hears what this thread says. Other tests make calls to which nobody listens: unless all of them are heard by someone,
    /// what one of them says first would be taken for what nobody ever wants to hear.
    fn listen(seen: &Seen) -> DefaultGuard {
        static OTHERS: Once = Once::new();
        OTHERS.call_once(|| {
            set_global_default(Seen::default()).expect("nobody else sets it");
        });
        set_default(seen.clone())
    }

    #[tokio::test]
    async fn a_call_is_a_span_and_each_request_an_event() {
        let seen = Seen::default();
        let _guard = listen(&seen);
        let fake = failing_twice();
        let client = patient::Client::builder().transport(fake);
        let client = client.build().expect("the settings hold");
        client.look().await.expect("the third try");
        let expected = [
            r#"span otel.name="GET /look""#,
            r#"span otel.kind="client""#,
            r#"span trunkline.vendor="patient""#,
            r#"span trunkline.endpoint="look""#,
            r#"span http.request.method="GET""#,
            r#"span url.template="/look""#,
            r#"span server.address="patient.test""#,
            r#"event message=a request was sent"#,
            r#"event trunkline.endpoint="look""#,
            "event http.request.resend_count=0",
            "event http.response.status_code=503",
            "event http.client.request.duration=0.0",
            r#"event error.type="503""#,
            r#"event message=a request was sent"#,
            r#"event trunkline.endpoint="look""#,
            "event http.request.resend_count=1",
            "event http.client.request.duration=0.0",
            r#"event error.type="interrupted""#,
            r#"event message=a request was sent"#,
            r#"event trunkline.endpoint="look""#,
            "event http.request.resend_count=2",
            "event http.response.status_code=200",
            "event http.client.request.duration=0.0",
            "then http.response.status_code=200",
            "then http.request.resend_count=2",
        ];
        assert_eq!(seen.lines(), expected);
    }

    #[tokio::test]
    async fn a_call_that_fails_says_why_and_shows_no_secret() {
        let seen = Seen::default();
        let _guard = listen(&seen);
        let fake = Fake::new().json(500, r#"{"echo":"body"}"#).hang();
        let client = acme(&fake).header("x-own", "my own secret");
        let client = client.build().expect("the settings hold");
        let list = || {
            client
                .list_users()
                .name("a person")
                .query_param("q", "queried")
        };
        list().await.expect_err("a status");
        list().await.expect_err("it never comes");
        let lines = seen.lines();
        for line in [
            r#"then error.type="500""#,
            r#"then otel.status_code="ERROR""#,
            r#"then error.type="timeout""#,
            "event http.client.request.duration=30.0",
        ] {
            assert!(lines.iter().any(|seen| seen == line), "{line}: {lines:#?}");
        }
        let all = lines.concat();
        for word in ["s3cret", "own secret", "person", "queried", "echo"] {
            assert!(!all.contains(word), "{word}: {lines:#?}");
        }
        assert!(all.contains("server.port=8000"), "{lines:#?}");
    }

    /// How many spans are entered now, for whoever asks while a request is sent.
    #[derive(Clone, Default)]
    struct Inside(Arc<AtomicUsize>);

    impl Subscriber for Inside {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("trunkline")
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, _: &Event<'_>) {}

        fn enter(&self, _: &Id) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }

        fn exit(&self, _: &Id) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// A vendor, and how many spans each of its requests was sent in.
    fn counting(inside: &Inside) -> (Fake, Arc<Mutex<Vec<usize>>>) {
        let depths = Arc::new(Mutex::new(Vec::new()));
        let (to, inside) = (depths.clone(), inside.clone());
        let fake = Fake::answering(move |_| {
            let depth = inside.0.load(Ordering::SeqCst);
            to.lock().expect("no panic").push(depth);
            http::Response::new("7".into())
        });
        (fake, depths)
    }

    /// What a transport says of itself stands in the span of its call.
    #[tokio::test]
    async fn requests_are_sent_inside_of_the_span() {
        let inside = Inside::default();
        listen(&Seen::default());
        let _guard = set_default(inside.clone());
        let (fake, depths) = counting(&inside);
        let client = patient::Client::builder().transport(fake);
        let client = client.build().expect("the settings hold");
        client.look().await.expect("seven");
        assert_eq!(*depths.lock().expect("no panic"), [1]);
        assert_eq!(inside.0.load(Ordering::SeqCst), 0);
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn requests_that_block_are_sent_inside_of_the_span() {
        let inside = Inside::default();
        listen(&Seen::default());
        let _guard = set_default(inside.clone());
        let (fake, depths) = counting(&inside);
        let client = patient::Client::builder().blocking_transport(fake);
        let client = client.build_blocking().expect("the settings hold");
        client.look().send().expect("seven");
        assert_eq!(*depths.lock().expect("no panic"), [1]);
        assert_eq!(inside.0.load(Ordering::SeqCst), 0);
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn the_blocking_mode_is_traced_as_well() {
        let seen = Seen::default();
        let _guard = listen(&seen);
        let client = patient::Client::builder().blocking_transport(failing_twice());
        let client = client.build_blocking().expect("the settings hold");
        client.look().send().expect("the third try");
        let last = seen.lines().pop();
        assert_eq!(last.as_deref(), Some("then http.request.resend_count=2"));
    }
}
