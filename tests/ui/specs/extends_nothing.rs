#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/extends_nothing.yaml")]
pub struct Acme;

fn main() {}
