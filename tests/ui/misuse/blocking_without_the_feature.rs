use trunkline_ui::good::{Client, UserId};

fn main() {
    let client = Client::builder().build_blocking();
    let _: trunkline::Blocking = client;
    let client = Client::builder().build().unwrap();
    let _ = client.get_user(UserId(1)).send().unwrap();
}
