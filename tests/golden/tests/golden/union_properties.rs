//! Properties of unions: whatever a value is, it is read back as the same through JSON, wherever its tag stands, through
//! XML and through serde.

use std::time::{Duration, Instant};

use golden::small_words::{
    Call, CallType, Change, Change2, Channel, ChannelGroup, Event, Event7, EventMessage, Events,
    Im, Member, Room,
};
use golden::unions;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;

fn config() -> Config {
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 60;
    }
    config.failure_persistence = None;
    config
}

/// Texts that XML can carry.
fn text() -> impl Strategy<Value = String> + Clone {
    let odd = [
        "", " ", "call", "sms", "7", "null", "<&>", "]]>", "\"", "é", "\t\n", "Unknown",
    ];
    prop_oneof![
        prop::sample::select(odd.to_vec()).prop_map(str::to_owned),
        "[ -~]{0,9}",
    ]
}

fn event() -> impl Strategy<Value = Event> + Clone {
    let sms = option::of(text()).prop_map(|text| {
        let mut sms = EventMessage::new();
        sms.text = text;
        Event::from(sms)
    });
    sms.prop_recursive(4, 12, 3, |inner| {
        let call = (any::<i64>(), text(), option::of(inner.clone())).prop_map(|(id, pin, leg)| {
            let mut call = Call::new(CallType::Call, id, pin);
            call.leg = leg.map(Box::new);
            Event::from(call)
        });
        let many = option::of(vec(inner, 0..3)).prop_map(|events| {
            let mut many = Event7::new(7);
            many.many = events.map(Events::new);
            Event::from(many)
        });
        prop_oneof![call, many]
    })
}

fn change() -> impl Strategy<Value = Change> + Clone {
    let leaf = prop_oneof![
        text().prop_map(Change::Name),
        "-?[0-9]{1,30}\\.[0-9]{1,30}"
            .prop_map(|digits| Change::Price(digits.parse().expect("a number"))),
        text().prop_map(|text| Change::Hidden(text.into())),
        (any::<i64>(), option::of(text())).prop_map(|(id, role)| {
            let mut member = Member::new(id);
            member.role = role;
            Change::from(member)
        }),
    ];
    leaf.prop_recursive(3, 4, 1, |inner| {
        inner.prop_map(|change| Change::from(Change2::new(Box::new(change))))
    })
}

/// Only such as are told apart again: what is a group by what it holds is one.
fn channel() -> impl Strategy<Value = Channel> + Clone {
    let group = (3..9_i64, option::of(vec(event(), 0..3))).prop_map(|(size, events)| {
        let mut group = ChannelGroup::new();
        group.size = Some(size);
        group.members = events.map(Events::new);
        Channel::from(group)
    });
    prop_oneof![
        any::<i64>().prop_map(|user| Channel::from(Im::new("im", user))),
        group,
        text().prop_map(|name| Channel::from(Room::new(name))),
    ]
}

/// The same with the fields of every object from the last to the first.
fn turned(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let turned = map
                .into_iter()
                .rev()
                .map(|(key, value)| (key, self::turned(value)));
            Value::Object(turned.collect())
        }
        Value::Array(items) => items.into_iter().map(turned).collect(),
        other => other,
    }
}

/// Through JSON, as it is written and with each tag in another place; and through serde.
macro_rules! through_json {
    ($type:ident, $value:expr) => {{
        let value: &$type = $value;
        let json = value
            .to_json()
            .map_err(|why| TestCaseError::fail(why.to_string()))?;
        let tree: Value = serde_json::from_str(&json).expect("it is JSON");
        for document in [json.clone(), turned(tree).to_string()] {
            let read = $type::from_json(&document);
            let read = read.map_err(|why| TestCaseError::fail(format!("{why}: {document}")))?;
            // A number of 64 bits, such as serde has, may have other digits.
            if document == json {
                prop_assert_eq!(&read, value);
                prop_assert_eq!(
                    read.to_json().expect("it was written before"),
                    json.as_str()
                );
            }
            prop_assert_eq!(std::mem::discriminant(&read), std::mem::discriminant(value));
        }
        #[cfg(feature = "serde")]
        {
            let exposed = trunkline::serde::Exposed(value);
            let text = serde_json::to_string(&exposed).expect("serde writes it");
            let mut reader = serde_json::Deserializer::from_str(&text);
            let read: $type =
                trunkline::serde::exposed::deserialize(&mut reader).expect("serde reads it");
            prop_assert_eq!(&read, value);
        }
    }};
}

macro_rules! through_xml {
    ($record:ident, $value:expr) => {{
        let value: $record = $value;
        let xml = value
            .to_xml()
            .map_err(|why| TestCaseError::fail(why.to_string()))?;
        roxmltree::Document::parse(&xml)
            .map_err(|why| TestCaseError::fail(format!("{why}: {xml}")))?;
        let read = $record::from_xml(&xml);
        let read = read.map_err(|why| TestCaseError::fail(format!("{why}: {xml}")))?;
        prop_assert_eq!(read, value, "{}", xml);
    }};
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn by_tag(event in event()) {
        through_json!(Event, &event);
        through_xml!(Events, Events::new(vec![event]));
    }

    #[test]
    fn beside_the_tag(change in change()) {
        through_json!(Change, &change);
        through_xml!(Change2, Change2::new(Box::new(change)));
    }

    #[test]
    fn by_predicate(channel in channel()) {
        through_json!(Channel, &channel);
    }
}

/// A tag behind a long list is found in about the time that the list takes without it.
#[test]
fn a_tag_behind_much_else_is_found() {
    let items = 20_000;
    let started = Instant::now();
    let sms = r#"{"text":null,"type":"sms"},"#.repeat(items);
    let json = format!(
        r#"{{"many":{{"events":[{}]}},"type":7}}"#,
        sms.trim_end_matches(',')
    );
    let Ok(Event::_7(many)) = Event::from_json(&json) else {
        panic!("it is the seventh")
    };
    assert_eq!(many.many.map(|many| many.events.len()), Some(items));
    let sms = "<Event><text>x</text><type>sms</type></Event>".repeat(items);
    let many = format!("<Event><many><events>{sms}</events></many><type>7</type></Event>");
    let xml = format!("<Events xmlns=\"urn:words\"><events>{many}</events></Events>");
    let events = Events::from_xml(&xml).expect("they are read").events;
    assert!(matches!(&events[..], [Event::_7(_)]));
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
    // One in the other, each with its tag behind it: the same bytes are looked at once for each level.
    let (open, close) = (r#"{"leg":"#, r#","id":1,"to":"a","pin":"","type":"call"}"#);
    let last = r#"{"id":1,"text":null,"type":"sms"}"#;
    let nested = format!("{}{last}{}", open.repeat(60), close.repeat(60));
    assert!(unions::Event::from_json(&nested).is_ok());
}
