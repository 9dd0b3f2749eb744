//! Damage to every byte of every sample and every spec: whatever comes of it is a value or an error, never a panic.

use std::fs;

use trunkline_codegen::source::{Role, Sources};
use trunkline_wire_tests::specs;

use crate::round_trip::{SAMPLES, sample};

#[test]
fn no_damage_to_a_sample_panics() {
    for (name, pointer, round_trip) in SAMPLES {
        let text = sample(name, pointer).to_string();
        for damaged in damages(text.as_bytes()) {
            // What is no text never reaches the decoder in this form; over sockets it is tried elsewhere.
            if let Ok(damaged) = std::str::from_utf8(&damaged) {
                let _ = round_trip(damaged);
            }
        }
    }
}

#[test]
#[ignore = "takes minutes: the nightly run asks for it"]
fn no_damage_to_a_spec_panics() {
    for vendor in ["commpeak", "denovolab", "jtel", "marchex", "requestor"] {
        let folder = specs().join(vendor);
        let head = fs::read(folder.join("vendor.yaml")).expect("the vendor has a head");
        let samples: Vec<(String, Vec<u8>)> = SAMPLES
            .iter()
            .filter_map(|(name, ..)| name.strip_prefix(&format!("{vendor}/")))
            .map(|name| {
                let bytes = fs::read(folder.join(name)).expect("a sample that is listed is there");
                (name.to_owned(), bytes)
            })
            .collect();
        for damaged in damages(&head) {
            let mut sources = Sources::new();
            sources.add(Role::Head, "vendor.yaml", "vendor.yaml", damaged);
            for (name, bytes) in &samples {
                sources.add(Role::Sample, name, name, bytes.clone());
            }
            if let Err(report) = trunkline_codegen::compile(&sources) {
                assert!(
                    report.has_errors(),
                    "nothing came out, and nothing was said"
                );
            }
        }
    }
}

/// Each byte in turn: the text ends before it, it is gone, a bit of it is another, something stands before it.
fn damages(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).flat_map(move |at| {
        let (before, after) = bytes.split_at(at);
        let flipped = [&[after[0] ^ [0x01, 0x20, 0x80][at % 3]], &after[1..]].concat();
        let inserted = [&[b"\0\t\n:{[\"&*,"[at % 10]], after].concat();
        [&[][..], &after[1..], &flipped, &inserted].map(|rest| [before, rest].concat())
    })
}
