#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_operator.yaml")]
pub struct Acme;

fn main() {}
