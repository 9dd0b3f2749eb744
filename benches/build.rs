//! Generates the record that the decode bench reads, and the call that the call bench sends.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    trunkline_build::configure()
        .spec("specs/call.yaml")
        .spec("specs/decode.yaml")
        .compile()?;
    Ok(())
}
