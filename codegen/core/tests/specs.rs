//! The specs of this project hold: each compiles, without a warning.
#![cfg(feature = "files")]

use std::path::Path;

use trunkline_codegen::files::{find, load};

#[test]
fn the_specs_of_this_project_compile_without_a_warning() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let search = find(&[specs]).expect("the specs stand beside the generator");
    assert!(search.heads.len() >= 5);
    let mut said = String::new();
    for head in &search.heads {
        let vendor = load(head).expect("readable files");
        match trunkline_codegen::compile(&vendor.sources) {
            Ok(compiled) => said.push_str(&compiled.warnings.to_string()),
            Err(report) => said.push_str(&report.to_string()),
        }
    }
    assert!(said.is_empty(), "{said}");
}
