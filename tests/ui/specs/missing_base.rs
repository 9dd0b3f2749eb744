#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/missing_base.yaml")]
pub struct Acme;

fn main() {}
