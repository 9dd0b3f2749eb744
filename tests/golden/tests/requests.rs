//! What a generated client sends, in both modes, and what the mock vendor, which reads the same spec, makes of it.

use std::collections::BTreeMap;

use golden::requests::{Address, BlockingClient, Card, Client, Color, Geo, Line};
use trunkline::Json;
use trunkline_mock::{Mock, Received, Running};

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
    vendor.answer_next(trunkline_mock::Answer::json(400, echo));
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
