//! Generates the record that the decode bench reads, the call that the call bench sends, and the filter of the encode bench.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    trunkline_build::configure()
        .spec("specs/call.yaml")
        .spec("specs/decode.yaml")
        .spec("specs/filter.yaml")
        .compile()?;
    Ok(())
}
