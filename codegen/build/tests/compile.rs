//! A build script's view: what is written, and what is said where nothing can be.

use std::fs;

use trunkline_build::{Error, configure};

const SPEC: &str = "\
trunkline: 1
vendor: acme
base: https://acme.example
endpoints:
  ping: { get: /ping, returns: none }
";

#[test]
fn a_spec_becomes_a_file() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let (spec, out) = (folder.path().join("acme.yaml"), folder.path().join("out"));
    fs::write(&spec, SPEC).expect("a file can be written");
    configure()
        .spec(&spec)
        .out_dir(&out)
        .runtime_path("::clients")
        .compile()
        .expect("the spec is right");
    let text = fs::read_to_string(out.join("acme.rs")).expect("it was written");
    assert!(text.contains("use ::clients::__rt::v1 as __rt;"), "{text}");
}

#[test]
fn an_error_is_one_sentence_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let (spec, out) = (folder.path().join("acme.yaml"), folder.path().join("out"));
    fs::write(&spec, SPEC.replace("returns", "retruns")).expect("a file can be written");
    let broken = configure()
        .spec(&spec)
        .out_dir(&out)
        .compile()
        .expect_err("a key is misspelt");
    assert!(matches!(broken, Error::Specs(1)));
    assert_eq!(format!("{broken:?}"), "a spec has errors");
    assert!(!out.exists());

    let none = configure()
        .out_dir(&out)
        .compile()
        .expect_err("there is no spec");
    assert!(matches!(none, Error::NoSpecs));
    let path = configure()
        .spec(&spec)
        .runtime_path("a b")
        .out_dir(&out)
        .compile();
    assert!(matches!(path, Err(Error::RuntimePath(_))));
    let missing = configure()
        .spec(folder.path().join("nowhere"))
        .out_dir(&out)
        .compile();
    assert!(matches!(missing, Err(Error::Files(_))));
}
