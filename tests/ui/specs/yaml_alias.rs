#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_alias.yaml")]
pub struct Acme;

fn main() {}
