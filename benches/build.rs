//! Generates the record that the decode bench reads.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    trunkline_build::configure()
        .spec("specs/decode.yaml")
        .compile()?;
    Ok(())
}
