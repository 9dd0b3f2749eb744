#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_variable.yaml")]
pub struct Acme;

fn main() {}
