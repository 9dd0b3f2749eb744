//! What comes back and is no value, or hardly one.

use std::time::Duration;

use trunkline::Retry;
use trunkline::transport::{Fake, TransportErrorKind};

use crate::acme::{Client, Error, ErrorBody, ErrorKind};
use crate::client;

/// Sends `list_users` and expects an error of this reply.
pub(crate) async fn failed(status: u16, body: &'static str) -> Error {
    let fake = Fake::new().json(status, body);
    client(&fake).list_users().await.expect_err(body)
}

#[tokio::test]
async fn a_rule_matches_at_any_status_and_names_kind_code_and_message() {
    for status in [200, 401, 500] {
        let error = failed(
            status,
            r#"{"payload":[],"success":false,"error":{"code":"120","message":"Incorrect token"}}"#,
        )
        .await;
        assert_eq!(
            error.to_string(),
            format!("list_users of acme: 120: Incorrect token (HTTP {status})")
        );
        let Error::Vendor(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), Some(ErrorKind::WrongToken));
        assert_eq!(error.code(), Some("120"));
        assert_eq!(error.message(), Some("Incorrect token"));
        assert_eq!(error.retry(), Retry::Transient);
        assert_eq!(error.status(), status);
        assert_eq!(error.endpoint(), "list_users");
        assert_eq!(error.content_type(), Some("application/json"));
        assert!(
            error.body().is_none(),
            "the code is text, which the documented body has not"
        );
        assert!(error.try_body().is_some_and(|body| body.is_err()));
    }
}

#[tokio::test]
async fn a_documented_body_comes_typed() {
    let error = failed(
        200,
        r#"{"success":false,"error":{"code":110,"message":"no token"}}"#,
    )
    .await;
    assert_eq!(error.retry(), Retry::Never);
    let Error::Vendor(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), Some(ErrorKind::NoToken));
    let Some(ErrorBody::Failure(body)) = error.body() else {
        panic!("{error:?}")
    };
    assert_eq!((body.success, body.error.code), (false, 110));
}

