//! A vendor that speaks XML beside JSON: which format is sent and read, and what a reply in XML means.

use http::header::{ACCEPT, CONTENT_TYPE};
use trunkline::transport::Fake;

use crate::duo::{Client, ClientBuilder, Error, ErrorBody, ErrorKind, Format};

const XML: &str = "application/xml";

fn builder(fake: &Fake) -> ClientBuilder {
    Client::builder().transport(fake.clone())
}

/// A client that speaks XML.
fn client(fake: &Fake) -> Client {
    let builder = builder(fake).format(Format::Xml).bearer("s3cret & <token>");
    builder.build().expect("the settings hold")
}

fn reply(status: u16, content_type: &str, body: impl Into<String>) -> http::Response<String> {
    http::Response::builder()
        .status(status)
        .header(CONTENT_TYPE, content_type)
        .body(body.into())
        .expect("a reply")
}

/// A reply in XML, with this inside the root.
fn result(inside: &str) -> http::Response<String> {
    let body = format!("<?xml version='1.0'?>\n<Result xmlns='urn:duo'>{inside}</Result>");
    reply(200, XML, body)
}

/// A page with the things of these numbers.
fn page(total_pages: i64, ids: &[i64]) -> String {
    let thing = |id: &i64| format!("<d:Thing><d:Id>{id}</d:Id><d:Name>n{id}</d:Name></d:Thing>");
    let things: String = ids.iter().map(thing).collect();
    format!(
        "<Page><TotalPages>{total_pages}</TotalPages><Items xmlns:d='urn:duo'>{things}</Items></Page>"
    )
}

/// What `find` makes of this reply, where it is an error.
async fn failed(reply: http::Response<String>) -> Error {
    let fake = Fake::new().reply(reply);
    let result = client(&fake).find().await;
    result.expect_err("the reply holds no page")
}

/// The body of the last request, its content type and what it accepts.
fn last(fake: &Fake) -> (String, String, String) {
    let request = fake.requests().pop().expect("a request was sent");
    let header = |name| {
        let value: &http::HeaderValue = &request.headers()[name];
        value.to_str().expect("it is text").to_owned()
    };
    let (content_type, accept) = (header(CONTENT_TYPE), header(ACCEPT));
    let body = String::from_utf8(request.into_body().to_vec()).expect("it is text");
    (body, content_type, accept)
}

const JSON_PAGE: &str = r#"{"Page":{"TotalPages":1,"Items":[{"Id":1,"Name":"n1"}]}}"#;
const JSON_BODY: &str = r#"{"Name":"a<b","Page":2}"#;
const XML_BODY: &str = r#"<Filter xmlns="urn:duo"><Name>a&lt;b</Name><Page>2</Page></Filter>"#;

#[tokio::test]
async fn client_and_call_choose_the_format() {
    let json = "application/json";
    let cases = [
        (None, None, Format::Json),
        (Some(Format::Xml), None, Format::Xml),
        (None, Some(Format::Xml), Format::Xml),
        (Some(Format::Xml), Some(Format::Json), Format::Json),
    ];
    for (of_client, of_call, sent) in cases {
        let fake = Fake::new().reply(match sent {
            Format::Xml => result(&page(1, &[1])),
            _ => reply(200, json, JSON_PAGE),
        });
        let builder = match of_client {
            Some(format) => builder(&fake).format(format),
            None => builder(&fake),
        };
        let client = builder.build().expect("the settings hold");
        // The format may be chosen between other settings.
        let call = client.find().name("a<b");
        let call = match of_call {
            Some(format) => call.format(format),
            None => call,
        };
        let page = call.page(2).await.expect("a page");
        assert_eq!(
            (page.items[0].id, page.items[0].name.as_deref()),
            (1, Some("n1"))
        );
        let (body, content_type, accept) = last(&fake);
        let wanted = match sent {
            Format::Xml => (XML_BODY, XML),
            _ => (JSON_BODY, json),
        };
        assert_eq!((without_declaration(&body), &*content_type), wanted);
        assert_eq!(accept, content_type);
    }
}

fn without_declaration(document: &str) -> &str {
    match document.split_once("?>") {
        Some((_, document)) => document.trim_start(),
        None => document,
    }
}

#[tokio::test]
async fn a_reply_is_read_as_what_it_says_it_is() {
    let xml = || result(&page(1, &[1])).into_body();
    let cases = [
        ("application/xml; charset=utf-8", xml()),
        ("Text/XML", xml()),
        ("application/vnd.duo+xml", xml()),
        ("application/json", JSON_PAGE.to_owned()),
        ("text/json; charset=utf-8", JSON_PAGE.to_owned()),
        ("application/vnd.duo+json", JSON_PAGE.to_owned()),
        // What is no format is read as the one that was asked for.
        ("text/html", xml()),
        ("", xml()),
    ];
    for (content_type, body) in cases {
        let fake = Fake::new().reply(reply(200, content_type, body));
        let page = client(&fake).find().await;
        assert_eq!(page.expect(content_type).items[0].id, 1);
    }
}

