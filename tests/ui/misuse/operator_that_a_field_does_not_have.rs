use trunkline_ui::good::{Client, TeamId};

fn list(client: &Client) {
    let _ = client.list_users().age_gt(30).team_in([TeamId(1)]);
    let _ = client.list_users().team_gt(TeamId(1));
    let _ = client.list_users().age(30);
}

fn main() {}
