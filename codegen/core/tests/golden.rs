//! Generated code is what it was: every `golden/*.yaml` gives the `.rs` beside it. The crate `golden` compiles those.
//!
//! `TRUNKLINE_BLESS=1 cargo test -p trunkline-codegen --test golden` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::emit::{self, Target};
use trunkline_codegen::files::Project;

#[test]
fn specs_give_what_they_gave() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let project = Project::open(std::slice::from_ref(&folder)).expect("the goldens can be read");
    let reports: String = project.reports.iter().map(ToString::to_string).collect();
    assert!(!project.has_errors(), "{reports}");
    assert!(project.vendors.len() > 1, "the folder was found");
    let mut changed = Vec::new();
    for vendor in &project.vendors {
        let target = Target::default();
        let text = emit::client(&vendor.api, &target, &vendor.label);
        let tokens = emit::emit(&vendor.api, &target);
        let at_once = emit::render(tokens, &vendor.label, vendor.api.sources.len());
        // What the generator formats itself, it formats as prettyplease does.
        let mut lines = text.lines().zip(at_once.lines());
        assert_eq!(lines.find(|(plain, pretty)| plain != pretty), None);
        assert!(text == at_once, "piece by piece it is the same as at once");
        let path = folder.join(format!("{}.rs", vendor.api.vendor.snake));
        if !agrees(&path, &text) {
            changed.push(path);
        }
    }
    assert!(
        changed.is_empty(),
        "these differ; look at the difference, then set TRUNKLINE_BLESS=1: {changed:?}"
    );
}

/// Whether the golden file holds the text; on request it is made to.
fn agrees(path: &PathBuf, text: &str) -> bool {
    if fs::read_to_string(path).is_ok_and(|golden| golden.replace("\r\n", "\n") == text) {
        return true;
    }
    if std::env::var_os("TRUNKLINE_BLESS").is_none() {
        return false;
    }
    fs::write(path, text).expect("a golden file can be written");
    true
}

#[test]
fn the_runtime_may_have_another_path() {
    let sources = trunkline_codegen::source::Sources::single(
        "x.yaml",
        "trunkline: 1\nvendor: x\nbase: https://x.example\nendpoints:\n  ping: { get: /ping, returns: none }\n",
    );
    let compiled = trunkline_codegen::compile(&sources).unwrap_or_else(|report| panic!("{report}"));
    for (path, wanted) in [
        ("clients", "use ::clients::__rt::v1 as __rt;"),
        (
            "::platform::http",
            "use ::platform::http::__rt::v1 as __rt;",
        ),
        ("crate::vendored", "use crate::vendored::__rt::v1 as __rt;"),
    ] {
        let target = Target::with_runtime(path).expect("it is a path");
        let text = emit::render(emit::emit(&compiled.api, &target), "x.yaml", 1);
        assert!(text.contains(wanted), "{text}");
        assert!(!text.contains("trunkline::"), "{text}");
    }
    for path in ["", "::", "a::", "a b", "a::self", "crate", "1a", "a::<T>"] {
        assert!(Target::with_runtime(path).is_none(), "{path:?}");
    }
}
