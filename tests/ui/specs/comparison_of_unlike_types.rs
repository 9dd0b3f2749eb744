#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/comparison_of_unlike_types.yaml")]
pub struct Acme;

fn main() {}
