#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_key.yaml")]
pub struct Acme;

fn main() {}
