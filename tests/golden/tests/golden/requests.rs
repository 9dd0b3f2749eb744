//! What a generated client sends, in both modes, and what the mock vendor, which reads the same spec, makes of it.

use std::collections::BTreeMap;

use golden::requests::{
    About, Address, BlockingClient, Card, Client, Color, Error, ErrorKind, Geo, Line,
};
use trunkline::{File, Json};
use trunkline_mock::{Answer, Mock, Part, Received, Running};

async fn vendor() -> Running {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/requests.yaml"
    );
    let mock = Mock::from_spec(path).expect("the spec is right");
    mock.start().await.expect("it starts")
}

fn client(vendor: &Running) -> Client {
    let builder = Client::builder().base_url(vendor.base_url());
    builder.build().expect("the settings hold")
}

/// What a blocking client does, off the runtime's threads, which must not wait.
async fn blocking<T: Send + 'static>(
    vendor: &Running,
    work: impl FnOnce(BlockingClient) -> T + Send + 'static,
) -> T {
    let base = vendor.base_url().to_owned();
    let work = move || {
        let builder = Client::builder().base_url(base);
        work(builder.build_blocking().expect("the settings hold"))
    };
    tokio::task::spawn_blocking(work).await.expect("it ends")
}

fn last(vendor: &Running) -> Received {
    vendor.requests().pop().expect("a request came")
}

fn address() -> Address {
    let mut address = Address::new("Köln & Bonn");
    address.lines = Some(vec!["c/o Ann".into(), "[3]=1+1%".into()]);
    address.geo = Some(Geo::new(50.5, -7.25));
    address
}

