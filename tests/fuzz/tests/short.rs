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

/// Texts of each form that a codec reads.
const VALUES: &[&str] = &[
    "0",
    "-12",
    "9223372036854775807",
    "1.50e-3",
    "123456789012345678901234567890.10",
    "true",
    "Y",
    "none",
    "a, b,,c",
    "\"text\"",
    "5eed0000-0000-4000-8000-000000000001",
    "https://a.example:8443/b?c=d#e",
    "aGVsbG8_Pw==",
    "2024-02-29T23:59:60.123456789+05:30",
    "2024-02-29 23:59:59.5",
    "2024-02-29",
    "29.02.2024 23:59:59",
    "Thu, 29 Feb 2024 23:59:59 -0330",
    "/Date(1709251199999+0530)/",
    "1709251199.999",
    "23:59:59.999999999",
    "11:59 PM",
    "-P1DT2H3.000000001S",
];

#[test]
fn values_and_damaged_values_by_every_codec() {
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    for value in VALUES {
        trunkline_fuzz::codec(value.as_bytes());
        for _ in 0..DAMAGES {
            trunkline_fuzz::codec(&damaged(value.as_bytes(), &mut random));
        }
    }
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
