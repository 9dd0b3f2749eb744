//! The small words of the language against the mock over real sockets, in both formats and both modes: unions, list
//! keys, newtypes, aliases, fixed values, types in place, a session, and headers as values of every type.

use std::sync::{Arc, Mutex};

use golden::small_words::{
    Auth, BlockingClient, Call, CallType, Change, Change2, Channel, ChannelGroup, Client, Dated,
    Error, ErrorBody, Event, Event7, EventMessage, Events, Fixed, Format, Fourth, Im, Kind, Member,
    Price, Problem, Room, SendFormState, SendFormWhere, SendFormWhereList, SendPartsState,
    SendPartsWhere, ShowKind, ShowOwn, ShowState, ShowWhere, ShowWhereB, State, Third, Words,
};
use trunkline::{Drift, Json};
use trunkline_mock::{Answer, Mock, Running};

const SPEC: &str = "../../codegen/core/tests/golden/small_words.yaml";
const FORMATS: [Format; 2] = [Format::Json, Format::Xml];

async fn vendor() -> Running {
    let mock = Mock::from_spec(SPEC).expect("the spec is sound");
    mock.start().await.expect("it starts")
}

fn auth(vendor: &Running) -> Auth {
    let [user, password] = vendor.credentials("user").try_into().expect("a pair");
    Auth::user(user, password)
}

fn client(vendor: &Running, format: Format) -> Client {
    let builder = Client::builder().base_url(vendor.base_url()).format(format);
    let builder = builder.auth(auth(vendor));
    builder.build().expect("the settings hold")
}

/// What a blocking client does, off the runtime's threads, which must not wait.
async fn blocking<T: Send + 'static>(
    vendor: &Running,
    format: Format,
    work: impl FnOnce(BlockingClient) -> T + Send + 'static,
) -> T {
    let builder = Client::builder().base_url(vendor.base_url()).format(format);
    let builder = builder.auth(auth(vendor));
    let work = move || work(builder.build_blocking().expect("the settings hold"));
    tokio::task::spawn_blocking(work).await.expect("it ends")
}

/// The body of the last request.
fn last(vendor: &Running) -> String {
    let sent = vendor.requests().pop().expect("a request came");
    String::from_utf8_lossy(&sent.body).into_owned()
}

fn call() -> Call {
    let mut call = Call::new(CallType::Call, 7, "s3cret");
    let mut sms = EventMessage::new();
    sms.text = Some("<&>".into());
    call.leg = Some(Box::new(Event::from(sms)));
    call
}

#[tokio::test]
async fn members_by_tag_travel_in_both_formats() {
    let vendor = vendor().await;
    let mut many = Event7::new(7);
    many.many = Some(Events::new(vec![call().into(), EventMessage::new().into()]));
    for event in [call().into(), EventMessage::new().into(), Event::from(many)] {
        for format in FORMATS {
            let sent = event.clone();
            let reply = client(&vendor, format).send_event(sent.clone()).await;
            reply.unwrap_or_else(|why| panic!("{why}: {event:?}"));
            let awaited = last(&vendor);
            let reply = blocking(&vendor, format, |client| client.send_event(sent).send());
            reply.await.unwrap_or_else(|why| panic!("{why}: {event:?}"));
            assert_eq!(last(&vendor), awaited);
        }
    }
    let xml = "<Event xmlns=\"urn:words\"><type>call</type><id>7</id><leg><type>sms</type>\
        <text>&lt;&amp;&gt;</text></leg><pin>s3cret</pin></Event>";
    client(&vendor, Format::Xml)
        .send_event(call().into())
        .await
        .expect("taken");
    assert!(last(&vendor).ends_with(xml), "{}", last(&vendor));
}

/// A reply in XML, with the tag where the vendor likes.
async fn read_event(event: &str) -> Result<Event, Error> {
    let vendor = vendor().await;
    let client = client(&vendor, Format::Xml);
    client.list_events().await.expect("it is let in");
    vendor.answer_next(Answer::xml(
        200,
        format!("<Reply xmlns=\"urn:words\">{event}</Reply>"),
    ));
    client.send_event(call().into()).await
}

