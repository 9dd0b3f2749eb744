//! The short run over specs: every seed of the fuzzer, as it stands and with a bounded number of damages to its bytes and
//! to its lines, drawn from a fixed seed.

use std::fs;
use std::path::Path;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// How many damaged forms of each spec are tried.
const DAMAGES: usize = 60;

/// What means something in a spec, or in YAML.
const PIECES: &[&str] = &[
    "&a ",
    "*a",
    "? ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|\n",
    ">",
    "#",
    "!!str ",
    "\t",
    "\0",
    "\r",
    "---\n",
    "?",
    "<",
    ">",
    "list<",
    "map<str, ",
    " as ",
    "csv",
    "json",
    "x-",
    "is: ",
    "fields: ",
    "\u{feff}",
    "é",
    "9223372036854775808",
    ".",
    "*",
    "reply.",
    "query.",
    "http",
];

#[test]
fn seeds_and_damaged_seeds() {
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/spec");
    let entries = fs::read_dir(folder).expect("the seeds stand beside the tests");
    let mut seeds: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    seeds.sort();
    assert!(seeds.len() >= 3, "there are seeds");
    for path in seeds {
        let seed = fs::read(&path).expect("a seed can be read");
        trunkline_fuzz::spec(&seed);
        for _ in 0..DAMAGES {
            trunkline_fuzz::spec(&damaged(&seed, &mut random));
        }
    }
}

/// One to four damages: to bytes, or to whole lines.
fn damaged(seed: &[u8], random: &mut TestRng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let mut below = |limit: usize| random.next_u32() as usize % limit.max(1);
    for _ in 0..=below(4) {
        let start = below(bytes.len() + 1);
        let end = (start + below(12)).min(bytes.len());
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let line = below(lines.len());
        bytes = match below(6) {
            0 => {
                lines.remove(line);
                lines.concat()
            }
            1 => {
                lines.insert(line, lines[line]);
                lines.concat()
            }
            2 => {
                let other = below(lines.len());
                lines.swap(line, other);
                lines.concat()
            }
            3 => [&bytes[..start], &bytes[end..]].concat(),
            4 => [&bytes[..start], &[below(256) as u8], &bytes[end..]].concat(),
            _ => {
                let piece = PIECES[below(PIECES.len())].as_bytes();
                [&bytes[..start], piece, &bytes[start..]].concat()
            }
        };
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}
