#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/literal_of_another_type.yaml")]
pub struct Acme;

fn main() {}
