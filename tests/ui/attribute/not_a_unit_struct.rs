#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/good.yaml")]
struct Acme {
    name: String,
}

fn main() {}
