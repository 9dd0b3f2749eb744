#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/examples")]
struct Acme;

fn main() {}
