#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/type_with_brackets.yaml")]
pub struct Acme;

fn main() {}