#[tokio::test]
async fn an_unknown_code_has_no_kind() {
    let error = failed(200, r#"{"success":false,"error":{"code":999}}"#).await;
    let Error::Vendor(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (None, Some("999"), None)
    );
}

#[tokio::test]
async fn code_and_message_come_from_the_item_that_matched() {
    let body =
        r#"{"errors":[{"code":"long","text":"too long"},{"code":"taken_name","text":"is taken"}]}"#;
    let Error::Vendor(error) = failed(409, body).await else {
        panic!()
    };
    assert_eq!(
        (error.code(), error.message()),
        (Some("taken_name"), Some("is taken"))
    );
    assert_eq!(error.kind(), Some(ErrorKind::Taken));
}

#[tokio::test]
async fn an_item_of_one_list_is_none_of_another() {
    let body = r#"{"warnings":[{"code":"w"},{"code":"fatal"}],"errors":[{"code":"first"},{"code":"second"}]}"#;
    let Error::Vendor(error) = failed(422, body).await else {
        panic!()
    };
    assert_eq!(error.code(), Some("first"));
}

#[tokio::test]
async fn a_kind_may_rest_on_the_status_alone() {
    let Error::Vendor(error) = failed(404, "").await else {
        panic!()
    };
    assert_eq!(error.kind(), Some(ErrorKind::NotFound));
    assert_eq!(
        error.to_string(),
        "list_users of acme: the vendor reports an error (HTTP 404)"
    );
}

#[tokio::test]
async fn a_status_that_no_rule_names_keeps_all_that_came() {
    for status in [302, 304, 400, 502] {
        let html = "<html><body>Bad gateway</body></html>";
        let reply = http::Response::builder()
            .status(status)
            .header("content-type", "text/html");
        let fake = Fake::new().reply(reply.body(html).expect("a reply"));
        let error = client(&fake).list_users().await.expect_err("no success");
        let line = format!(
            "list_users of acme: HTTP {status}, and no error rule matches: 37 bytes of text/html"
        );
        assert_eq!(error.to_string(), line);
        assert_eq!(error.raw_body().expect("a reply"), html);
        let Error::Status(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.status(), status);
        assert_eq!(error.headers()["content-type"], "text/html");
    }
}

#[tokio::test]
async fn ok_has_to_hold_of_a_success() {
    let fake = Fake::new()
        .json(200, r#"{"status":"broken"}"#)
        .json(200, "{}");
    let client = client(&fake);
    for _ in 0..2 {
        let error = client.get_user("x").await.expect_err("not ok");
        assert!(matches!(error, Error::Status(_)), "{error}");
    }
}

#[tokio::test]
async fn hostile_bodies_are_errors_that_say_where() {
    let deep = format!("{{\"x\":{}", "[".repeat(100_000));
    let deep: &'static str = deep.leak();
    let cases = [
        ("", "the body of the reply is empty"),
        (" \n", "the body of the reply is empty"),
        ("<html></html>", "the reply cannot be read: broken JSON"),
        (
            "{\"payload\":{\"total\":1,",
            "the reply cannot be read: broken JSON",
        ),
        (
            "{\"payload\":{\"total\":0,\"items\":[]}} x",
            "the reply cannot be read: broken JSON",
        ),
        (
            "{\"payload\":{\"total\":0,\"items\":[]}",
            "the reply cannot be read: broken JSON",
        ),
        ("\u{0}", "the reply cannot be read: broken JSON"),
        ("{}", "the reply cannot be read: the reply holds no data"),
        ("[]", "the reply cannot be read: the reply holds no data"),
        (
            "{\"payload\":{\"total\":0,\"items\":[]},\"payload\":null}",
            "the key `payload` stands here twice",
        ),
        (
            "{\"payload\":null}",
            "found null, wanted an object, at `payload`",
        ),
        (
            "{\"payload\":{\"total\":\"x\",\"items\":[]}}",
            "at `payload.total` (line 1",
        ),
        (
            "{\"payload\":{\"items\":[]}}",
            "missing field `total` of `UserPage`, at `payload`",
        ),
        (deep, "nested deeper than 128 levels"),
    ];
    for (body, expected) in cases {
        let error = failed(200, body).await;
        assert!(matches!(error, Error::Decode(_)), "{error}");
        let line = error.to_string();
        assert!(line.contains(expected) && !line.contains('\n'), "{line}");
        assert!(format!("{error:?}").len() < 4096);
    }
    let Error::Decode(error) =
        failed(200, "{\"payload\":{\"total\":1,\"items\":[{\"id\":true}]}}").await
    else {
        panic!()
    };
    assert_eq!(error.path(), "payload.items[0].id");
}

#[tokio::test]
async fn a_page_for_people_is_called_what_it_is() {
    let reply = http::Response::builder().header("content-type", "text/html");
    let fake = Fake::new().reply(reply.body("<html>Log in").expect("a reply"));
    let error = client(&fake).list_users().await.expect_err("no JSON");
    let line = "list_users of acme: the reply, 12 bytes of text/html, cannot be read: \
        broken JSON: expected a value (line 1, column 1) (HTTP 200)";
    assert_eq!(error.to_string(), line);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_an_error() {
    let fake = Fake::new().reply(http::Response::new(&b"{\"payload\":\"\xff\"}"[..]));
    let error = client(&fake).list_users().await.expect_err("no UTF-8");
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn where_null_may_come_nothing_may() {
    let reply = |status: u16| {
        http::Response::builder()
            .status(status)
            .body("")
            .expect("a reply")
    };
    let fake = Fake::new()
        .reply(reply(204))
        .json(200, r#"{"status":"ok","records":[]}"#)
        .json(200, r#"{"status":"ok","records":[null]}"#)
        .json(200, r#"{"status":"ok","records":[{"id":1,"name":"Ann"}]}"#);
    let client = client(&fake);
    for expected in [None, None, None, Some(1)] {
        let user = client.get_user("x").await.expect("nobody is no error");
        assert_eq!(user.map(|user| user.id), expected);
    }
}

#[tokio::test]
async fn a_call_that_returns_nothing_reads_nothing() {
    for body in ["", "<html>", "{\"a\":", "[1,2]"] {
        let fake = Fake::new().json(200, body);
        client(&fake)
            .delete_user(1)
            .await
            .expect("the body does not matter");
    }
}

#[tokio::test]
async fn a_reply_has_its_head_and_what_stands_beside_the_value() {
    let body =
        r#"{"payload":{"total":1,"items":[{"id":1,"name":"Ann","passwd":"hash-1"}]},"note":"n"}"#;
    let reply = |left: &'static str| {
        http::Response::builder()
            .status(201)
            .header("x-left", left)
            .body(body)
            .expect("a reply")
    };
    let fake = Fake::new()
        .reply(reply("41"))
        .reply(reply("many"))
        .json(200, body);
    let client = client(&fake);
    let reply = client.list_users().send_raw().await.expect("a page");
    assert_eq!(reply.status(), 201);
    assert_eq!(reply.headers()["x-left"], "41");
    assert_eq!(reply.raw_body(), body);
    assert_eq!(
        (
            reply.meta.total,
            reply.meta.left,
            reply.meta.note.as_deref()
        ),
        (1, 41, Some("n"))
    );
    assert_eq!(reply.value.items[0].name, "Ann");
    assert!(!format!("{reply:?}").contains("hash-1"));
    let error = client
        .list_users()
        .send_raw()
        .await
        .expect_err("`left` is no number");
    assert!(error.to_string().contains("`left`"), "{error}");
    let error = client
        .list_users()
        .send_raw()
        .await
        .expect_err("`left` is absent");
    assert!(error.to_string().contains("`left`"), "{error}");
}

#[tokio::test]
async fn the_size_of_a_body_is_limited() {
    let body = r#"{"payload":{"total":0,"items":[]}}"#;
    for (limit, fits) in [(body.len(), true), (body.len() - 1, false), (0, false)] {
        let fake = Fake::new().json(200, body);
        let client = Client::builder()
            .host("a")
            .max_body(limit)
            .transport(fake)
            .build();
        match client.expect("the settings hold").list_users().await {
            Ok(_) => assert!(fits),
            Err(Error::Limit(error)) => {
                assert!(!fits);
                assert_eq!(error.raw_body().len(), limit);
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn the_depth_of_a_body_is_limited() {
    let fake = Fake::new().json(200, r#"{"payload":{"total":0,"items":[],"x":[[[]]]}}"#);
    let client = Client::builder()
        .host("a")
        .max_depth(4)
        .transport(fake)
        .build();
    let error = client
        .expect("the settings hold")
        .list_users()
        .await
        .expect_err("too deep");
    assert!(
        error.to_string().contains("nested deeper than 4 levels"),
        "{error}"
    );
}

#[test]
fn the_deepest_limit_leaves_the_stack_whole() {
    let body = format!(
        r#"{{"payload":{{"total":0,"items":[],"x":{}{}}}}}"#,
        "[{\"a\":".repeat(498),
        "}]".repeat(498)
    );
    let bodies = [
        body.replace("{}", "{\"a\":1}"),
        body.replace("payload", "other"),
    ];
    // As small as the stack of a tokio worker, and without optimization.
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let run = async move {
        for body in bodies {
            let fake = Fake::new().json(200, body);
            let client = Client::builder()
                .host("a")
                .max_depth(usize::MAX)
                .transport(fake);
            let client = client.build().expect("the settings hold");
            _ = client.list_users().await.map_err(|error| error.to_string());
        }
    };
    let runtime = || tokio::runtime::Builder::new_current_thread().build();
    let thread = small.spawn(move || runtime().expect("a runtime").block_on(run));
    thread.expect("a thread").join().expect("no overflow");
}

#[tokio::test]
async fn time_is_limited_for_the_client_and_for_one_call() {
    let fake = Fake::new().hang().hang();
    let client = client(&fake);
    for (call, limit) in [
        (client.list_users(), 30),
        (client.list_users().timeout(Duration::from_secs(2)), 2),
    ] {
        let before = fake.elapsed();
        let error = call.await.expect_err("no reply comes");
        assert_eq!(
            error.to_string(),
            format!("list_users of acme: no reply within {limit}s")
        );
        assert!(
            matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout)
        );
        assert_eq!(fake.elapsed() - before, Duration::from_secs(limit));
    }
}

#[tokio::test]
async fn a_transport_that_fails_says_how() {
    let cut = http::Response::new("{\"payload\":");
    let fake = Fake::new().fail(TransportErrorKind::Connect).cut(cut);
    let client = client(&fake);
    let Error::Transport(error) = client.list_users().await.expect_err("refused") else {
        panic!()
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(error.reply().is_none());
    let Error::Transport(error) = client.list_users().await.expect_err("cut short") else {
        panic!()
    };
    assert_eq!(error.kind(), TransportErrorKind::Interrupted);
    assert_eq!(error.reply().expect("a part").body(), "{\"payload\":");
}

#[tokio::test]
async fn a_body_that_does_not_fit_says_how_to_mend_the_spec() {
    let mend = async |item: &str| {
        let body = format!(r#"{{"payload":{{"total":1,"items":[{item}]}}}}"#);
        let fake = Fake::new().json(200, body);
        let client = Client::builder().host("a").transport(fake).build();
        let outcome = client.expect("the settings hold").list_users().await;
        match outcome.expect_err("it does not fit") {
            Error::Decode(error) => error.read_error().and_then(|error| error.help()),
            other => panic!("{other}"),
        }
    };
    let absent = mend("{}").await.expect("there is a mend");
    assert!(
        absent.contains("in the spec where a field may be absent"),
        "{absent}"
    );
    let wrong = mend(r#"{"id": "7", "name": "x"}"#)
        .await
        .expect("there is a mend");
    assert!(wrong.contains("int"), "{wrong}");
}

#[tokio::test]
async fn a_depth_that_no_stack_holds_is_not_taken_however_it_is_set() {
    let body = format!(
        r#"{{"payload":{{"total":0,"items":[],"x":{}{}}}}}"#,
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    let fake = Fake::new().json(200, body);
    let builder = Client::builder().host("a").transport(fake);
    let client = builder.max_depth(usize::MAX).build();
    let outcome = client.expect("the settings hold").list_users().await;
    let line = outcome.expect_err("it is too deep").to_string();
    assert!(line.contains("nested deeper than 1000 levels"), "{line}");
}
