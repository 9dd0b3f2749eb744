//! `Debug` and `Display`: what is secret stays so.

use trunkline::Scalar;

use crate::records::{LEAST, User, UserType};

fn user() -> User {
    let document = LEAST
        .replace(r#""x""#, r#""hunter2""#)
        .replace(
            r#""tags":[]"#,
            r#""user_type":"boss","tags":[{"Id":3,"Parent":null}],"pin":"0000""#,
        )
        .replace(r#""rates":[]"#, r#""rates":{"a":1.50}"#);
    User::from_json(&document).unwrap()
}

#[test]
fn debug_goes_by_the_shape() {
    assert_eq!(
        format!("{:?}", user()),
        "User { user_id: 1, passwd: Secret(***), user_type: Some(Unknown(Text(\"boss\"))), create_time: None, \
         last_seen: Absent, note: None, tags: [Tag { Id: TagId(3), Parent: None }], rates: {\"a\": 1.50}, extra: {\"pin\"} }"
    );
}

#[test]
fn pretty_debug_goes_by_the_shape() {
    let text = format!("{:#?}", user());
    assert!(
        text.starts_with(
            "User {\n    user_id: 1,\n    passwd: Secret(***),\n    user_type: Some(\n"
        ),
        "{text}"
    );
    assert!(
        text.ends_with("    extra: {\n        \"pin\",\n    },\n}"),
        "{text}"
    );
    assert!(!text.contains("hunter2") && !text.contains("0000"));
}

#[test]
fn enums_display_their_wire_value() {
    assert_eq!(UserType::Admin.to_string(), "admin");
    assert_eq!(UserType::Agent.to_string(), "2");
    assert_eq!(UserType::Unknown(Scalar::from("x")).to_string(), "x");
}
