use trunkline_ui::good::{Client, TeamId};

fn users(client: &Client) {
    let _ = client.get_user();
    let _ = client.create_user("Ann");
    let _ = client.create_user("Ann", TeamId(1)).note("new");
}

fn main() {}
