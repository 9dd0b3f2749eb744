#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/version_missing.yaml")]
pub struct Acme;

fn main() {}
