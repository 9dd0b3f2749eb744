//! Decimals, bytes, URLs, times of day, durations and codecs of all sorts, through generated code against a mock vendor.

use golden::scalars::{Client, Lease, Note, Order, Packed, Scalars};
use serde_json::Value;
use trunkline::jiff::civil::time;
use trunkline::jiff::{SignedDuration, Timestamp};
use trunkline::{Decimal, Maybe};
use trunkline_mock::Mock;

fn spec() -> String {
    format!(
        "{}/../../codegen/core/tests/golden/scalars.yaml",
        env!("CARGO_MANIFEST_DIR")
    )
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn packed() -> Packed {
    let inner = Note::new("a \"b\" \\", time(23, 59, 59, 500_000_000));
    Packed::new(
        7,
        decimal("1.50"),
        inner,
        SignedDuration::from_millis(1_500),
    )
}

#[tokio::test]
async fn every_value_comes_and_goes() {
    let mock = Mock::from_spec(spec()).expect("the spec is right");
    let mock = mock.start().await.expect("it starts");
    let client = Client::builder().base_url(mock.base_url());
    let client = client.build().expect("it builds");
    let call = client
        .get_scalars(time(6, 20, 14, 0), decimal("1.10"))
        .since(Timestamp::from_second(1_594_102_814).unwrap())
        .within(SignedDuration::from_millis(90_250))
        .prices([decimal("1.10"), decimal("2e3")])
        .key(&b"\xfb\xff"[..])
        .link("https://example.com/a?b=c".parse().unwrap())
        .fee(decimal("0.30"))
        .packed(packed())
        .x_limit(decimal("0010.00"));
    let scalars = call.send().await.expect("both understand each other");
    let sent = mock.requests().remove(0);
    assert_eq!(sent.path, "/scalars/06%3A20%3A14/1.10");
    assert_eq!(sent.header("x-limit"), Some("10.00"));
    for part in [
        "since=Tue%2C%2007%20Jul%202020%2006%3A20%3A14%20%2B0000",
        "within=90.25",
        "prices=1.10%2C2e3",
        "key=%2B%2F8%3D",
        "fee=EUR%200.30",
        "packed=%7B%22id%22%3A7%2C%22price%22%3A1.50%2C%22inner%22%3A%22%7B",
    ] {
        assert!(sent.query.contains(part), "{part} in {}", sent.query);
    }
    let text = scalars.to_json().expect("it is JSON");
    let again = Scalars::from_json(&text).expect("it is read again");
    assert_eq!(again.to_json().expect("it is JSON"), text);
    assert!(!format!("{scalars:?}").contains("mock-secret"));
}

#[tokio::test]
async fn what_the_mock_makes_the_client_reads_to_the_digit() {
    let mock = Mock::from_spec(spec()).expect("the spec is right");
    let mock = mock.start().await.expect("it starts");
    for index in 0..200 {
        let made = mock.item("Scalars", index).expect("a record is made");
        let read = Scalars::from_json(&made.to_string());
        let read = read.unwrap_or_else(|why| panic!("{why}: {made:#}"));
        let written: Value = serde_json::from_str(&read.to_json().unwrap()).unwrap();
        // These have one form each, so that they come out as they went in.
        for key in ["price", "prices", "rates", "row", "photo", "link", "start"] {
            assert_eq!(written[key], made[key], "{key} of item {index}");
        }
        let exact = made["exact"].as_str().expect("a text");
        assert_eq!(read.exact, exact.parse().unwrap());
        let packed: Value = serde_json::from_str(made["packed"].as_str().unwrap()).unwrap();
        assert_eq!(read.packed.id, packed["id"].as_i64().unwrap());
    }
}

fn blocking_client(host: String) -> Client<trunkline::Blocking> {
    Client::builder()
        .base_url(host)
        .build_blocking()
        .expect("it builds")
}

#[tokio::test]
async fn fixed_values_are_sent_as_their_types_travel() {
    let mock = Mock::from_spec(spec()).expect("the spec is right");
    let mock = mock.start().await.expect("it starts");
    let host = mock.base_url();
    let answer = tokio::task::spawn_blocking(move || {
        let mut order = Order::new(decimal("1.10"));
        order.attachment = Some(vec![0xfb, 0xff].into());
        order.packed = Maybe::Value(packed());
        order.fee = Some(decimal("7"));
        let call = blocking_client(host).put_order(order.price.clone());
        let call = call
            .attachment(vec![0xfb, 0xff])
            .packed(packed())
            .fee(decimal("7"));
        (order.to_json().expect("it is JSON"), call.send())
    });
    let (text, reply) = answer.await.expect("it does not panic");
    reply.expect("both understand each other");
    let sent = String::from_utf8(mock.requests().remove(0).body).expect("it is text");
    assert_eq!(sent, text);
    assert!(
        sent.starts_with(
            r#"{"price":1.10,"limit":"1.10","since":"06:20:14","pause":90,"stamp":1594102814,"attachment":"+/8=","packed":"{\"id\":7,\"price\":1.50,\"inner\":\"{"#
        ),
        "{sent}"
    );
    assert!(sent.ends_with(r#""fee":"EUR 7"}"#), "{sent}");
}

#[test]
fn secrets_inside_of_a_text_are_not_shown() {
    let text = r#"{"sealed":"{\"key\":\"5f3a\"}","hidden":"\"77aa\"","price":1}"#;
    let error = Scalars::from_json(text).unwrap_err().to_string();
    assert!(
        !error.contains("5f3a") && !error.contains("77aa"),
        "{error}"
    );
    let text = text.replace("}\"", "]\"");
    let error = Scalars::from_json(&text).unwrap_err().to_string();
    assert!(!error.contains("5f3a"), "{error}");
}

#[test]
fn a_newtype_travels_by_the_codec_of_its_type() {
    let lease = Lease(SignedDuration::from_millis(1_500));
    let mut texts = trunkline::texts(
        &lease,
        &trunkline::shape::Field {
            codec: trunkline::shape::Codec::Seconds,
            ..trunkline::shape::FIELD
        },
    )
    .unwrap();
    assert_eq!(texts.pop().as_deref(), Some("1.5"));
}
