#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/yaml_two_documents.yaml")]
pub struct Acme;

fn main() {}
