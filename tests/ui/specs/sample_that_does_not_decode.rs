#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/sample_that_does_not_decode.yaml")]
pub struct Acme;

fn main() {}
