#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/header_name.yaml")]
pub struct Acme;

fn main() {}
