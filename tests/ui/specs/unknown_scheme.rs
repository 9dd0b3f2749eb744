#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_scheme.yaml")]
pub struct Acme;

fn main() {}
