//! Replies that differ from the spec and can be read all the same: who is told, of what, and at which path.

use std::sync::{Arc, Mutex};

use golden::drift::{Client, ClientBuilder, Error, Format};
use trunkline::{Drift, DriftKind, DriftReport};
use trunkline_mock::{Answer, Mock, Running};

const USERS: &str = r#"{"more":1,"payload":[
    {"id":1,"name":"Ann","role":"admin","pin":"1"},
    {"id":2,"name":null,"role":"owner","nick":"x","pin":"2"},
    {"id":3,"role":"owner","nick":{"deep":[1]},"pin":"3","new field":0}
]}"#;

const GOOD: &str =
    r#"{"more":1,"payload":[{"id":1,"name":"Ann","role":"admin","pin":"1"}],"grade":"good"}"#;

const XML: &str = "<Reply><payload>\
    <User><id>1</id><name>Ann</name><role>owner</role><pin>1</pin><nick a=\"1\">x</nick></User>\
    <User><id>2</id><role>guest</role><pin>2</pin></User>\
    </payload></Reply>";

async fn mock() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/drift.yaml"
    );
    let mock = Mock::from_spec(spec).expect("the spec holds");
    mock.start().await.expect("it starts")
}

fn builder(mock: &Running, drift: Drift) -> ClientBuilder {
    Client::builder().base_url(mock.base_url()).drift(drift)
}

type Told = Arc<Mutex<Vec<DriftReport>>>;

fn telling() -> (Drift, Told) {
    let told = Told::default();
    let to = told.clone();
    let drift = Drift::report(move |report| {
        to.lock().expect("no panic").push(report.clone());
    });
    (drift, told)
}

fn lines(report: &DriftReport) -> Vec<String> {
    let differences = report.differences().iter();
    differences.map(ToString::to_string).collect()
}

fn of_users(told: &Told) {
    let told = told.lock().expect("no panic");
    let [report] = &told[..] else {
        panic!("one reply, one report: {told:?}")
    };
    assert_eq!(
        (report.vendor(), report.endpoint()),
        ("drift", "list_users")
    );
    let expected = [
        "`name` is null, at `payload[1].name`",
        "`Role` names no value `owner`, at `payload[1].role` and 1 more",
        "`User` declares no field `nick`, at `payload[1].nick` and 1 more",
        "`User` declares no field `new field`, at `payload[2][\"new field\"]`",
        "`name` of `User` is absent, at `payload[2].name`",
    ];
    assert_eq!(lines(report), expected);
    assert_eq!((report.more(), report.differences()[1].times()), (0, 2));
}

#[tokio::test]
async fn a_report_names_each_difference_once_with_its_path() {
    let mock = mock().await;
    let (drift, told) = telling();
    let client = builder(&mock, drift).build().expect("the settings hold");
    // The mock's own users lack what `lenient` lets them lack.
    mock.answer_next(Answer::json(200, GOOD));
    client.list_users().await.expect("what holds is no drift");
    assert!(told.lock().expect("no panic").is_empty());

    mock.answer_next(Answer::json(200, USERS));
    let users = client.list_users().await.expect("it can be read");
    assert_eq!(users.len(), 3);
    of_users(&told);
}

#[tokio::test]
async fn the_blocking_mode_tells_the_same() {
    let mock = mock().await;
    let (drift, told) = telling();
    mock.answer_next(Answer::json(200, USERS));
    let builder = builder(&mock, drift);
    let users = tokio::task::spawn_blocking(move || {
        let client = builder.build_blocking().expect("the settings hold");
        client.list_users().send()
    });
    users.await.expect("no panic").expect("it can be read");
    of_users(&told);
}

