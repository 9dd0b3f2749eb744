#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/xml_unspoken.yaml")]
pub struct Acme;

fn main() {}
