#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/version_unknown.yaml")]
pub struct Acme;

fn main() {}
