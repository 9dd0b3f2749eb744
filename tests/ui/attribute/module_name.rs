#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/good.yaml", module = "a-b")]
struct Acme;

fn main() {}
