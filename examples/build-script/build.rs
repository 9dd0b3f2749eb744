//! Generates the client of `specs/acme.yaml` whenever the spec or one of its samples changes.

fn main() -> Result<(), trunkline_build::Error> {
    trunkline_build::configure()
        .spec("specs/acme.yaml")
        // The client is this program's own affair.
        .private_items()
        // Stops can then be counted in a set.
        .type_attribute("Stop", "#[derive(Eq, Hash)]")
        // Compiled with `--features labels` alone.
        .feature_for_endpoint("delete_label", "labels")
        .compile()
}
