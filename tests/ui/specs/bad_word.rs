#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/bad_word.yaml")]
pub struct Acme;

fn main() {}
