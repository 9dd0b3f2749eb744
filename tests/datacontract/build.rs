//! Generates the client of the types that `Contract.cs` declares for .NET.

fn main() -> Result<(), trunkline_build::Error> {
    trunkline_build::configure()
        .spec("specs/contract.yaml")
        .compile()
}
