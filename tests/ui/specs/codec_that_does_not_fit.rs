#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/codec_that_does_not_fit.yaml")]
pub struct Acme;

fn main() {}
