#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_comma_in_a_type.yaml")]
pub struct Acme;

fn main() {}
