#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/pager_to_no_parameter.yaml")]
pub struct Acme;

fn main() {}
