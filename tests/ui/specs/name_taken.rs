#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/name_taken.yaml")]
pub struct Acme;

fn main() {}
