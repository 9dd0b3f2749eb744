#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/no_rust_name.yaml")]
pub struct Acme;

fn main() {}
