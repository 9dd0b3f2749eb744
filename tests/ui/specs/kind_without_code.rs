#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/kind_without_code.yaml")]
pub struct Acme;

fn main() {}
