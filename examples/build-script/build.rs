//! Generates the client of `specs/acme.yaml` whenever the spec changes.

fn main() -> Result<(), trunkline_build::Error> {
    trunkline_build::configure()
        .spec("specs/acme.yaml")
        .compile()
}
