use trunkline_ui::good::{Client, TeamId, UserId};

fn get(client: &Client) {
    let _ = client.get_user(UserId(1));
    let _ = client.get_user(TeamId(1));
    let _ = client.get_user(1);
    let _ = client.create_user("Ann", UserId(1));
}

fn main() {}
