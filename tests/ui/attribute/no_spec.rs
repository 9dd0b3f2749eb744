#[derive(trunkline::Vendor)]
struct Acme;

fn main() {}
