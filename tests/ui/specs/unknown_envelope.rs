#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_envelope.yaml")]
pub struct Acme;

fn main() {}
