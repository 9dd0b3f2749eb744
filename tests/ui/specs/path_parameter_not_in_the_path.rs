#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/path_parameter_not_in_the_path.yaml")]
pub struct Acme;

fn main() {}
