//! Unions by tag, by predicate and by shape: read, written, kept, refused, and against the mock over real sockets.

use std::sync::{Arc, Mutex};

use golden::unions::{
    self, Call, CallType, Change, Channel, Client, ErrorBody, Event, Member, Object, Password, Sms,
    Value,
};
use trunkline::{Drift, Json};
use trunkline_mock::{Answer, Mock, Running};

async fn vendor() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/unions.yaml"
    );
    let mock = Mock::from_spec(spec).unwrap_or_else(|why| panic!("{why}"));
    mock.start().await.expect("it starts")
}

fn client(vendor: &Running) -> Client {
    let builder = Client::builder().base_url(vendor.base_url());
    builder.build().expect("the settings hold")
}

/// Reads an event, which is written again in the order of its fields.
fn event(json: &str) -> Event {
    Event::from_json(json).unwrap_or_else(|why| panic!("{why}: {json}"))
}

#[test]
fn the_tag_may_come_first_or_last_and_is_written_first() {
    let first = r#"{"type":"fax.sent","pages":3}"#;
    for json in [first, r#"{"pages": 3, "type": "fax.sent"}"#] {
        let read = event(json);
        let Event::FaxSent(fax) = &read else {
            panic!("{read:?}")
        };
        assert_eq!(fax.pages, 3);
        assert!(
            fax.extra.is_empty(),
            "the tag is no undeclared field: {fax:?}"
        );
        assert_eq!(read.to_json().as_deref(), Ok(first));
        assert_eq!(read, event(first));
    }
    let kept = r#"{"type":"fax.sent","pages":3,"to":[1]}"#;
    assert_eq!(event(kept).to_json().as_deref(), Ok(kept));
}