#[tokio::test]
async fn in_xml_too_the_tag_may_come_last() {
    let last = "<text>x</text><type>sms</type>";
    let read = read_event(last).await.expect("an event");
    assert!(
        matches!(&read, Event::Message(sms) if sms.text.as_deref() == Some("x")),
        "{read:?}"
    );
    let nested =
        "<id>1</id><leg><text>y</text><type>sms</type></leg><pin>s3cret</pin><type>call</type>";
    let read = read_event(nested).await.expect("an event");
    let Event::Call(call) = &read else {
        panic!("{read:?}")
    };
    assert!(matches!(call.leg.as_deref(), Some(Event::Message(_))));
    assert!(!format!("{read:?}").contains("s3cret"));
    let unknown = read_event("<type>fax</type><pin>s3cret</pin>")
        .await
        .expect("it is kept");
    assert!(matches!(&unknown, Event::Unknown(_)), "{unknown:?}");
    assert!(!format!("{unknown:?}").contains("s3cret"));
    let error = read_event("<text>x</text>")
        .await
        .expect_err("no tag")
        .to_string();
    assert!(
        error.contains("nothing says which member of `Event` this is"),
        "{error}"
    );
    let error = read_event("<type>call</type><id>x</id>")
        .await
        .expect_err("no number")
        .to_string();
    assert!(
        error.contains("`id`") && !error.contains("s3cret"),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_no_member_is_not_sent_in_xml() {
    let vendor = vendor().await;
    let kept = Event::Unknown(Json::from("x"));
    let error = client(&vendor, Format::Xml)
        .send_event(kept.clone())
        .await
        .expect_err("no form");
    let wanted = "cannot write a value in XML that is no member of `Event`";
    assert!(error.to_string().contains(wanted), "{error}");
    let mut wrong = EventMessage::new();
    wrong.r#type = "call".into();
    let wrong = Event::from(wrong);
    let error = client(&vendor, Format::Xml)
        .send_event(wrong)
        .await
        .expect_err("another tag");
    assert!(
        error.to_string().contains("which has `sms` there"),
        "{error}"
    );
}

#[tokio::test]
async fn members_beside_their_tag_travel_in_both_formats() {
    let vendor = vendor().await;
    let changes = [
        Change::Name("<a>".into()),
        Change::Price("1.10".parse().expect("a number")),
        Change::from(Member::new(7)),
        Change::Hidden("s3cret".into()),
        Change::from(Change2::new(Box::new(Change::Name("inner".into())))),
    ];
    for change in changes {
        for format in FORMATS {
            let reply = client(&vendor, format).send_change(change.clone()).await;
            reply.unwrap_or_else(|why| panic!("{why}: {change:?}"));
        }
        assert!(!format!("{change:?}").contains("s3cret"));
        let body = last(&vendor);
        assert!(body.contains("<kind>") && body.contains("<data"), "{body}");
    }
}

#[tokio::test]
async fn members_by_predicate_travel_in_both_formats() {
    let vendor = vendor().await;
    let mut group = ChannelGroup::new();
    group.members = Some(Events::new(vec![call().into()]));
    let channels = [
        Channel::from(Im::new("im", 1)),
        Channel::from(group),
        Channel::from(Room::new("x")),
    ];
    for channel in channels {
        for format in FORMATS {
            let sent = channel.clone();
            let reply = client(&vendor, format).send_channel(sent.clone()).await;
            reply.unwrap_or_else(|why| panic!("{why}: {channel:?}"));
            let reply = blocking(&vendor, format, |client| client.send_channel(sent).send());
            reply
                .await
                .unwrap_or_else(|why| panic!("{why}: {channel:?}"));
        }
    }
    for format in FORMATS {
        let found = client(&vendor, format).find_channel(Fourth(Third(1))).await;
        found.unwrap_or_else(|why| panic!("{why}"));
    }
}

#[tokio::test]
async fn a_union_is_the_body_of_an_error_in_xml() {
    let vendor = vendor().await;
    let client = client(&vendor, Format::Xml);
    client.list_events().await.expect("it is let in");
    for (body, is_coded) in [
        ("<code>7</code><text>no</text>", true),
        ("<text>no</text>", false),
    ] {
        let body = format!("<Problem xmlns=\"urn:words\">{body}</Problem>");
        vendor.answer_next(Answer::xml(400, body));
        let Err(Error::Vendor(error)) = client.list_events().await else {
            panic!("a rule matches");
        };
        assert_eq!(error.message(), Some("no"));
        match error.body() {
            Some(ErrorBody::Problem(Problem::Coded(coded))) if is_coded => {
                assert_eq!(coded.code, 7)
            }
            Some(ErrorBody::Problem(Problem::Plain(_))) if !is_coded => {}
            other => panic!("{other:?}"),
        }
    }
}

fn words_again<M>(client: &Client<M>, words: Words) -> golden::small_words::PutWords<M> {
    let Words {
        first,
        fourth,
        kind,
        state,
        maybe,
        own,
        event,
        rows,
        states,
        names,
        ..
    } = words;
    let call = client.put_words(
        first,
        fourth,
        kind,
        state,
        maybe,
        own,
        event,
        rows,
        states,
        names,
        words.events,
        words.by_name,
        words.deep,
    );
    let call = call.changes(words.changes.unwrap_or_default());
    call.more(words.more.unwrap_or_default())
}

#[tokio::test]
async fn what_stands_in_place_comes_and_goes() {
    let vendor = vendor().await;
    for format in FORMATS {
        let client = client(&vendor, format);
        let words = client.get_words().await.expect("words");
        assert!(!words.rows.is_empty() && !words.events.is_empty() && !words.names.is_empty());
        assert!(!matches!(
            words.event,
            golden::small_words::WordsEvent::Unknown(_)
        ));
        words_again(&client, words)
            .await
            .expect("the vendor takes what it gave");
        let again = blocking(&vendor, format, |client| {
            let words = client.get_words().send()?;
            words_again(&client, words).send()
        });
        again.await.expect("the vendor takes what it gave");
    }
    assert!(last(&vendor).contains("<Row>"), "{}", last(&vendor));
}

#[tokio::test]
async fn fixed_values_are_sent_as_they_are_said() {
    let vendor = vendor().await;
    for format in FORMATS {
        client(&vendor, format)
            .put_fixed()
            .await
            .expect("the mock reads the same spec");
    }
    let xml = last(&vendor);
    for wanted in [
        "<text>&lt;&amp;&gt;</text>",
        "<price>1.10</price>",
        "<day>2024-02-29</day>",
        "<lasts>PT1H</lasts>",
        "<price_kind>2.50</price_kind>",
    ] {
        assert!(xml.contains(wanted), "{wanted}: {xml}");
    }
    let json = Fixed::new().to_json().expect("JSON");
    let expected = r#"{"text":"<&>","number":7,"digits":"7","float":1.5,"price":1.10,"flag":true,"bit":1,"day":"2024-02-29","at":"06:20:14","stamp":"2024-02-29T00:00:00Z","local":"2024-02-29T00:00:00","lasts":"PT1H","link":"https://words.example/a?b=c","id":"67e55044-10b1-426f-9247-bb680e5fe0c8","kind":"1","state":"on","price_kind":"2.50"}"#;
    assert_eq!(json, expected);
}

#[tokio::test]
async fn types_in_place_stand_in_every_parameter() {
    let vendor = vendor().await;
    let day = Dated("2024-02-29".parse().expect("a day"));
    let price = |text: &str| Price(text.parse().expect("a number"));
    let mut place = ShowWhere::new(1);
    place.b = Some(ShowWhereB::X);
    for format in FORMATS {
        let call = client(&vendor, format).show(ShowKind::Big, day);
        let call = call.state(ShowState::On).kinds([Kind::A, Kind::_1]);
        let call = call.prices([price("1.10"), price("2")]).own(ShowOwn(3));
        let call = call
            .r#where(place.clone())
            .state_in([State::On, State::Off]);
        call.await.expect("the mock understands it");
        let sent = vendor.requests().pop().expect("a request came");
        assert_eq!(sent.path, "/show/big/2024-02-29");
        let query = sent.query_pairs();
        let pairs: Vec<(&str, &str)> = query
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        let expected = [
            ("state", "on"),
            ("kinds[]", "a"),
            ("kinds[]", "1"),
            ("prices", "1.10,2"),
            ("own", "3"),
            ("where", r#"{"a":1,"b":"x"}"#),
            ("state_in", "on,off"),
        ];
        assert_eq!(pairs, expected);
        let mut place = SendFormWhere::new(7);
        place.list = Some(vec![SendFormWhereList::new(price("9.90"))]);
        let call = client(&vendor, format)
            .send_form(SendFormState::On)
            .r#where(place);
        call.await.expect("the mock understands it");
        let form = vendor
            .requests()
            .pop()
            .expect("a request came")
            .form_pairs();
        assert_eq!(form[2], ("where[list][0][b]".to_owned(), "9.90".to_owned()));
        let mut part = SendPartsWhere::new(1);
        part.event = Some(call_event());
        let call = client(&vendor, format)
            .send_parts(SendPartsState::Off)
            .r#where(part);
        call.change(Change::Name("n".into()))
            .await
            .expect("the mock understands it");
    }
}

fn call_event() -> Event {
    Event::from(call())
}

/// A header as a value of every type.
#[tokio::test]
async fn headers_are_read_as_values_of_every_type() {
    let vendor = vendor().await;
    let headers = [
        ("X-Text", "a text", r#"text: Some("a text")"#),
        ("X-Hidden", "s3cret", "hidden: Secret(***)"),
        ("X-Number", "-7", "number: Some(-7)"),
        ("X-Float", "1.5", "float: Some(1.5)"),
        ("X-Price", "1.10", "price: Some(1.10)"),
        ("X-Flag", "true", "flag: Some(true)"),
        ("X-Photo", "AP8=", "photo: Some(<2 bytes>)"),
        (
            "X-Id",
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "id: Some(67e55044-10b1-426f-9247-bb680e5fe0c8)",
        ),
        ("X-Link", "https://a.example/b", "https://a.example/b"),
        ("X-Day", "2024-02-29", "day: Some(2024-02-29)"),
        (
            "X-Local",
            "2024-02-29T01:02:03",
            "local: Some(2024-02-29T01:02:03)",
        ),
        (
            "X-Stamp",
            "2024-02-29T01:02:03Z",
            "stamp: Some(2024-02-29T01:02:03Z)",
        ),
        (
            "X-Http-Date",
            "Tue, 07 Jul 2020 06:20:14 GMT",
            "http_date: Some(2020-07-07T06:20:14Z)",
        ),
        ("X-Moment", "2024-02-29T01:02:03", "moment: Some("),
        ("X-At", "06:20:14", "at: Some(06:20:14)"),
        ("X-Lasts", "90", "lasts: Some("),
        ("X-Kind", "1", "kind: Some("),
        ("X-State", "off", "state: Some("),
        ("X-Own", "2.50", "own: Some("),
        ("X-Tags", "a,b", r#"tags: Some(["a", "b"])"#),
    ];
    let day = Dated("2024-02-29".parse().expect("a day"));
    for format in FORMATS {
        let client = client(&vendor, format);
        client.list_events().await.expect("it is let in");
        let body = match format {
            Format::Xml => Answer::xml(
                200,
                "<Shown xmlns=\"urn:words\"><is_it>true</is_it></Shown>",
            ),
            _ => Answer::json(200, r#"{"is_it": true}"#),
        };
        let answer = headers
            .iter()
            .fold(body.clone(), |answer, (name, text, _)| {
                answer.header(*name, *text)
            });
        vendor.answer_next(answer);
        let reply = client
            .show(ShowKind::Small, day)
            .send_raw()
            .await
            .expect("a reply");
        let meta = reply.meta;
        let shown = format!("{meta:?}");
        for (name, _, wanted) in headers {
            assert!(shown.contains(wanted), "{name}: {shown}");
        }
        assert!(!shown.contains("s3cret"), "{shown}");
        assert_eq!(meta.kind, Some(Kind::_1));
        assert_eq!(meta.state, Some(State::Off));
        assert_eq!(meta.lasts.map(|lasts| lasts.as_secs()), Some(90));
        vendor.answer_next(body.clone());
        let none = client
            .show(ShowKind::Small, day)
            .send_raw()
            .await
            .expect("a reply");
        assert_eq!((none.meta.text, none.meta.tags), (None, None));
        vendor.answer_next(body.header("X-Price", "s3cret"));
        let error = client
            .show(ShowKind::Small, day)
            .send_raw()
            .await
            .expect_err("no number");
        assert!(error.to_string().contains("`price`"), "{error}");
    }
}

#[tokio::test]
async fn a_session_is_opened_in_xml() {
    let vendor = vendor().await;
    for (number, format) in [(1, Format::Xml), (2, Format::Json)] {
        let client = client(&vendor, format);
        client.list_events().await.expect("it is let in");
        client.list_events().await.expect("it is let in");
        assert_eq!(vendor.sessions(), number);
    }
    blocking(&vendor, Format::Xml, |client| client.list_events().send())
        .await
        .expect("it is let in");
    let login = &vendor.requests()[0];
    let body = String::from_utf8_lossy(&login.body).into_owned();
    assert!(body.contains("<Login xmlns=\"urn:words\"><user>"), "{body}");
    assert_eq!(login.header("x-token"), None);
    vendor.answer_next(Answer::xml(401, "<Reply xmlns=\"urn:words\"/>"));
    let before = vendor.sessions();
    let again = client(&vendor, Format::Xml);
    again.list_events().await.expect_err("the login is refused");
    again.list_events().await.expect("it is let in");
    vendor.answer_next(Answer::xml(401, "<Reply xmlns=\"urn:words\"/>"));
    again.list_events().await.expect("another login opens it");
    assert_eq!(vendor.sessions(), before + 2);
}

#[tokio::test]
async fn a_header_that_differs_from_the_spec_is_told() {
    let vendor = vendor().await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let to = told.clone();
    let drift = Drift::report(move |report| {
        let lines = report.differences().iter().map(ToString::to_string);
        to.lock().expect("no panic").extend(lines);
    });
    let builder = Client::builder().base_url(vendor.base_url()).drift(drift);
    let client = builder.auth(auth(&vendor)).build();
    let client = client.expect("the settings hold");
    client.list_events().await.expect("it is let in");
    told.lock().expect("no panic").clear();
    let answer = Answer::json(200, r#"{"is_it": true}"#);
    vendor.answer_next(answer.header("X-State", "sideways"));
    let day = Dated("2024-02-29".parse().expect("a day"));
    let reply = client.show(ShowKind::Small, day).send_raw().await;
    reply.expect("it can be read");
    let told = told.lock().expect("no panic");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("names no value `sideways`"), "{told:?}");
}
