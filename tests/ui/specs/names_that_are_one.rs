#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/names_that_are_one.yaml")]
pub struct Acme;

fn main() {}
