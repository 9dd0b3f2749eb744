#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_tag.yaml")]
pub struct Acme;

fn main() {}
