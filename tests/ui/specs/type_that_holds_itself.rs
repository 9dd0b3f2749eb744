#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/type_that_holds_itself.yaml")]
pub struct Acme;

fn main() {}
