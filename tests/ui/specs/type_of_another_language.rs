#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/type_of_another_language.yaml")]
pub struct Acme;

fn main() {}
