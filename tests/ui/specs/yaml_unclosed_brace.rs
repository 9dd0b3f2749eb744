#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_unclosed_brace.yaml")]
pub struct Acme;

fn main() {}
