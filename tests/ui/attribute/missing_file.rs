#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/nowhere.yaml")]
struct Acme;

fn get(client: &acme::Client) {
    client.ping();
}

fn main() {}
