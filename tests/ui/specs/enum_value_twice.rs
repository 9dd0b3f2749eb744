#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/enum_value_twice.yaml")]
pub struct Acme;

fn main() {}
