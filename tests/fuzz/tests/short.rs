//! The short run: every sample of every spec, as it stands and with a bounded number of damages, drawn from a fixed seed.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// How many damaged forms of each sample are tried.
const DAMAGES: usize = 100;

/// What a fuzzer has found to be worth trying: pieces of both languages.
const PIECES: &[&[u8]] = &[
    b"null",
    b"-0",
    b"1e999",
    b"\"\\ud800\"",
    b"[[[[[[[[",
    b"{\"",
    b"\xEF\xBB\xBF",
    b"\0",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"<![CDATA[",
    b"]]>",
    b"&#x0;",
    b"&amp;",
    b"&b;",
    b" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"",
    b" i:nil=\"true\"",
    b"<a/>",
    b"</a>",
    b"<?pi?>",
    b"<!--",
    b"9223372036854775808",
    b"Digest realm=\"a\", nonce=\"",
];

#[test]
fn samples_and_damaged_samples_in_json() {
    each(trunkline_fuzz::json);
}

#[test]
fn samples_and_damaged_samples_in_xml() {
    each(trunkline_fuzz::xml);
}

#[test]
fn samples_and_damaged_samples_as_replies() {
    for head in [
        [0, 0, 0],
        [1, 0, 0],
        [2, 0, 0],
        [3, 0, 0],
        [4, 0, 0],
        [5, 0, 1],
        [5, 6, 1],
        [6, 7, 0],
    ] {
        each(|bytes| trunkline_fuzz::reply(&[&head, bytes].concat()));
    }
}

fn each(target: impl Fn(&[u8])) {
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    for path in samples() {
        let sample = fs::read(&path).expect("a sample can be read");
        target(&sample);
        for _ in 0..DAMAGES {
            target(&damaged(&sample, &mut random));
        }
    }
}

/// One to four damages: a byte changed, a range taken out, doubled, or replaced by a piece.
fn damaged(sample: &[u8], random: &mut TestRng) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    let mut below = |limit: usize| random.next_u32() as usize % limit.max(1);
    for _ in 0..=below(4) {
        let start = below(bytes.len() + 1);
        let end = (start + below(24)).min(bytes.len());
        match below(4) {
            0 if start < bytes.len() => bytes[start] = below(256) as u8,
            1 => _ = bytes.drain(start..end),
            2 => {
                let doubled = bytes[start..end].to_vec();
                bytes.splice(start..start, doubled);
            }
            _ => {
                _ = bytes
                    .splice(start..end, PIECES[below(PIECES.len())].iter().copied())
                    .count()
            }
        }
    }
    bytes
}

/// The samples of all specs, in the order of their names.
fn samples() -> Vec<PathBuf> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let mut found = Vec::new();
    for vendor in fs::read_dir(specs).expect("the specs are there").flatten() {
        let files = fs::read_dir(vendor.path().join("examples"))
            .into_iter()
            .flatten();
        found.extend(files.flatten().map(|file| file.path()));
    }
    found.sort();
    assert!(found.len() > 10, "there are samples");
    found
}
