//! Specs on a disk: what is found, how files are named, what a name in a spec cannot reach.

use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::files::{Error, Project, find, load};
use trunkline_codegen::source::Role;

fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it stands in a folder"))
        .expect("a folder can be made");
    fs::write(&path, text).expect("a file can be written");
    path
}

fn spec(vendor: &str, example: &str) -> String {
    format!(
        "trunkline: 1\nvendor: {vendor}\nbase: https://x.example\nendpoints:\n  ping:\n    get: /ping\n    returns: json\n    examples: [ {{ reply: {example} }} ]\n"
    )
}

#[test]
fn folders_files_and_folders_of_both_are_specs() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path();
    put(root, "specs/b/vendor.yaml", "");
    put(root, "specs/b/more.yaml", "");
    put(root, "specs/b/examples/deep/x.json", "{}");
    put(root, "specs/b/notes.txt", "");
    put(root, "specs/a.yaml", "");
    put(root, "specs/README.md", "");
    put(root, "specs/.hidden.yaml", "");
    put(root, "specs/no_vendor/x.yaml", "");

    let paths = [
        root.join("specs"),
        root.join("specs/b"),
        root.join("specs/./a.yaml"),
    ];
    let search = find(&paths).expect("all can be read");
    let heads: Vec<_> = search
        .heads
        .iter()
        .map(|head| head.path.strip_prefix(root).expect("inside"))
        .collect();
    assert_eq!(
        heads,
        [Path::new("specs/a.yaml"), Path::new("specs/b/vendor.yaml")],
        "each once, in order"
    );
    assert_eq!(search.folders, [root.join("specs")]);

    let vendor = load(&search.heads[1]).expect("it can be read");
    let files: Vec<_> = vendor
        .sources
        .iter()
        .map(|(_, file)| (file.role, file.path.as_str()))
        .collect();
    let wanted = [
        (Role::Head, "vendor.yaml"),
        (Role::Sample, "examples/deep/x.json"),
        (Role::Part, "more.yaml"),
    ];
    assert_eq!(files, wanted);
    assert_eq!(vendor.label, "specs/b/vendor.yaml");
    assert!(
        vendor.watched.contains(&root.join("specs/b")),
        "a new file there is noticed"
    );

    let empty = put(root, "empty/x.txt", "");
    let empty = empty.parent().expect("it stands in a folder").to_owned();
    assert!(matches!(find(&[empty]), Err(Error::NoSpec(_))));
    assert!(matches!(
        find(&[root.join("nowhere")]),
        Err(Error::Io { .. })
    ));
}

#[test]
fn no_name_in_a_spec_leads_out_of_its_folder() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path();
    let outside = put(root, "secret.json", "{}");
    put(root, "acme/examples/ok.json", "{}");
    let outside = outside.display().to_string();
    for (name, found) in [
        ("examples/ok.json", true),
        ("./examples/ok.json", true),
        ("../secret.json", false),
        ("examples/../../secret.json", false),
        (outside.as_str(), false),
    ] {
        put(
            root,
            "acme/vendor.yaml",
            &spec("acme", &format!("'{name}'")),
        );
        let project = Project::open(&[root.join("acme")]).expect("the files can be read");
        assert_eq!(
            !project.has_errors(),
            found,
            "{name}: {}",
            project.reports[0]
        );
    }
}
