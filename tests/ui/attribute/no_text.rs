#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/damaged/vendor.yaml")]
struct Acme;

fn main() {}
