#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/bad_path.yaml")]
pub struct Acme;

fn main() {}
