#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/same_route.yaml")]
pub struct Acme;

fn main() {}
