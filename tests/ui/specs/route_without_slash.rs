#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/route_without_slash.yaml")]
pub struct Acme;

fn main() {}
