#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/bad_predicate.yaml")]
pub struct Acme;

fn main() {}
