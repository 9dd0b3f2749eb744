//! `cargo run --release --bin hostile`: documents that were made to hurt their reader, each read in a process of its
//! own: what became of it, in what time, and in how much memory beyond the document itself.

use std::env;
use std::fs;
use std::process::Command;
use std::time::Instant;

use trunkline::Json;
use trunkline::json::JsonReader;
use trunkline::shape::Reader;
use trunkline::xml::XmlReader;

/// What each document is called, and how it is made.
const DOCUMENTS: &[(&str, fn() -> String)] = &[
    ("xml: 20,000 elements deep", || {
        "<a>".repeat(20_000) + &"</a>".repeat(20_000)
    }),
    ("xml: 100,000 attributes", || {
        let attributes: String = (0..100_000).map(|i| format!(" a{i}='x'")).collect();
        format!("<a{attributes}/>")
    }),
    ("xml: 50 MB of elements with 250 attributes", || {
        let attributes: String = (0..250).map(|i| format!(" a{i}=''")).collect();
        let element = format!("<b{attributes}/>");
        format!("<a>{}</a>", element.repeat(50_000_000 / element.len()))
    }),
    ("xml: 100,000 bindings on one element", || {
        let bindings: String = (0..100_000)
            .map(|i| format!(" xmlns:p{i}='u{i}'"))
            .collect();
        format!("<a{bindings}/>")
    }),
    ("xml: 100,000 bindings, 100 on an element", || {
        let element = |i: usize| {
            let bindings: String = (0..100).map(|b| format!(" xmlns:p{b}='u{i}'")).collect();
            format!("<b{bindings}/>")
        };
        format!("<a>{}</a>", (0..1000).map(element).collect::<String>())
    }),
    ("xml: entities that grow a billionfold", || {
        let mut document = String::from("<!DOCTYPE a [<!ENTITY e0 'lol'>");
        for i in 1..10 {
            let inner = format!("&e{};", i - 1).repeat(10);
            document += &format!("<!ENTITY e{i} '{inner}'>");
        }
        document + "]><a>&e9;</a>"
    }),
    ("xml: an entity from a file", || {
        String::from("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")
    }),
    ("xml: 50 MB of one text", || {
        format!("<a>{}</a>", "x".repeat(50_000_000))
    }),
    ("xml: 50 MB of character references", || {
        format!("<a>{}</a>", "&#65;".repeat(10_000_000))
    }),
    ("xml: 5,000,000 empty elements", || {
        format!("<a>{}</a>", "<b/>".repeat(5_000_000))
    }),
    ("xml: a name of 50 MB", || {
        format!("<{}/>", "a".repeat(50_000_000))
    }),
    ("json: 20,000 lists deep", || {
        "[".repeat(20_000) + &"]".repeat(20_000)
    }),
    ("json: 50 MB of one text", || {
        format!("\"{}\"", "x".repeat(50_000_000))
    }),
];

fn main() {
    if let Some(index) = env::args().nth(1) {
        read(index.parse().expect("the position of a document"));
        return;
    }
    println!("{:<44} {:>9} {:>9}  outcome", "", "ms", "MB more");
    let this = env::current_exe().expect("the program knows where it is");
    for (index, (name, _)) in DOCUMENTS.iter().enumerate() {
        let output = Command::new(&this).arg(index.to_string()).output();
        let output = output.expect("the program runs again");
        println!(
            "{name:<44} {}",
            String::from_utf8_lossy(&output.stdout).trim_end()
        );
        assert!(output.status.success(), "it did not survive: {output:?}");
    }
}

fn read(index: usize) {
    let (name, make) = DOCUMENTS[index];
    let document = make();
    reset_peak();
    let before = peak();
    let start = Instant::now();
    let outcome = if name.starts_with("xml") {
        xml(document.as_bytes())
    } else {
        json(document.as_bytes())
    };
    let took = start.elapsed().as_secs_f64() * 1000.0;
    let more = (peak() - before) as f64 / 1000.0;
    let outcome = match outcome {
        Ok(value) => format!("read: {value:?}")
            .chars()
            .take(60)
            .collect::<String>(),
        Err(error) => format!("refused: {}", error.chars().take(90).collect::<String>()),
    };
    println!("{took:>9.2} {more:>9.1}  {outcome}");
}

fn xml(document: &[u8]) -> Result<Json, String> {
    let read = || {
        let mut reader = XmlReader::new(document)?.max_depth(128);
        let value = reader.json()?;
        reader.finish().map(|()| value)
    };
    read().map_err(|error: trunkline::ReadError| error.to_string())
}

fn json(document: &[u8]) -> Result<Json, String> {
    let read = || {
        let mut reader = JsonReader::new(document)?.max_depth(128);
        let value = reader.json()?;
        reader.finish().map(|()| value)
    };
    read().map_err(|error: trunkline::ReadError| error.to_string())
}

/// Lets the kernel forget the memory that making the document took.
fn reset_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process has held, in kilobytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux keeps /proc/self/status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    number.expect("the kernel says how much memory was held")
}