#[tokio::test]
async fn a_body_that_is_no_record_has_its_elements() {
    let thing = "<Thing xmlns='urn:duo'><Id>7</Id><Name/></Thing>";
    let fake = Fake::new().xml(200, thing);
    let call = client(&fake).set_tags(vec!["a".to_owned(), "b".to_owned()]);
    let thing = call.await.expect("a thing").expect("it is there");
    assert_eq!((thing.id, thing.name.as_deref()), (7, Some("")));
    let sent = r#"<Tags xmlns="urn:duo"><Tag>a</Tag><Tag>b</Tag></Tags>"#;
    assert_eq!(without_declaration(&last(&fake).0), sent);
}

#[tokio::test]
async fn the_root_and_the_namespaces_are_checked() {
    let good = result(&page(1, &[1])).into_body();
    let cases = [
        (good.replace("Result", "Reply"), ["Reply", "Result"]),
        (
            good.replace("'urn:duo'", "'urn:uno'"),
            ["urn:uno", "urn:duo"],
        ),
        (
            good.replace("<Result xmlns='urn:duo'", "<Result"),
            ["Result", "urn:duo"],
        ),
        (
            good.replace("xmlns:d='urn:duo'", "xmlns:d='urn:uno'"),
            ["urn:uno", "urn:duo"],
        ),
        (good.replace("d:Thing", "d:Other"), ["Other", "Thing"]),
    ];
    for (body, words) in cases {
        let error = failed(reply(200, XML, body)).await;
        assert!(matches!(error, Error::Decode(_)), "{error}");
        let line = error.to_string();
        assert!(words.iter().all(|word| line.contains(word)), "{line}");
    }
}

#[tokio::test]
async fn a_bad_request_brings_its_message_and_its_body() {
    let body = "<p:Failure xmlns:p='urn:duo'><p:Message>too &amp; large</p:Message></p:Failure>";
    let error = failed(reply(400, XML, body)).await;
    assert_eq!(error.to_string(), "find of duo: too & large (HTTP 400)");
    let Error::Vendor(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.kind(), error.message()),
        (Some(ErrorKind::BadRequest), Some("too & large"))
    );
    let Some(ErrorBody::Failure(failure)) = error.body() else {
        panic!("the body has its type")
    };
    assert_eq!(failure.message, "too & large");

    // A path leads through any root; a type does not.
    let error = failed(reply(400, XML, "<Error><Message>no</Message></Error>")).await;
    let Error::Vendor(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.message(), Some("no"));
    let wrong = error
        .try_body()
        .expect("the rule has a body")
        .expect_err("the root is another");
    let line = wrong.to_string();
    assert!(
        line.contains("`Error`") && line.contains("`Failure`"),
        "{line}"
    );
}

#[tokio::test]
async fn a_page_for_people_has_no_places() {
    let page = "<html><body><Message>no</Message></body></html>";
    for (status, content_type) in [
        (400, "text/html"),
        (400, XML),
        (400, "application/xhtml+xml"),
    ] {
        let error = failed(reply(status, content_type, page)).await;
        let Error::Vendor(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.message(), None, "{content_type}");
    }
    let error = failed(reply(502, "text/html", page)).await;
    let line = "find of duo: HTTP 502, and no error rule matches: 47 bytes of text/html";
    assert_eq!(error.to_string(), line);
    assert_eq!(error.raw_body().expect("a reply"), page);
    let error = failed(reply(200, "text/html", page)).await;
    assert!(matches!(error, Error::Decode(_)), "{error}");
    let line = error.to_string();
    assert!(
        line.contains("47 bytes of text/html, cannot be read"),
        "{line}"
    );
}

const LATE: &str = "<Status> 3 </Status><Ok>false</Ok><Level>12</Level><Page/>\
    <Errors n='2'><Error><Code>early</Code><Text>a</Text></Error>\
    <Error><Code>late-2</Code><Text><![CDATA[b <]]></Text></Error></Errors>";

#[tokio::test]
async fn a_rule_looks_into_xml_under_a_status_of_success() {
    let error = failed(result(LATE)).await;
    let Error::Vendor(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.code(), error.message()),
        (Some("late-2"), Some("b <"))
    );
    assert_eq!(error.kind(), Some(ErrorKind::Late));

    // Whichever condition fails, the rule does not hold, and there is no page.
    for (from, to) in [
        ("3", "4"),
        ("3", "x"),
        ("false", "true"),
        ("false", ""),
        ("12", "9"),
        ("12", "xii"),
        ("<Page/>", "<Page>1</Page>"),
        ("<Page/>", "<Page a='1'/>"),
        ("late", "later or"),
    ] {
        let inside = match from {
            "late" => LATE.replace("late-2", "never"),
            from => LATE.replacen(from, to, 1),
        };
        let error = failed(result(&inside)).await;
        assert!(matches!(error, Error::Decode(_)), "{from} {to}: {error}");
    }
    for same in [
        "<Page></Page>",
        "<Page i:nil='true' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'/>",
        "",
    ] {
        let error = failed(result(&LATE.replace("<Page/>", same))).await;
        assert!(matches!(error, Error::Vendor(_)), "{same}: {error}");
    }
}

