#[derive(trunkline::Vendor)]
#[vendor(spec = "specs")]
struct Acme;

fn main() {}
