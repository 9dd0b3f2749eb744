//! A build script's view: what is written, what is left alone, and what is said where nothing can be.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use trunkline_build::{Config, Error, configure};

const SPEC: &str = "\
trunkline: 1
vendor: acme
base: https://acme.example
types:
  User: { id: int, name: str, kind: Kind }
  Kind: { enum: [a, b] }
endpoints:
  get_user: { get: '/users/{id:int}', returns: User }
  drop_user: { delete: '/users/{id:int}', returns: none, tags: [danger] }
";

/// A crate's folder with a spec in it.
struct Crate(TempDir);

impl Crate {
    fn new(spec: &str) -> Crate {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        fs::write(folder.path().join("acme.yaml"), spec).expect("a file can be written");
        Crate(folder)
    }

    fn config(&self) -> Config {
        configure()
            .spec(self.0.path().join("acme.yaml"))
            .out_dir(self.out())
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    fn made(&self, name: &str) -> String {
        fs::read_to_string(self.out().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

#[test]
fn a_spec_becomes_a_file() {
    let one = Crate::new(SPEC);
    one.config()
        .runtime_path("::clients")
        .module_name("acme", "parcels")
        .compile()
        .expect("the spec is right");
    let text = one.made("parcels.rs");
    assert!(text.contains("use ::clients::__rt::v1 as __rt;"), "{text}");
    assert!(!one.out().join("acme.rs").exists());
}

#[test]
fn what_the_user_adds_is_in_the_code() {
    let one = Crate::new(SPEC);
    one.config()
        .private_items()
        .type_attribute("User", "#[derive(Eq, Hash)]")
        .type_attribute("User", "#[must_use]")
        .feature_for_endpoint("drop_user", "admin")
        .feature_for_tag("danger", "danger")
        .compile()
        .expect("the settings hold");
    let text = one.made("acme.rs");
    for wanted in [
        "#[derive(Eq, Hash)]\n#[must_use]\n/// The vendor's `User`.",
        "#[cfg(any(feature = \"admin\", feature = \"danger\"))]\nmod __gated_0 {",
        "pub(crate) struct User {",
        "pub(crate) name: ::std::string::String,",
        "__rt::client!(Vendor, pub",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(
        !text.contains("pub struct") && !text.contains("pub fn"),
        "{text}"
    );
    let (open, gated) = text.split_once("mod __gated_0").expect("it has a gate");
    assert!(open.contains("fn get_user") && !open.contains("fn drop_user"));
    assert!(gated.contains("fn drop_user"));
}

#[test]
fn what_has_not_changed_is_not_made_again() {
    let one = Crate::new(SPEC);
    one.config().compile().expect("the spec is right");
    let first = one.made("acme.rs");
    let state = || {
        let entries = fs::read_dir(one.out()).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        let mut hidden = paths.filter(|path| path.extension().is_none());
        hidden.next().expect("the state is kept")
    };
    // An earlier run that was asked the same: what it says it made is taken for right, so that what is skipped shows.
    let earlier = fs::read_to_string(state()).expect("it is text");
    fs::write(state(), earlier.lines().next().expect("it has a line")).expect("it can be written");
    fs::write(one.out().join("acme.rs"), "kept").expect("it can be written");
    one.config().compile().expect("the spec is right");
    assert_eq!(one.made("acme.rs"), "kept", "nothing was asked anew");

    fs::write(state(), &earlier).expect("it can be written");
    one.config().compile().expect("the spec is right");
    assert_eq!(one.made("acme.rs"), first, "a changed output is made again");
    one.config()
        .private_items()
        .compile()
        .expect("the spec is right");
    assert_ne!(one.made("acme.rs"), first, "other settings give other code");
    fs::write(
        one.0.path().join("acme.yaml"),
        SPEC.replace("get_user", "find_user"),
    )
    .expect("it can be written");
    one.config().compile().expect("the spec is right");
    assert!(one.made("acme.rs").contains("fn find_user"));
}

#[test]
fn settings_that_cannot_be_followed_are_all_named() {
    let one = Crate::new(SPEC);
    let refused = one
        .config()
        .runtime_path("a b")
        .module_name("acmee", "x")
        .module_name("acme", "a-b")
        .type_attribute("Usr", "#[must_use]")
        .type_attribute("User", "derive(Hash)")
        .type_attribute("User", "#[derive(Hash, Debug)]")
        .type_attribute("Kind", "#[derive(serde::Serialize)]")
        .feature_for_endpoint("dropuser", "admin")
        .feature_for_endpoint("drop_user", "a b")
        .feature_for_tag("dangers", "admin")
        .compile()
        .expect_err("none of it can be done");
    assert!(matches!(&refused, Error::Settings(errors) if errors.len() == 10));
    assert_eq!(
        refused.to_string(),
        "\
`a b` is no path of a Rust crate or module
there is no vendor `acmee`: did you mean `acme`?
`a-b` is no name of a module
there is no type `Usr`: did you mean `User`?
`derive(Hash)` is no attribute: write it as in Rust, `#[derive(Hash)]`
the record `User` is `Debug` already
`Serialize` cannot be derived for `Kind`, since it would know neither its codecs nor its secrets: the feature `serde` of trunkline implements it
there is no endpoint `dropuser`: did you mean `drop_user`?
`a b` is no name of a feature
there is no tag `dangers`: did you mean `danger`?"
    );
    assert!(!one.out().exists());
}

#[test]
fn an_error_is_one_sentence_and_nothing_is_written() {
    let one = Crate::new(&SPEC.replace("returns", "retruns"));
    let broken = one.config().compile().expect_err("a key is misspelt");
    assert!(matches!(broken, Error::Specs(1)));
    assert_eq!(format!("{broken:?}"), "a spec has errors");
    assert!(!one.out().exists());

    let none = configure().out_dir(one.out()).compile();
    assert!(matches!(none, Err(Error::NoSpecs)));
    let missing = configure()
        .spec(one.0.path().join("nowhere"))
        .out_dir(one.out())
        .compile();
    assert!(matches!(missing, Err(Error::Files(_))));
}
