#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/good.yaml", modul = "x")]
struct Acme;

fn main() {}
