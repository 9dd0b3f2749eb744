//! What compiles, beside what does not: the same calls, made rightly.

use trunkline::transport::Fake;
use trunkline_ui::Good;
use trunkline_ui::good::{Auth, Client, Error, NewUser, TeamId, UserId};

fn client() -> Client {
    let builder = Good::builder().auth(Auth::key("k")).transport(Fake::new());
    builder.build().expect("the settings hold")
}

#[test]
fn calls_take_what_they_need() {
    let client = client();
    let _ = client.get_user(UserId(1));
    let _ = client.create_user("Ann", TeamId(1)).note("new");
    let _ = client.list_users().age_gt(30).team_in([TeamId(1)]);
    let _ = NewUser::new("Ann", TeamId(1));
}

#[test]
fn secrets_are_masked() {
    let user = trunkline_ui::good::User::from_json(r#"{"id":1,"name":"Ann","password":"x"}"#);
    let user = user.expect("it is a user");
    assert!(!format!("{user:?}").contains("\"x\""));
    assert!(!format!("{:?}", user.password).contains('x'));
}

#[test]
fn errors_are_matched_with_room_for_more() {
    fn name(error: &Error) -> &'static str {
        match error {
            Error::Vendor(_) => "vendor",
            _ => "another",
        }
    }
    let _ = name;
}
