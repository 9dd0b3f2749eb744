#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/two_methods.yaml")]
pub struct Acme;

fn main() {}
