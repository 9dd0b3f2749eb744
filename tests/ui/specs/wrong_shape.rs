#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/wrong_shape.yaml")]
pub struct Acme;

fn main() {}
