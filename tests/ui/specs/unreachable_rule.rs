#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unreachable_rule.yaml")]
pub struct Acme;

fn main() {}