#[test]
fn unions_stand_in_their_own_members() {
    let json =
        r#"{"type":"call","id":1,"to":"a","leg":{"type":"sms","id":2,"text":null},"pin":"0000"}"#;
    let read = event(json);
    let Event::Call(call) = &read else {
        panic!("{read:?}")
    };
    assert_eq!(call.r#type, CallType::Call);
    assert!(matches!(call.leg.as_deref(), Some(Event::Message(sms)) if sms.text.is_none()));
    assert_eq!(read.to_json().as_deref(), Ok(json));
    assert_eq!(read.clone(), read);
    let shown = format!("{read:?}");
    assert!(
        shown.contains("Message(") && !shown.contains("0000"),
        "{shown}"
    );
}

#[test]
fn what_is_no_member_is_kept_and_not_shown() {
    let json = r#"{"pin":"0000","type":"push"}"#;
    let read = event(json);
    assert!(matches!(&read, Event::Unknown(Json::Object(_))));
    assert_eq!(format!("{read:?}"), r#"Unknown({"pin", "type"})"#);
    assert_eq!(read.to_json().as_deref(), Ok(json));
    let none = Password::from_json("1.5e400").expect("it is kept");
    assert_eq!(format!("{none:?}"), "Unknown(a number)");
    assert_eq!(none.to_json().as_deref(), Ok("1.5e400"));
}

#[test]
fn what_cannot_be_read_says_where_it_stands() {
    let cases = [
        (
            r#"{"id": 1}"#,
            "nothing says which member of `Event` this is: it has no `type`",
        ),
        (r#"{"type": null}"#, "it has no `type`"),
        ("[]", "an object"),
        (r#"{"type": "call", "id": 1}"#, "`to`"),
        (
            r#"{"type": "call", "id": "x", "to": "a", "pin": ""}"#,
            "at `id` (line 1, column 24)",
        ),
        (
            r#"{"to": "a", "pin": "", "id": 1, "leg": {"id": 1}, "type": "call"}"#,
            "at `leg`",
        ),
        (r#"{"type": "call", "type": "call"}"#, "twice"),
    ];
    for (json, wanted) in cases {
        let error = Event::from_json(json).expect_err(json).to_string();
        assert!(error.contains(wanted), "{json}: {error}");
    }
    let cases = [
        (r#"{"kind": "member"}"#, "`attributes`"),
        (
            r#"{"kind": "member", "attributes": {"id": "x"}}"#,
            "at `attributes.id`",
        ),
        (r#"{"attributes": "x"}"#, "it has no `kind`"),
    ];
    for (json, wanted) in cases {
        let error = Change::from_json(json).expect_err(json).to_string();
        assert!(error.contains(wanted), "{json}: {error}");
    }
}

#[test]
fn a_record_with_the_tag_of_another_member_is_not_written() {
    let call = |ty| Event::from(Call::new(ty, 1, "a", "0000"));
    assert!(call(CallType::Call).to_json().is_ok());
    let error = call(CallType::FaxSent).to_json().expect_err("another tag");
    let wanted = "cannot write another text as `type` of `Call`, which has `call` there, at `type`";
    assert_eq!(error.to_string(), wanted);
    let sms = Event::from(Sms::new(1));
    assert_eq!(
        sms.to_json().as_deref(),
        Ok(r#"{"type":"sms","id":1,"text":null}"#)
    );
}

#[test]
fn data_stand_beside_the_tag() {
    for (json, again) in [
        (r#"{"kind":"name","attributes":"x"}"#, None),
        (r#"{"kind":"member","attributes":{"id":1}}"#, None),
        (
            r#"{"attributes":[{"id":1}],"more":{},"kind":"tags"}"#,
            Some(r#"{"kind":"tags","attributes":[{"id":1}]}"#),
        ),
        (
            r#"{"kind":"next","attributes":[{"kind":"name","attributes":"y"}]}"#,
            None,
        ),
        (r#"{"attributes":1,"kind":"gone"}"#, None),
    ] {
        let read = Change::from_json(json).unwrap_or_else(|why| panic!("{why}: {json}"));
        assert_eq!(read.to_json().as_deref(), Ok(again.unwrap_or(json)));
    }
}

#[test]
fn predicates_are_tried_in_order() {
    let channel = |json: &str| Channel::from_json(json).unwrap_or_else(|why| panic!("{why}"));
    assert!(matches!(
        channel(r#"{"user": 1, "is_im": true}"#),
        Channel::Im(_)
    ));
    let group = r#"{"is_group": true, "kind": "x", "members": [{"id": 1}]}"#;
    assert!(matches!(channel(group), Channel::Group(group) if group.members[0].id == 1));
    let other = r#"{"is_group": false, "kind": "group", "members": []}"#;
    assert!(matches!(channel(other), Channel::Group(_)));
    assert!(matches!(channel(r#"{"name": "x"}"#), Channel::Room(_)));
    assert!(Channel::from_json("{}").is_err());
    assert!(Channel::from_json("null").is_err());
    let kept = unions::Sure::from_json(r#"{"sure":false}"#).expect("it is kept");
    assert!(matches!(kept, unions::Sure::Unknown(_)));
}

#[test]
fn shapes_tell_scalars_from_records() {
    let json = r#"["a",1,true,[],{"id":1}]"#;
    let read = Value::from_json(json).expect("values");
    let Value::ListValue(values) = &read else {
        panic!("{read:?}")
    };
    assert!(matches!(
        &values[..],
        [
            Value::Str(_),
            Value::Int(1),
            Value::Bool(true),
            Value::ListValue(_),
            Value::Object(Object { id: 1, .. }),
        ]
    ));
    assert_eq!(read.to_json().as_deref(), Ok(json));
    assert_eq!(Value::from(1_i64), Value::Int(1));
    assert!(Value::from_json("null").is_err());
    let secret = Password::from_json(r#""0000""#).expect("a secret");
    assert!(!format!("{secret:?}").contains("0000"));
}

#[test]
fn hostile_documents_are_bounded() {
    // The tag last at every level, and deeper than any client goes.
    let nested = |levels: usize| {
        let (open, close) = (r#"{"leg":"#, r#","id":1,"to":"a","pin":"","type":"call"}"#);
        format!("{}null{}", open.repeat(levels), close.repeat(levels))
    };
    let deep = Event::from_json(&nested(20_000)).expect_err("too deep");
    assert!(deep.to_string().contains("nested deeper"), "{deep}");
    let doubled = format!("{{{}\"pages\":1}}", r#""type":"fax.sent","#.repeat(200_000));
    assert!(Event::from_json(&doubled).is_ok());
}

#[tokio::test]
async fn unions_travel() {
    let vendor = vendor().await;
    let client = client(&vendor);
    let events = client.events().send().await.expect("events");
    assert_eq!(events.items.len(), 2);
    assert!(matches!(events.items[0], Event::Call(_)));
    assert!(matches!(events.items[1], Event::Message(_)), "{events:?}");
    let changes = client.changes().send().await.expect("changes");
    assert!(changes.len() > 1 && !changes.iter().any(|c| matches!(c, Change::Unknown(_))));
    let channels = client.channels().send().await.expect("channels");
    let is = |of: fn(&Channel) -> bool| channels.iter().any(of);
    assert!(is(|c| matches!(c, Channel::Im(_))) && is(|c| matches!(c, Channel::Group(_))));
    client.values().send().await.expect("values");
    client.secrets().send().await.expect("secrets");
    let sent = Event::from(Call::new(CallType::Call, 1, "a", "0000"));
    client.send_event(sent).send().await.expect("it is taken");
    let im = channels.iter().find(|c| matches!(c, Channel::Im(_)));
    let im = im.expect("one is there").clone();
    let call = client.send_channel(im, Value::from(true));
    let change = Change::Tags(vec![Member::new(7)]);
    call.change(change).send().await.expect("it is taken");
    let sent = vendor.requests().pop().expect("it was sent");
    let body = String::from_utf8_lossy(&sent.body).into_owned();
    assert!(
        body.contains(r#""change":{"kind":"tags","attributes":[{"id":7}]}"#),
        "{body}"
    );
}

#[tokio::test]
async fn a_union_is_the_body_of_an_error() {
    let vendor = vendor().await;
    vendor.answer_next(Answer::json(400, r#"{"code": 7, "text": "no"}"#));
    let error = client(&vendor).values().send().await;
    let Err(unions::Error::Vendor(error)) = error else {
        panic!("a rule matches: {error:?}");
    };
    assert_eq!(error.message(), Some("no"));
    match error.body() {
        Some(ErrorBody::Problem(unions::Problem::Coded(coded))) => assert_eq!(coded.code, 7),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn members_that_nobody_knows_are_told() {
    let vendor = vendor().await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let to = told.clone();
    let drift = Drift::report(move |report| {
        let lines = report.differences().iter().map(ToString::to_string);
        to.lock().expect("no panic").extend(lines);
    });
    let builder = Client::builder().base_url(vendor.base_url()).drift(drift);
    let client = builder.build().expect("the settings hold");
    let events = r#"{"items": [{"type": "telex", "id": 1}], "last": null}"#;
    vendor.answer_next(Answer::json(200, events));
    client.events().await.expect("it is kept");
    let changes = r#"[{"kind": "name", "by": "ann", "attributes": "x"}]"#;
    vendor.answer_next(Answer::json(200, changes));
    client.changes().await.expect("it can be read");
    let expected = [
        "`Event` names no value `telex`, at `items[0]`",
        "`Change` declares no field `by`, at `[0].by`",
    ];
    assert_eq!(*told.lock().expect("no panic"), expected);
}

#[tokio::test]
async fn a_member_that_is_a_secret_is_not_repeated() {
    let vendor = vendor().await;
    let body = r#"{"password": {"id": "opensesame"}}"#;
    vendor.answer_next(Answer::json(200, body));
    let error = client(&vendor).secrets().await.expect_err("it is no id");
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("password") && !shown.contains("sesame"),
        "{shown}"
    );
}
