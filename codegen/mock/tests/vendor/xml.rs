//! A vendor that speaks XML beside JSON: by `Accept` and `Content-Type`.

use std::fmt::Write as _;
use std::path::PathBuf;

use trunkline_mock::{Answer, Mock, Running};

use crate::JSON;
use crate::http::{Reply, get, send};

const KEY: (&str, &str) = ("x-desk-key", "mock-secret-key");
const XML: (&str, &str) = ("content-type", "application/xml; charset=utf-8");
const WANTS_XML: (&str, &str) = ("accept", "application/xml");
const POSTS: &str = r#"xmlns="http://desk.example/posts""#;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/specs/desk")
}

fn desk() -> Mock {
    Mock::from_spec(folder()).unwrap_or_else(|why| panic!("{why}"))
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(folder().join("examples").join(name)).expect("the sample is there")
}

/// A document without prefixes, and without white space between elements.
fn plain(text: &str) -> String {
    fn put(node: roxmltree::Node<'_, '_>, depth: usize, out: &mut String) {
        let tag = node.tag_name();
        write!(
            out,
            "\n{:depth$}{{{}}}{}",
            "",
            tag.namespace().unwrap_or(""),
            tag.name()
        )
        .expect("a text takes all");
        let mut attributes: Vec<_> = node.attributes().collect();
        attributes.sort_by_key(|a| (a.namespace(), a.name()));
        for a in attributes {
            write!(
                out,
                " {{{}}}{}={:?}",
                a.namespace().unwrap_or(""),
                a.name(),
                a.value()
            )
            .expect("a text takes all");
        }
        for child in node.children() {
            match child.text().filter(|_| child.is_text()) {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => write!(out, " {text:?}").expect("a text takes all"),
                None if child.is_element() => put(child, depth + 1, out),
                None => {}
            }
        }
    }
    let document = roxmltree::Document::parse(text).unwrap_or_else(|why| panic!("{why}: {text}"));
    let mut out = String::new();
    put(document.root_element(), 0, &mut out);
    out
}

fn text(reply: &Reply) -> &str {
    assert_eq!(reply.header("content-type"), Some(XML.1));
    std::str::from_utf8(&reply.body).expect("XML in UTF-8")
}

async fn find(vendor: &Running, headers: &[(&str, &str)], body: &str) -> Reply {
    send(vendor, "POST", "/users", &[&[KEY], headers].concat(), body).await
}

#[tokio::test]
async fn both_samples_are_served_by_what_is_accepted() {
    let vendor = desk().start().await.expect("it starts");
    for (request, media) in [("find.request.json", JSON), ("find.request.xml", XML)] {
        let xml = find(&vendor, &[media, WANTS_XML], &sample(request)).await;
        assert_eq!(text(&xml), sample("find.xml"));
        let json = find(&vendor, &[media], &sample(request)).await;
        assert_eq!(json.header("content-type"), Some("application/json"));
        assert_eq!(json.body, sample("find.json").as_bytes());
    }
}

#[tokio::test]
async fn one_sample_said_in_the_other_format_is_the_other_sample() {
    let mut api = compiled();
    let both = api.endpoints[0].examples.clone();
    api.endpoints[0].examples.truncate(1);
    let json_alone = Mock::new(api.clone()).start().await.expect("it starts");
    let xml = find(
        &json_alone,
        &[JSON, WANTS_XML],
        &sample("find.request.json"),
    )
    .await;
    assert_eq!(plain(text(&xml)), plain(&sample("find.xml")));

    api.endpoints[0].examples = vec![both[1].clone()];
    let xml_alone = Mock::new(api).start().await.expect("it starts");
    let json = find(&xml_alone, &[XML], &sample("find.request.xml")).await;
    let page: serde_json::Value = serde_json::from_str(&sample("find.json")).expect("JSON");
    assert_eq!(json.json(), page);
}

