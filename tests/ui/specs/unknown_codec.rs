#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_codec.yaml")]
pub struct Acme;

fn main() {}
