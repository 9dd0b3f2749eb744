#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/unknown_pager.yaml")]
pub struct Acme;

fn main() {}
