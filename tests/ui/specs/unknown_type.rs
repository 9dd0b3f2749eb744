#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_type.yaml")]
pub struct Acme;

fn main() {}
