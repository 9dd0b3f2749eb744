#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/path_that_leads_nowhere.yaml")]
pub struct Acme;

fn main() {}
