//! Fields of nested structs stand beside the others on the wire, in both formats and both ways.

use golden::flatten::{
    Address, Client, Contact, Format, Names, Ordered, Parts, Person, Search, TeamSizeKind, Where,
};
use trunkline_mock::{Answer, Mock, Running};

async fn vendor() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/flatten.yaml"
    );
    let mock = Mock::from_spec(spec).unwrap_or_else(|why| panic!("{why}"));
    mock.start().await.expect("it starts")
}

fn client(vendor: &Running, format: Format) -> Client {
    let builder = Client::builder().base_url(vendor.base_url());
    builder.format(format).build().expect("the settings hold")
}

fn contact() -> Contact {
    let mut names = Names::new("Ada", "hush");
    names.last = "Lovelace".into();
    let mut contact = Contact::new(names, Address::new("Rue du Lac"));
    contact.home.city = Some("Genève".to_owned());
    contact
}

/// The last body that the mock was sent.
fn sent(vendor: &Running) -> String {
    let requests = vendor.requests();
    let last = requests.last().expect("a request");
    String::from_utf8(last.body.to_vec()).expect("text")
}

#[tokio::test]
async fn nested_structs_are_sent_flat() {
    let vendor = vendor().await;
    let json = client(&vendor, Format::Json);
    json.save(contact(), 7).send().await.expect("saved");
    assert_eq!(
        sent(&vendor),
        r#"{"first":"Ada","last":"Lovelace","token":"hush","street":"Rue du Lac","city":"Genève","country":"CH","street_no":7}"#
    );
    let xml = client(&vendor, Format::Xml);
    xml.add(contact().names, contact().home)
        .note("new")
        .send()
        .await
        .expect("added");
    let text = sent(&vendor);
    let inside = "<first>Ada</first><last>Lovelace</last><token>hush</token><street>Rue du Lac</street>\
        <city>Genève</city><country>CH</country><note>new</note></Contact>";
    assert!(text.ends_with(inside), "{text}");
}

#[tokio::test]
async fn flat_replies_become_nested_structs() {
    let vendor = vendor().await;
    for format in [Format::Json, Format::Xml] {
        let client = client(&vendor, format);
        let person: Person = client.save(contact(), 7).send().await.expect("saved");
        assert!(!person.contact.home.street.is_empty());
        assert_eq!(person.contact.home.country, "CH");
        let again: Contact = person.contact.clone();
        assert_eq!(again, person.contact);
        let team = client.get_team().send().await.expect("a team");
        assert!(team.stamps.made.is_some() && !team.stamps.by.is_empty());
        assert!(matches!(
            team.size.kind,
            TeamSizeKind::Big | TeamSizeKind::Small
        ));
    }
}

#[tokio::test]
async fn what_is_not_declared_is_kept_by_the_record_around() {
    let text = r#"{"street_no":7,"first":"Ada","token":"hush","previous":{"first":"Eve","token":"x","street":"Old","street_no":1,"country":"CH"},
        "street":"Rue","country":"CH","planet":"Earth"}"#;
    let answer = Answer::json(200, text);
    let vendor = vendor().await;
    vendor.answer_next(answer);
    let client = client(&vendor, Format::Json);
    let person = client.save(contact(), 7).send().await.expect("saved");
    assert_eq!(person.extra.len(), 1);
    let previous = person.contact.names.previous.as_ref().expect("a person");
    assert_eq!(previous.contact.home.street, "Old");
    assert_eq!(previous.contact.home.city, None);
    let shown = format!("{person:?}");
    assert!(
        !shown.contains("hush") && shown.contains("planet"),
        "{shown}"
    );
}

#[tokio::test]
async fn what_is_missing_is_named_as_on_the_wire() {
    let vendor = vendor().await;
    let answer = Answer::json(200, r#"{"seats":1}"#);
    vendor.answer_next(answer);
    let error = client(&vendor, Format::Json)
        .get_team()
        .send()
        .await
        .expect_err("no team");
    let text = error.to_string();
    for name in ["`id`", "`by`", "`title`", "`kind`"] {
        assert!(text.contains(name), "{text}");
    }
    assert!(!text.contains("`made`"), "{text}");
}

#[tokio::test]
async fn names_of_flattened_fields_are_ordered_with_the_others() {
    let vendor = vendor().await;
    let parts = Parts::new("m", vec!["a".to_owned()], true);
    let xml = client(&vendor, Format::Xml);
    let sorted: Ordered = xml.sort("z", parts, "a").send().await.expect("sorted");
    assert!(!sorted.parts.all.is_empty());
    let text = sent(&vendor);
    let places: Vec<_> = ["flag=", "all>", "area>", "mid>", "zone>"]
        .iter()
        .map(|name| {
            text.find(name)
                .unwrap_or_else(|| panic!("{name} in {text}"))
        })
        .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(text.contains("http://parts.example/"), "{text}");
}

#[tokio::test]
async fn pages_are_found_in_flattened_records() {
    let vendor = vendor().await;
    for format in [Format::Json, Format::Xml] {
        let mut people = client(&vendor, format).list_people().items();
        let mut count = 0;
        while let Some(person) = people.try_next().await.expect("a person") {
            assert!(!person.contact.names.first.is_empty());
            count += 1;
        }
        assert!(count > 20, "{count}");
    }
}

#[tokio::test]
async fn optional_fields_are_set_in_the_nested_struct() {
    let vendor = vendor().await;
    let mut place = Where::new("Bern");
    place.since = Some("2020-01-02".parse().expect("a date"));
    let client = client(&vendor, Format::Json);
    let found: Search = client.find(place).number(3).send().await.expect("found");
    assert_eq!(
        sent(&vendor),
        r#"{"number":3,"city":"Bern","since":"2020-01-02"}"#
    );
    assert!(!found.r#where.city.is_empty());
}