#[tokio::test]
async fn what_stands_beside_the_value_is_read_from_xml() {
    let mut first = result(&format!(
        "<Left>4</Left>{}<Note a=''>n &lt;</Note>",
        page(1, &[])
    ));
    first
        .headers_mut()
        .insert("x-trace", "t".parse().expect("a value"));
    let nil = "<Left i:nil='1' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'/>";
    let fake = Fake::new()
        .reply(first)
        .reply(result(&format!("{}{nil}", page(1, &[]))));
    let client = client(&fake);
    let reply = client.find().send_raw().await.expect("a page");
    let meta = reply.meta;
    assert_eq!(
        (meta.left, meta.trace.as_deref(), meta.note.as_deref()),
        (Some(4), Some("t"), Some("n <"))
    );
    let meta = client.find().send_raw().await.expect("a page").meta;
    assert_eq!((meta.left, meta.trace, meta.note), (None, None, None));
}

#[tokio::test]
async fn a_walk_turns_pages_in_xml() {
    let fake = Fake::new()
        .reply(result(&page(2, &[1, 2])))
        .reply(result(&page(2, &[3])));
    let mut items = client(&fake).find().items();
    let mut ids = Vec::new();
    while let Some(thing) = items.try_next().await.expect("a page") {
        ids.push(thing.id);
    }
    assert_eq!(ids, [1, 2, 3]);
    let bodies: Vec<_> = fake
        .requests()
        .into_iter()
        .map(|request| request.into_body())
        .collect();
    assert!(
        bodies[0].ends_with(b"<Page>0</Page></Filter>"),
        "{bodies:?}"
    );
    assert!(
        bodies[1].ends_with(b"<Page>1</Page></Filter>"),
        "{bodies:?}"
    );
}

#[tokio::test]
async fn an_empty_body_is_called_empty() {
    for body in ["", " \n"] {
        let error = failed(reply(200, XML, body)).await;
        assert_eq!(
            error.to_string(),
            "find of duo: the body of the reply is empty (HTTP 200)"
        );
    }
    let fake = Fake::new().reply(reply(204, XML, ""));
    let thing = client(&fake).set_tags(Vec::new()).await;
    assert!(thing.expect("null may come").is_none());
}

#[tokio::test]
async fn broken_and_hostile_xml_is_an_error_that_says_where() {
    let deep = "<a>".repeat(20_000);
    let good = page(1, &[1]);
    for (inside, words) in [
        (good.replace("</Items>", ""), "broken XML"),
        (
            good.replace("<d:Id>1</d:Id>", "<d:Id>x</d:Id>"),
            "at `Page.Items[0].Id` (line 2",
        ),
        (
            good.replace("<d:Id>1</d:Id>", ""),
            "missing field `Id` of `Thing`, at `Page.Items[0]`",
        ),
        (good.replace("n1", "&xxe;"), "an entity stands here"),
        (format!("{good}{good}"), "the key `Page` stands here twice"),
        (format!("{good}{deep}"), "nested deeper than 128 levels"),
        (String::new(), "the reply holds no data"),
    ] {
        let error = failed(result(&inside)).await;
        assert!(matches!(error, Error::Decode(_)), "{error}");
        let line = error.to_string();
        assert!(line.contains(words) && !line.contains('\n'), "{line}");
        assert!(format!("{error:?}").len() < 4096);
    }
}

#[tokio::test]
async fn secrets_are_masked_in_xml() {
    let bodies = [
        "<Page><Items><p:Thing xmlns:p='urn:duo'><p:Pin>0451</p:Pin></p:Thing></Items></Page>",
        "<Page Pin='0451'/>",
        "<Pin><![CDATA[0451]]></Pin><Page/>",
        "<Pin>04<!-- </Pin> -->0451",
        "<Echo>s3cret &amp; &lt;token&gt;</Echo>",
        "<Echo>s3cret &#38; &#x3c;token></Echo>",
        "<Echo>p&quot;0815</Echo>",
    ];
    for body in bodies {
        let fake = Fake::new().reply(result(body));
        let error = client(&fake)
            .find()
            .pin("p\"0815")
            .await
            .expect_err("no page");
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("***"), "{shown}");
        for secret in ["0451", "s3cret", "token", "0815"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
