//! The files of a spec: whatever stands in them gives errors with places or a client that is Rust, and mends make
//! nothing worse.

use trunkline_codegen::diag::{Report, Severity};
use trunkline_codegen::emit::{self, Target};
use trunkline_codegen::mend::mend;
use trunkline_codegen::source::{Role, Sources};
use trunkline_codegen::{Compiled, compile};

/// Stands between the files of one spec: the head, another file, a sample in JSON, one in XML.
const FILES: u8 = 0x0c;

/// The other files of a spec, after its head.
const OTHERS: [(Role, &str); 3] = [
    (Role::Part, "more.yaml"),
    (Role::Sample, "a.json"),
    (Role::Sample, "a.xml"),
];

/// Compiles the bytes as a spec. Its files have a form feed between them.
pub fn spec(bytes: &[u8]) {
    let mut files = bytes.split(|byte| *byte == FILES);
    let mut sources = Sources::new();
    let head = files.next().unwrap_or_default();
    sources.add(Role::Head, "vendor.yaml", "vendor.yaml", head);
    for ((role, name), file) in OTHERS.into_iter().zip(files) {
        sources.add(role, name, name, file);
    }
    let errors = match compile(&sources) {
        Ok(Compiled { api, warnings }) => {
            well_placed(&warnings);
            let tokens = emit::emit(&api, &Target::default());
            if let Err(error) = syn::parse2::<syn::File>(tokens.clone()) {
                panic!("no Rust came out: {error}\n{tokens}");
            }
            0
        }
        Err(report) => {
            assert!(
                report.has_errors(),
                "nothing came out, and nothing was said"
            );
            well_placed(&report);
            report.count(Severity::Error)
        }
    };
    let mended = mend(&sources);
    let left = match compile(&mended.sources) {
        Ok(_) => 0,
        Err(report) => report.count(Severity::Error),
    };
    assert!(left <= errors, "mends made {errors} errors {left}");
}

/// Every place of a report is in its file, and what is said there can be shown.
fn well_placed(report: &Report) {
    for finding in &report.diagnostics {
        let labels = finding.labels.iter().map(|(span, _)| *span);
        let edits = finding.fix.iter().map(|edit| edit.span);
        for span in labels.chain(edits).chain([finding.span]) {
            let Some(file) = report.sources.find(span.file) else {
                continue;
            };
            let ends = [span.start, span.end];
            let inside = ends.iter().all(|&at| file.text.is_char_boundary(at));
            assert!(
                inside && span.start <= span.end,
                "{span:?} in {} of {} bytes: {}",
                file.name,
                file.text.len(),
                finding.message
            );
        }
        assert!(report.line(finding).contains(&finding.message));
    }
}
