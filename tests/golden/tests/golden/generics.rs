//! Each instance of a generic type is a type of its own, in both formats.

use golden::generics::{
    self, Client, ErrorBody, Format, ModificationOfStr, PageOfTeam, SameUsers, Team, Users,
};
use trunkline_mock::{Answer, Mock, Running};

async fn vendor() -> Running {
    let spec = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../codegen/core/tests/golden/generics.yaml"
    );
    let mock = Mock::from_spec(spec).unwrap_or_else(|why| panic!("{why}"));
    mock.start().await.expect("it starts")
}

fn client(vendor: &Running, format: Format) -> Client {
    let builder = Client::builder().base_url(vendor.base_url());
    builder.format(format).build().expect("the settings hold")
}

#[tokio::test]
async fn instances_travel_as_what_they_hold() {
    let vendor = vendor().await;
    for format in [Format::Json, Format::Xml] {
        let client = client(&vendor, format);
        let users: Users = client.list_users().send().await.expect("users");
        let same: SameUsers = client.list_same().send().await.expect("users");
        assert_eq!(same.items[1].tree.value.name, "name-2");
        assert!(
            users.items[0].tree.children.len() > 1,
            "{:?}",
            users.items[0]
        );
        let teams: PageOfTeam = client.list_teams().send().await.expect("teams");
        let first: &Team = &teams.items[0];
        assert!(first.name.starts_with("name"), "{first:?}");
        let tags = client.tags().send().await.expect("lists in texts");
        assert!(!tags.items[0].is_empty());
        let keys = client.keys().send().await.expect("newtypes");
        assert_eq!(keys.items.len(), 2);
        let book = client.sheet().send().await.expect("a map of pages");
        assert_eq!(book.pages.len(), 2);
        let sent = ModificationOfStr::new("new");
        assert_eq!(sent.from, trunkline::Maybe::Absent);
        let changed = client.change_name(sent.to).send().await.expect("a change");
        assert!(!changed.to.name.is_empty());
    }
}

#[tokio::test]
async fn all_items_of_an_instance_are_walked_over() {
    let vendor = vendor().await;
    let mut pages = client(&vendor, Format::Json).list_teams().pages();
    let mut teams = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        teams.extend(page.items);
    }
    assert!(teams.len() > 20, "{}", teams.len());
}

#[tokio::test]
async fn an_instance_is_the_body_of_an_error() {
    let vendor = vendor().await;
    let body = r#"{"why": {"code": 7, "text": "no"}}"#;
    vendor.answer_next(Answer::json(400, body));
    let error = client(&vendor, Format::Json).sheet().send().await;
    let Err(generics::Error::Vendor(error)) = error else {
        panic!("a rule matches: {error:?}");
    };
    match error.body() {
        Some(ErrorBody::RefusedOfReason(refused)) => assert_eq!(refused.why.code, 7),
        other => panic!("{other:?}"),
    }
}
