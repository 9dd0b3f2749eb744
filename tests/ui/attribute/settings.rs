#[derive(trunkline::Vendor)]
#[vendor(
    spec = "specs/good.yaml",
    runtime_path = "a b",
    type_attribute("Usr", "#[must_use]"),
    type_attribute("User", "derive(Hash)"),
    type_attribute("User", "#[derive(Debug)]"),
    feature_for_endpoint("get_usr", "admin"),
)]
struct Acme;

fn main() {}
