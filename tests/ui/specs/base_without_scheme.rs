#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/base_without_scheme.yaml")]
pub struct Acme;

fn main() {}
