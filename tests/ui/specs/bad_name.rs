#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/bad_name.yaml")]
pub struct Acme;

fn main() {}
