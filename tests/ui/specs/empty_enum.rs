#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/empty_enum.yaml")]
pub struct Acme;

fn main() {}
