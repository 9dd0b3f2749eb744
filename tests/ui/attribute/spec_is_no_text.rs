#[derive(trunkline::Vendor)]
#[vendor(spec = 7)]
struct Acme;

fn main() {}
