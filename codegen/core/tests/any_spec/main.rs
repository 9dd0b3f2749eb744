//! Any spec that says only what may be said gives Rust that parses and is written the same way twice; and whatever is then
//! done to its bytes or its lines gives errors with places, or a client, and never a panic.

mod make;

use proptest::prelude::*;
use proptest::test_runner::Config;
use trunkline_codegen::emit::{self, Target};
use trunkline_codegen::mend::mend;
use trunkline_codegen::source::{Role, Sources};
use trunkline_codegen::{Compiled, compile};

/// `TRUNKLINE_CASES` asks for more than an ordinary run has time for.
fn config(cases: u32) -> Config {
    let asked = std::env::var("TRUNKLINE_CASES").ok();
    let cases = asked.and_then(|text| text.parse().ok()).unwrap_or(cases);
    Config {
        cases,
        // A failure is shown whole, and made a case by hand.
        failure_persistence: None,
        ..Config::default()
    }
}

/// What the choices of a spec are drawn from; the fewer bytes, the smaller the spec.
fn choices() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

fn sources(head: impl Into<Vec<u8>>) -> Sources {
    let mut sources = Sources::new();
    sources.add(Role::Head, "vendor.yaml", "vendor.yaml", head.into());
    sources
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn what_may_be_said_gives_rust(choices in choices()) {
        let text = make::spec(&choices);
        let Compiled { api, .. } = compile(&sources(text.as_str()))
            .unwrap_or_else(|report| panic!("{report}\nin\n{text}"));
        let target = Target::default();
        let written = emit::render(emit::emit(&api, &target), "vendor.yaml", 1);
        // What the generator formats itself, it formats as prettyplease does.
        prop_assert_eq!(&emit::client(&api, &target, "vendor.yaml"), &written);
        let file = syn::parse_file(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
        let once = prettyplease::unparse(&file);
        let file = syn::parse_file(&once).unwrap_or_else(|error| panic!("{error}: {once}"));
        prop_assert_eq!(prettyplease::unparse(&file), once);
    }

    #[test]
    fn mends_leave_a_right_spec_alone(choices in choices()) {
        let text = make::spec(&choices);
        prop_assert!(mend(&sources(text.as_str())).made.is_empty());
    }
}

/// What is done to a spec.
#[derive(Debug, Clone)]
enum Damage {
    /// A byte becomes another.
    Byte(prop::sample::Index, u8),
    /// A few bytes go.
    Cut(prop::sample::Index, u8),
    /// A piece of YAML comes in.
    Put(prop::sample::Index, &'static str),
    /// A line goes.
    Delete(prop::sample::Index),
    /// A line is there twice.
    Double(prop::sample::Index),
    /// Two lines change places.
    Swap(prop::sample::Index, prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    let piece = prop::sample::select(vec![
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
        "#",
        "!!str ",
        "\t",
        "?",
        "<",
        ">",
        "list<",
        "map<str, ",
        " as ",
        "x-",
        "\u{feff}",
        "é",
        "\0",
        "---\n",
        "\r",
    ]);
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (at(), 1u8..9).prop_map(|(at, count)| Damage::Cut(at, count)),
        (at(), piece).prop_map(|(at, piece)| Damage::Put(at, piece)),
        at().prop_map(Damage::Delete),
        at().prop_map(Damage::Double),
        (at(), at()).prop_map(|(one, other)| Damage::Swap(one, other)),
    ]
}

fn damaged(bytes: Vec<u8>, damage: &Damage) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    match damage {
        Damage::Byte(at, byte) => {
            let at = at.index(bytes.len());
            [&bytes[..at], &[*byte], &bytes[at + 1..]].concat()
        }
        Damage::Cut(at, count) => {
            let at = at.index(bytes.len());
            let end = (at + usize::from(*count)).min(bytes.len());
            [&bytes[..at], &bytes[end..]].concat()
        }
        Damage::Put(at, piece) => {
            let at = at.index(bytes.len());
            [&bytes[..at], piece.as_bytes(), &bytes[at..]].concat()
        }
        Damage::Delete(at) => {
            lines.remove(at.index(lines.len()));
            lines.concat()
        }
        Damage::Double(at) => {
            let at = at.index(lines.len());
            lines.insert(at, lines[at]);
            lines.concat()
        }
        Damage::Swap(one, other) => {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            lines.swap(one, other);
            lines.concat()
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn no_damage_panics(choices in choices(), damages in prop::collection::vec(damage(), 1..4)) {
        let whole = make::spec(&choices).into_bytes();
        let bytes = damages.iter().fold(whole, damaged);
        let sources = sources(bytes);
        let report = match compile(&sources) {
            Ok(Compiled { api, warnings }) => {
                let tokens = emit::emit(&api, &Target::default());
                prop_assert!(syn::parse2::<syn::File>(tokens).is_ok());
                warnings
            }
            Err(report) => {
                prop_assert!(report.has_errors());
                report
            }
        };
        for finding in &report.diagnostics {
            let labels = finding.labels.iter().map(|(span, _)| *span);
            let edits = finding.fix.iter().map(|edit| edit.span);
            for span in labels.chain(edits).chain([finding.span]) {
                let text = &report.sources.get(span.file).text;
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?}", finding);
            }
        }
    }
}
