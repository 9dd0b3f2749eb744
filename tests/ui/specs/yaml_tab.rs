#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_tab.yaml")]
pub struct Acme;

fn main() {}
