//! Documents that .NET's own serializer wrote and read, beside what the generated client makes of them.
//!
//! - `theirs.xml` is what .NET writes of the value in `value.json`.
//! - `ours.xml` is what the client writes of it; `understood.txt` is what .NET reads out of that document.
//!
//! `./compare` runs .NET again, where Mono is installed.

use std::fs;
use std::path::{Path, PathBuf};

use datacontract::contract::Everything;

fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("documents")
        .join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(document(name)).expect("the document is there")
}

fn value() -> Everything {
    Everything::from_json(&read("value.json")).expect("the value decodes")
}

#[test]
fn what_dotnet_writes_is_read() {
    let theirs = Everything::from_xml(&read("theirs.xml")).expect("the document decodes");
    assert_eq!(theirs, value());
}

#[test]
fn what_is_written_is_what_dotnet_has_read() {
    let written = value().to_xml().expect("the value can be written") + "\n";
    if std::env::var_os("TRUNKLINE_BLESS").is_some() {
        fs::write(document("ours.xml"), &written).expect("the document can be written");
    }
    assert_eq!(written, read("ours.xml"));
}

#[test]
fn what_is_written_is_read_again() {
    let written = value().to_xml().expect("the value can be written");
    assert_eq!(Everything::from_xml(&written).expect("it decodes"), value());
}
