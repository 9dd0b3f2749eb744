//! The command, the build script and the derive write the same code for the same spec.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quote::quote;
use trunkline_codegen::emit;

// The derive's own files: a crate of macros exports nothing that a test could call.
#[path = "../../macros/src/expand.rs"]
mod expand;
#[path = "../../macros/src/input.rs"]
mod input;

#[test]
fn three_fronts_write_one_client() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().expect("the workspace is there");
    let made = tempfile::tempdir().expect("there is room for a folder");
    let mut count = 0;
    for specs in ["specs", "codegen/core/tests/golden"] {
        let folder = root.join(specs);
        let (by_command, by_script) = (made.path().join("command"), made.path().join("script"));
        let status = Command::new(env!("CARGO_BIN_EXE_trunkline"))
            .arg("generate")
            .arg(&folder)
            .arg("--out")
            .arg(&by_command)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{specs}");
        trunkline_build::configure()
            .spec(&folder)
            .out_dir(&by_script)
            .compile()
            .expect("the specs are right");
        for (vendor, spec) in vendors(&folder) {
            let file = format!("{vendor}.rs");
            let command = read(&by_command.join(&file));
            assert!(
                command == read(&by_script.join(&file)),
                "{vendor}, build script"
            );
            assert!(
                items(&command) == items(&derived(&root, &spec)),
                "{vendor}, derive"
            );
            count += 1;
        }
    }
    assert!(count >= 8, "the specs were found: {count}");
}

/// The specs of a folder, by the vendor's name.
fn vendors(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let specs = paths.filter(|path| {
        path.join("vendor.yaml").is_file() || path.extension().is_some_and(|end| end == "yaml")
    });
    let named = specs.map(|path| {
        let name = path.file_stem().expect("it has a name").to_string_lossy();
        (name.into_owned(), path)
    });
    named.collect()
}

/// What stands in the module that the derive makes, rendered as the others render it.
fn derived(root: &Path, spec: &Path) -> String {
    let below = spec
        .strip_prefix(root)
        .expect("it is there")
        .display()
        .to_string();
    let tokens = quote!(
        #[vendor(spec = #below)]
        pub struct Acme;
    );
    let file: syn::File =
        syn::parse2(expand::expand(tokens, root)).expect("the derive writes whole items");
    let module = file.items.into_iter().find_map(|item| match item {
        syn::Item::Mod(module) => module.content,
        _ => None,
    });
    let (_, items) = module.expect("it has a module");
    // Constants without a name only tell rustc which files were read.
    let items = items
        .iter()
        .filter(|item| !matches!(item, syn::Item::Const(one) if one.ident == "_"));
    emit::render(quote!(#(#items)*), "a spec", 1)
}

/// The file below its header.
fn items(text: &str) -> &str {
    text.split_once("\n\n").expect("it has a header").1
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
