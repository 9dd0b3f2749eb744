#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_doubled_key.yaml")]
pub struct Acme;

fn main() {}
