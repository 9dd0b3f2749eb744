#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/sample_missing.yaml")]
pub struct Acme;

fn main() {}