#[tokio::test]
async fn every_style_of_the_query_is_understood() {
    let vendor = vendor().await;
    let call = client(&vendor)
        .search()
        .kinds(["a", "b"])
        .tags(["a&b", "c=d", ""])
        .ids([7, -8])
        .host_name(["one", "two"])
        .colors([Color::Red, Color::Green])
        .words(["x|y", "z"])
        .parts(["p q", "r,s"])
        .address(address())
        .r#where(address())
        .geo(Geo::new(1.0, 2.5))
        .filter(BTreeMap::from([("a".to_owned(), Json::from("b"))]))
        .any(BTreeMap::from([("k".to_owned(), vec!["v".to_owned()])]))
        .x_tags(["t1", "t2"]);
    call.await.expect("the mock understands it");
    let pairs = last(&vendor).query_pairs();
    let texts = |name: &str| -> Vec<String> {
        let here = pairs.iter().filter(|(key, _)| key == name);
        here.map(|(_, text)| text.clone()).collect()
    };
    assert_eq!(texts("tags[]"), ["a&b", "c=d", ""]);
    assert_eq!(texts("kinds[]"), ["a", "b"]);
    assert_eq!(
        (texts("ids[0]"), texts("ids[1]")),
        (vec!["7".into()], vec!["-8".into()])
    );
    assert_eq!(
        (texts("HostName1"), texts("HostName2")),
        (vec!["one".into()], vec!["two".into()])
    );
    assert_eq!(texts("colors"), ["1|2"]);
    assert_eq!(texts("words"), ["x|y z"]);
    assert_eq!(texts("parts"), ["p q;r,s"]);
    assert_eq!(texts("address[city]"), ["Köln & Bonn"]);
    assert_eq!(texts("address[lines][]"), ["c/o Ann", "[3]=1+1%"]);
    assert_eq!(texts("address[geo][lon]"), ["-7.25"]);
    assert_eq!(texts("where.lines[1]"), ["[3]=1+1%"]);
    assert_eq!(texts("where.geo.lat"), ["50.5"]);
    assert_eq!(texts("geo[lon]"), ["2.5"]);
    assert_eq!(texts("filter"), [r#"{"a":"b"}"#]);
    assert_eq!(texts("any[k]"), ["v"]);
    assert_eq!(last(&vendor).header("x-tags"), Some("t1|t2"));
}

#[tokio::test]
async fn a_form_is_sent_in_both_modes() {
    let vendor = vendor().await;
    let mut line = Line::new("9.90");
    line.quantity = Some(2);
    let lines = vec![line, Line::new("1")];
    let expected = "reference=A%2B1&note=two+words&mode=live&currency=EUR\
        &lines%5B0%5D%5Bprice%5D=9.90&lines%5B0%5D%5Bquantity%5D=2&lines%5B1%5D%5Bprice%5D=1\
        &address%5Bcity%5D=Bonn&paid=1";
    let awaited = client(&vendor).order("A+1", lines.clone());
    let awaited = awaited.note("two words").address(Address::new("Bonn"));
    awaited.paid(true).await.expect("the mock understands it");
    let first = last(&vendor);
    assert_eq!(String::from_utf8_lossy(&first.body), expected);
    let media = first.header("content-type");
    assert_eq!(media, Some("application/x-www-form-urlencoded"));
    let waited = blocking(&vendor, move |client| {
        let call = client.order("A+1", lines).note("two words");
        call.address(Address::new("Bonn"))
            .paid(true)
            .send()
            .map(|reply| reply.id)
    });
    waited.await.expect("the mock understands it");
    assert_eq!(last(&vendor).body, first.body);
}

#[tokio::test]
async fn what_would_be_read_as_something_else_is_not_sent() {
    let vendor = vendor().await;
    let client = client(&vendor);
    let key = |key: &str| BTreeMap::from([(key.to_owned(), vec!["v".to_owned()])]);
    let calls = [
        (
            client.search().colors([Color::Unknown("".into())]),
            "colors",
        ),
        (client.search().words(["two words"]), "words"),
        (client.search().parts(["a", ""]), "parts"),
        (client.search().any(key("a]")), "any"),
        (client.search().any(key("")), "any"),
    ];
    for (call, name) in calls {
        let error = call.await.expect_err("it would change").to_string();
        let start = format!("search of requests: `{name}` cannot write ");
        assert!(error.starts_with(&start), "{error}");
    }
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn secrets_of_a_form_are_not_shown() {
    let vendor = vendor().await;
    let echo = r#"{"error": "no card 4242-4242 of order A"}"#;
    vendor.answer_next(Answer::json(400, echo));
    let call = client(&vendor).order("A", []);
    let call = call.card(Card::new("4242-4242", 12));
    assert!(!format!("{call:?}").contains("4242"));
    let error = call.await.expect_err("a 400");
    assert!(!format!("{error} {error:?}").contains("4242"), "{error:?}");
    assert_eq!(
        last(&vendor).form_pairs()[3],
        ("card[month]".into(), "12".into())
    );
}

#[tokio::test]
async fn parts_are_sent_in_both_modes() {
    let vendor = vendor().await;
    let song = File::new(&b"--trunkline-boundary-0\r\n\0\xff"[..]);
    let cover = |name: &str| File::from("png").name(name).media_type("image/png");
    let mut about = About::new("Ann");
    about.year = Some(1999);
    let (of_song, of_about) = (song.clone(), about.clone());
    let call = client(&vendor).upload("a \"b\"\n&", song).tags(["x", "y"]);
    let call = call
        .covers([cover("q\"\r\n.png"), cover("b.png")])
        .about(about);
    let call = call.address(Geo::new(1.0, 2.0));
    assert!(!format!("{call:?}").contains("boundary"));
    call.await.expect("the mock understands it");
    let first = last(&vendor);
    let parts = first.parts();
    let shown = |at: usize| {
        let part: &Part = &parts[at];
        let contents = String::from_utf8_lossy(&part.contents).into_owned();
        let name = part.name.clone().unwrap_or_default();
        (
            name,
            part.file_name.clone(),
            part.media_type.clone(),
            contents,
        )
    };
    let text = |name: &str, text: &str| (name.to_owned(), None, None, text.to_owned());
    let png = |file: &str| {
        let media_type = Some("image/png".to_owned());
        (
            "covers[]".to_owned(),
            Some(file.to_owned()),
            media_type,
            "png".to_owned(),
        )
    };
    assert_eq!(shown(0), text("title", "a \"b\"\n&"));
    assert_eq!((shown(1), shown(2)), (text("tags", "x"), text("tags", "y")));
    assert_eq!(parts[3].contents, b"--trunkline-boundary-0\r\n\0\xff");
    assert_eq!(parts[3].file_name.as_deref(), Some("song.mp3"));
    assert_eq!(parts[3].media_type.as_deref(), Some("audio/mpeg"));
    assert_eq!((shown(4), shown(5)), (png("q\"\r\n.png"), png("b.png")));
    let json = Some("application/json".to_owned());
    let about = r#"{"artist":"Ann","year":1999}"#.to_owned();
    assert_eq!(shown(6), ("about".to_owned(), None, json, about));
    assert_eq!(shown(7), text("address[lat]", "1.0"));
    assert_eq!(shown(9), text("mode", "live"));
    let waited = blocking(&vendor, move |client| {
        let call = client.upload("a \"b\"\n&", of_song).tags(["x", "y"]);
        let call = call
            .covers([cover("q\"\r\n.png"), cover("b.png")])
            .about(of_about);
        call.address(Geo::new(1.0, 2.0))
            .send()
            .map(|reply| reply.id)
    });
    waited.await.expect("the mock understands it");
    assert_eq!(last(&vendor).body, first.body);
}

#[tokio::test]
async fn mixed_parts_come_in_their_order_without_names() {
    let vendor = vendor().await;
    let pages = [File::from("one"), File::from("two").name("2.pdf")];
    let call = client(&vendor).fax(About::new("Ann"), pages).note("hi");
    call.await.expect("the mock understands it");
    let sent = last(&vendor);
    let media = sent.header("content-type").expect("a media type");
    assert_eq!(media, "multipart/mixed; boundary=trunkline-boundary-0");
    let expected = "--trunkline-boundary-0\r\nContent-Type: application/json\r\n\r\n{\"artist\":\"Ann\"}\r\n\
        --trunkline-boundary-0\r\nContent-Type: text/plain\r\n\r\nhi\r\n\
        --trunkline-boundary-0\r\nContent-Type: application/octet-stream\r\n\r\none\r\n\
        --trunkline-boundary-0\r\nContent-Disposition: attachment; filename=\"2.pdf\"\r\nContent-Type: application/octet-stream\r\n\r\ntwo\r\n\
        --trunkline-boundary-0--\r\n";
    assert_eq!(String::from_utf8_lossy(&sent.body), expected);
}

#[tokio::test]
async fn bytes_and_text_go_as_they_are() {
    let vendor = vendor().await;
    let client = client(&vendor);
    client.put_audio(1, vec![0, 255, 10]).await.expect("taken");
    let sent = last(&vendor);
    assert_eq!(
        (sent.header("content-type"), &*sent.body),
        (Some("audio/mpeg"), &[0, 255, 10][..])
    );
    client.put_file(1, "image/png", "png").await.expect("taken");
    assert_eq!(last(&vendor).header("content-type"), Some("image/png"));
    client.put_note(1, "\"é\"").await.expect("taken");
    let sent = last(&vendor);
    assert_eq!(
        sent.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(sent.body, "\"é\"".as_bytes());
}

#[tokio::test]
async fn bytes_come_back_as_they_are_and_errors_as_errors() {
    let vendor = vendor().await;
    let binary = Answer::new(200).header("content-type", "audio/mpeg");
    vendor.answer_next(binary.body(vec![0, 255, b'{']));
    let client = client(&vendor);
    let audio = client.get_audio(7).await.expect("bytes");
    assert_eq!(audio, &[0, 255, b'{'][..]);
    assert_eq!(last(&vendor).header("accept"), Some("*/*"));
    let made = client.get_audio(7).await.expect("the mock makes some");
    assert!(made.starts_with(b"bytes of get_audio"));
    vendor.answer_next(Answer::json(404, r#"{"code": "no_song"}"#));
    match client.get_audio(7).await {
        Err(Error::Vendor(error)) => assert_eq!(error.kind(), Some(ErrorKind::NoSong)),
        other => panic!("{other:?}"),
    }
    vendor.answer_next(Answer::new(204));
    assert_eq!(client.find_audio(7).await.expect("nothing"), None);
    vendor.answer_next(Answer::new(200).body("x"));
    assert_eq!(
        client.find_audio(7).await.expect("bytes").as_deref(),
        Some(&b"x"[..])
    );
    vendor.answer_next(Answer::new(200).body("y"));
    let waited = blocking(&vendor, |client| client.get_audio(7).send());
    assert_eq!(waited.await.expect("bytes"), "y");
}

#[tokio::test]
async fn bodies_stand_in_their_envelopes() {
    let vendor = vendor().await;
    let call = client(&vendor)
        .add(7, "Ann")
        .age(3)
        .dry(true)
        .token("t\"ok");
    assert!(!format!("{call:?}").contains("ok\""));
    call.await.expect("the mock understands it");
    let sent = last(&vendor);
    let expected = r#"{"method":"say \"add\"","id":7,"dry":true,"token":"t\"ok","params":{"name":"Ann","age":3}}"#;
    assert_eq!(String::from_utf8_lossy(&sent.body), expected);
    assert_eq!(
        sent.header("content-type"),
        Some("application/vnd.api+json")
    );
    assert_eq!(sent.header("accept"), Some("application/vnd.api+json"));
    let waited = blocking(&vendor, |client| {
        client
            .add_many(vec!["a".into()])
            .send()
            .map(|reply| reply.id)
    });
    waited.await.expect("the mock understands it");
    let expected = r#"{"data":{"attributes":["a"]}}"#;
    assert_eq!(String::from_utf8_lossy(&last(&vendor).body), expected);
    let ok = client(&vendor).add(7, "Ann").await.expect("a value");
    client(&vendor)
        .patch(ok.id)
        .await
        .expect("the mock understands it");
    let media = last(&vendor);
    assert_eq!(
        media.header("content-type"),
        Some("application/merge-patch+json")
    );
}

#[tokio::test]
async fn secrets_beside_a_body_and_in_parts_are_not_shown() {
    let vendor = vendor().await;
    let echo = || Answer::json(400, r#"{"error": "no s3cret-word here"}"#);
    vendor.answer_next(echo());
    let call = client(&vendor).add(7, "Ann").token("s3cret-word");
    let error = call.await.expect_err("a 400");
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
    vendor.answer_next(echo());
    let call = client(&vendor).upload("t", "song").pin("s3cret-word");
    let error = call.await.expect_err("a 400");
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
}

#[tokio::test]
async fn data_may_come_empty() {
    let vendor = vendor().await;
    let client = client(&vendor);
    for empty in ["[]", "\"\"", "null"] {
        for body in [
            format!(r#"{{"payload":{{"items":{empty}}}}}"#),
            r#"{"payload":null}"#.into(),
        ] {
            vendor.answer_next(Answer::json(200, body.clone()));
            assert_eq!(client.list_users().await.expect(&body).len(), 0);
            vendor.answer_next(Answer::json(200, body.clone()));
            assert!(client.find_user().await.expect(&body).is_none());
        }
    }
    for wrong in ["[1]", "\"x\"", "{}", "0"] {
        vendor.answer_next(Answer::json(
            200,
            format!(r#"{{"payload":{{"items":{wrong}}}}}"#),
        ));
        client.find_user().await.expect_err(wrong);
    }
    vendor.answer_next(Answer::json(200, r#"{"payload":{"items":[{"id":1}]}}"#));
    assert_eq!(client.list_users().await.expect("one")[0].id, 1);
}
