#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_at_sign.yaml")]
pub struct Acme;

fn main() {}