#[tokio::test]
async fn drift_in_xml_is_seen_as_well() {
    let mock = mock().await;
    let (drift, told) = telling();
    mock.answer_next(Answer::xml(200, XML));
    let client = builder(&mock, drift).format(Format::Xml);
    let client = client.build().expect("the settings hold");
    client.list_users().await.expect("it can be read");
    let told = told.lock().expect("no panic");
    let expected = [
        "`Role` names no value `owner`, at `payload[0].role`",
        "`User` declares no field `nick`, at `payload[0].nick`",
        "`name` of `User` is absent, at `payload[1].name`",
    ];
    assert_eq!(lines(&told[0]), expected);
}

#[tokio::test]
async fn what_stands_beside_the_value_is_watched_where_it_is_read() {
    let mock = mock().await;
    let (drift, told) = telling();
    let client = builder(&mock, drift).build().expect("the settings hold");
    let body = r#"{"payload":[],"grade":"fair"}"#;
    mock.answer_next(Answer::json(200, body));
    client.list_users().await.expect("it is not read");
    mock.answer_next(Answer::json(200, body));
    client.list_users().send_raw().await.expect("it is read");
    let told = told.lock().expect("no panic");
    assert_eq!(told.len(), 1, "{told:?}");
    let expected = ["`Grade` names no value `fair`, at `grade`"];
    assert_eq!(lines(&told[0]), expected);
}

#[tokio::test]
async fn a_report_is_bounded() {
    let mock = mock().await;
    let (drift, told) = telling();
    let client = builder(&mock, drift).build().expect("the settings hold");
    let fields: Vec<String> = (0..100).map(|n| format!(r#""f{n}":{n}"#)).collect();
    let user = r#""id":1,"name":"Ann","role":"admin","pin":"1""#;
    let body = format!(r#"{{"payload":[{{{user},{}}}]}}"#, fields.join(","));
    mock.answer_next(Answer::json(200, body));
    client.list_users().await.expect("it can be read");
    let told = told.lock().expect("no panic");
    assert_eq!((told[0].differences().len(), told[0].more()), (64, 36));
    let wanted = DriftKind::UnknownField {
        record: "User",
        field: "f0".to_owned(),
    };
    assert_eq!(told[0].differences()[0].kind(), &wanted);
}

#[tokio::test]
async fn denied_drift_is_an_error_with_its_path_and_mend() {
    let mock = mock().await;
    let client = builder(&mock, Drift::Deny);
    let client = client.build().expect("the settings hold");
    // The mock's own users lack what `lenient` lets them lack.
    mock.answer_next(Answer::json(200, GOOD));
    client.list_users().await.expect("what holds is no drift");
    mock.answer_next(Answer::json(200, USERS));
    match client.list_users().await {
        Err(Error::Decode(error)) => {
            let line = "list_users of drift: the reply cannot be read: `name` is null, and 4 more differences from the spec, at `payload[1].name` (HTTP 200)";
            assert_eq!(error.to_string(), line);
            let report = format!("{error:?}");
            assert!(
                report.contains("say in the spec that it may be null"),
                "{report}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn without_a_word_nobody_minds() {
    let mock = mock().await;
    let client = builder(&mock, Drift::default());
    let client = client.build().expect("the settings hold");
    mock.answer_next(Answer::json(200, USERS));
    assert_eq!(client.list_users().await.expect("users").len(), 3);
}

#[tokio::test]
async fn what_the_caller_keeps_secret_is_told_by_nobody() {
    let mock = mock().await;
    let (drift, told) = telling();
    let client = builder(&mock, drift).header("x-own", "opensesame");
    let client = client.build().expect("the settings hold");
    let user = r#"{"id":1,"name":"Ann","role":"opensesame","pin":"1","opensesame":2}"#;
    mock.answer_next(Answer::json(200, format!(r#"{{"payload":[{user}]}}"#)));
    client.list_users().await.expect("it can be read");
    let told = told.lock().expect("no panic");
    assert_eq!(told[0].differences().len(), 2, "{told:?}");
    let shown = format!("{told:?} {}", lines(&told[0]).concat());
    assert!(!shown.contains("sesame"), "{shown}");
}
