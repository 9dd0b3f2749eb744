//! Generates what takes the webhooks of `specs/parcels.yaml`.

fn main() -> Result<(), trunkline_build::Error> {
    trunkline_build::configure()
        .spec("specs/parcels.yaml")
        .private_items()
        .compile()
}