#[tokio::test]
async fn the_page_of_a_real_vendor_is_one_in_both_formats() {
    let requestor = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../specs/requestor");
    let read = |name: &str| {
        let path = requestor.join("examples").join(name);
        std::fs::read_to_string(path).expect("the sample is there")
    };
    let mut api = compiled_at(requestor.clone());
    api.endpoints[0].examples.truncate(1);
    let vendor = Mock::new(api).start().await.expect("it starts");
    let path = "/api/Account/GetUsers";
    let body = read("get_users.request.xml");
    let reply = send(&vendor, "POST", path, &[XML, WANTS_XML], &body).await;
    assert_eq!(plain(text(&reply)), plain(&read("get_users.xml")));
}

fn compiled() -> trunkline_mock::Api {
    compiled_at(folder())
}

fn compiled_at(folder: PathBuf) -> trunkline_mock::Api {
    use trunkline_codegen::files;
    let search = files::find(&[folder]).expect("the spec is there");
    let vendor = files::load(&search.heads[0]).expect("its files are read");
    trunkline_codegen::compile(&vendor.sources)
        .unwrap_or_else(|why| panic!("{why}"))
        .api
}

#[tokio::test]
async fn made_pages_are_the_same_in_both_formats() {
    use trunkline_codegen::source::FileId;
    use trunkline_codegen::xml::{Document, Layout, Sent};

    let api = compiled();
    let vendor = desk().items(25).start().await.expect("it starts");
    let body = format!("<Filter {POSTS}><PageIndex>2</PageIndex><PageSize>10</PageSize></Filter>");
    let xml = find(&vendor, &[XML, WANTS_XML], &body).await;
    let json = find(&vendor, &[XML], &body).await.json();
    assert_eq!(json["Page"]["Users"].as_array().map(Vec::len), Some(5));
    assert_eq!(json["Page"]["TotalPages"], 3);
    let document = Document::parse(text(&xml), FileId(0)).expect("it is XML");
    let read = Layout::reply(&api, &api.endpoints[0]).read(&document, Sent::ByServer);
    assert_eq!(read.faults, []);
    // The same values give the same document.
    let again = Layout::reply(&api, &api.endpoints[0]).write(&read.node);
    assert_eq!(again.as_deref(), Ok(text(&xml)));
    for user in json["Page"]["Users"].as_array().into_iter().flatten() {
        let name = user["Name"].as_str().expect("a text");
        let escaped = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        assert!(
            text(&xml).contains(&format!(":Name>{escaped}<")),
            "{escaped}"
        );
    }
    let one = get(&vendor, "/users/3", &[KEY, WANTS_XML]).await;
    assert!(
        text(&one).starts_with("<User "),
        "its own root: {}",
        text(&one)
    );
    assert!(text(&one).contains(r#" Id="3""#));
}

#[tokio::test]
async fn what_a_server_would_drop_or_refuse_is_refused_in_its_own_words() {
    let vendor = desk().items(3).start().await.expect("it starts");
    let posts = "http://desk.example/posts";
    let cases = [
        (
            format!("<Filtre {POSTS}/>"),
            format!("body, line 1, column 2: the document is `Filtre` in `{posts}`, not `Filter` in `{posts}`"),
        ),
        (
            "<Filter/>".to_owned(),
            format!("body, line 1, column 2: the document is `Filter` in no namespace, not `Filter` in `{posts}`"),
        ),
        (
            format!("<Filter {POSTS}>\n<PageSize>1</PageSize>\n <PageIndex>0</PageIndex></Filter>"),
            "body, line 3, column 3: `PageIndex` comes after `PageSize`, and the server drops what is out of order"
                .to_owned(),
        ),
        (
            format!("<Filter {POSTS}><PageSize xmlns=\"\">1</PageSize></Filter>"),
            format!("body, line 1, column 44: this is `PageSize` in no namespace, and the field is `PageSize` in `{posts}`"),
        ),
        (
            format!("<Filter {POSTS}><Role>2</Role></Filter>"),
            "body, line 1, column 44: `2` is the value in JSON, and in XML it is `Guest`".to_owned(),
        ),
        (
            format!("<Filter {POSTS}><Size>2</Size></Filter>"),
            "body.Size: the spec knows no such field".to_owned(),
        ),
        (
            format!("<Filter {POSTS}><PageSize>two</PageSize></Filter>"),
            "body.PageSize: wanted a whole number, found a text".to_owned(),
        ),
        (
            format!("<Filter {POSTS}><PageSize>"),
            "body, line 1, column 43: this is not XML: ".to_owned(),
        ),
    ];
    let mut mock = compiled();
    mock.endpoints[0].examples.truncate(2);
    let plain_spoken = Mock::new(mock).items(3).start().await.expect("it starts");
    for (body, message) in cases {
        let reply = find(&plain_spoken, &[XML], &body).await;
        assert_eq!(reply.status, 400, "{body}");
        let said = reply.json()["Message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        match message.strip_suffix(": this is not XML: ") {
            Some(_) => assert!(said.contains("this is not XML: "), "{said}"),
            None => assert_eq!(said, message),
        }
        let documented = find(&vendor, &[XML, WANTS_XML], &body).await;
        assert_eq!(documented.status, 400);
        assert_eq!(text(&documented), sample("bad.xml"), "as the page has it");
    }
    let open = format!("<Filter {POSTS}><Role>Robot</Role></Filter>");
    let reply = find(&vendor, &[XML], &open).await;
    assert_eq!(reply.status, 200, "enums are open");
}

#[tokio::test]
async fn errors_are_said_in_the_format_that_is_wanted() {
    let mut api = compiled();
    api.endpoints[0].examples.truncate(2);
    let vendor = Mock::new(api).items(3).start().await.expect("it starts");
    let bad = find(&vendor, &[JSON, WANTS_XML], r#"{"PageSize": "x"}"#).await;
    assert_eq!(bad.status, 400);
    assert_eq!(
        plain(text(&bad)),
        plain(&format!(
            "<Failure {POSTS}><Message>body.PageSize: wanted a whole number, found a text</Message></Failure>"
        ))
    );
    let missing = get(&vendor, "/users/99", &[KEY, WANTS_XML]).await;
    assert_eq!(
        (missing.status, plain(text(&missing))),
        (
            404,
            plain("<Error><message>there is no such item</message></Error>")
        )
    );
    let nowhere = get(&vendor, "/nowhere", &[WANTS_XML]).await;
    assert_eq!(nowhere.status, 404);
    assert!(text(&nowhere).starts_with("<Error "));
    let unknown = find(&vendor, &[("accept", "image/png")], "").await;
    assert_eq!(unknown.status, 406);
    let media = find(&vendor, &[("content-type", "text/plain")], "{}").await;
    assert_eq!(media.status, 400);
    assert_eq!(
        media.json()["Message"],
        "content-type: wanted `application/json` or `application/xml`, found `text/plain`"
    );
}

#[tokio::test]
async fn tests_answer_in_xml_too() {
    let vendor = desk().items(3).start().await.expect("it starts");
    vendor.answer_next(Answer::xml(400, "<Failure>"));
    let given = get(&vendor, "/users/1", &[KEY]).await;
    assert_eq!((given.status, text(&given)), (400, "<Failure>"));
    vendor.answer_next(Answer::example("find_users", 1));
    let documented = get(&vendor, "/users/1", &[KEY]).await;
    assert_eq!(text(&documented), sample("find.xml"));
    vendor.answer_next(Answer::kind("get_user", "BadRequest"));
    let made = get(&vendor, "/users/1", &[KEY, WANTS_XML]).await;
    assert_eq!(made.status, 400);
    assert!(text(&made).contains("<Message>a made BadRequest</Message>"));
}
