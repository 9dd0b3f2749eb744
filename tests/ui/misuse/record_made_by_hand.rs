use trunkline_ui::good::{NewUser, TeamId, User, UserId};

fn main() {
    let _ = NewUser::new("Ann", TeamId(1));
    let _ = User { id: UserId(1), name: String::new(), password: "x".into() };
    let _ = User::default();
}
