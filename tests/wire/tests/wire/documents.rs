//! Specs that the documentation shows, compiled: a reader who copies one begins with a spec that holds.

use trunkline_codegen::source::Sources;

#[test]
fn specs_in_the_documentation_compile() {
    let documents = [
        ("README.md", include_str!("../../../../README.md")),
        (
            "specs/README.md",
            include_str!("../../../../specs/README.md"),
        ),
    ];
    for (name, text) in documents {
        let specs: Vec<&str> = blocks(text)
            .filter(|block| block.contains("trunkline: 1\n"))
            .collect();
        assert!(!specs.is_empty(), "{name} shows no whole spec");
        for spec in specs {
            let compiled = trunkline_codegen::compile(&Sources::single(name, spec));
            assert!(compiled.is_ok(), "in {name}: {:#?}", compiled.err());
        }
    }
}

/// What stands in fences that are marked as YAML.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
}
