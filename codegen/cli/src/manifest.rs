//! The manifest of the crate that clients go to: a feature for each vendor.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};
use trunkline_codegen::api::{Api, Format, Hook, SchemeKind, Verify};
use trunkline_codegen::emit::Module;
use trunkline_codegen::files::{Error, Output, Plan, Project};

use crate::outcome::Failure;

/// The crate's `Cargo.toml` with a feature for each module, which enables what the vendor needs of the runtime. What
/// else stands there stays as it is, and so do features of vendors that are gone: someone may depend on them.
pub(crate) fn output(
    folder: &Path,
    project: &Project,
    plan: &Plan,
    runtime: &str,
) -> Result<Output, Failure> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|cause| Error::Io {
        tried: "cannot read",
        path: path.clone(),
        cause,
    })?;
    let mut needs: Needs = plan
        .modules
        .iter()
        .map(|name| (name.clone(), None))
        .collect();
    for vendor in &project.vendors {
        needs.insert(Module::of(&vendor.api).name, Some(needed(&vendor.api)));
    }
    let text = with_features(&text, &needs, runtime).map_err(|why| {
        Failure::Usage(format!("`{}` cannot take features: {why}", path.display()))
    })?;
    Ok(Output { path, text })
}

/// The features of the runtime that each vendor needs. They are known of those that are generated now; the features
/// of the others stay as they are.
type Needs = BTreeMap<String, Option<Vec<&'static str>>>;

/// The features of the runtime that a vendor may need.
const OPTIONAL: [&str; 3] = ["digest", "webhook", "xml"];

fn needed(api: &Api) -> Vec<&'static str> {
    let digest = |kind: &SchemeKind| matches!(kind, SchemeKind::Digest { .. });
    let is_hashed = |hook: &Hook| matches!(hook.verify, Some(Verify::Hmac(_)));
    let needs = |feature: &&str| match *feature {
        "digest" => api.schemes.iter().any(|scheme| digest(&scheme.kind)),
        "webhook" => api.hooks.iter().any(is_hashed),
        _ => api.formats.contains(&Format::Xml),
    };
    OPTIONAL.into_iter().filter(needs).collect()
}

/// The manifest with a feature for each module.
fn with_features(text: &str, needs: &Needs, runtime: &str) -> Result<String, String> {
    let mut manifest: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.to_string())?;
    let runtime = runtime_dependency(&manifest, runtime);
    let features = manifest
        .entry("features")
        .or_insert_with(|| Item::Table(Table::new()));
    let features = features
        .as_table_like_mut()
        .ok_or("`features` is no table")?;
    let mut changed = false;
    for (name, needed) in needs {
        if !features.contains_key(name) {
            features.insert(name, Item::Value(Value::Array(Array::new())));
            changed = true;
        }
        if let (Some(needed), Some(runtime)) = (needed, &runtime) {
            for feature in OPTIONAL {
                let other = format!("{runtime}/{feature}");
                changed |= enable(features, name, &other, needed.contains(&feature))?;
            }
        }
    }
    Ok(match changed {
        true => manifest.to_string(),
        false => text.to_owned(),
    })
}

/// Lets a feature enable another of the runtime, or lets it no longer do so. Says whether that changed anything.
fn enable(
    features: &mut dyn TableLike,
    name: &str,
    other: &str,
    wanted: bool,
) -> Result<bool, String> {
    let enabled = features.get_mut(name).and_then(Item::as_array_mut);
    let enabled = enabled.ok_or_else(|| format!("the feature `{name}` is no list"))?;
    let at = enabled.iter().position(|one| one.as_str() == Some(other));
    match (wanted, at) {
        (true, None) => enabled.push(other),
        (false, Some(at)) => {
            enabled.remove(at);
        }
        (true, Some(_)) | (false, None) => return Ok(false),
    }
    Ok(true)
}

/// The dependency that the path of the runtime begins with; none where it is re-exported by the crate itself.
fn runtime_dependency(manifest: &DocumentMut, runtime: &str) -> Option<String> {
    let first = runtime.trim_start_matches("::").split("::").next()?;
    let dependencies = manifest.get("dependencies")?.as_table_like()?;
    let mut names = dependencies.iter().map(|(name, _)| name);
    let found = names.find(|name| name.replace('-', "_") == first)?;
    Some(found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Needs, with_features};

    const XML: &[&str] = &["xml"];
    const NOTHING: &[&str] = &[];

    fn modules<const N: usize>(all: [(&str, Option<&[&'static str]>); N]) -> Needs {
        all.map(|(name, needs)| (name.to_owned(), needs.map(<[_]>::to_vec)))
            .into()
    }

    #[test]
    fn features_are_added_and_nothing_else_moves() {
        let text = "[package]\nname = \"x\" # mine\n\n[features]\ndefault = [ \"a\" ]\n# about a\na = []\n\n[dependencies]\n";
        let all = modules([("a", Some(NOTHING)), ("b", Some(NOTHING))]);
        let after = with_features(text, &all, "::trunkline").expect("it is a manifest");
        assert_eq!(after, text.replace("a = []\n", "a = []\nb = []\n"));
        assert_eq!(
            with_features(&after, &modules([("b", None)]), "::trunkline").as_deref(),
            Ok(after.as_str())
        );
    }

    #[test]
    fn a_vendor_enables_what_it_needs_and_no_longer_what_it_does_not() {
        let before = "[features]\na = [\"mine\"]\nb = [\"trunk-line/xml\"]\nc = [\"trunk-line/xml\"]\n\n[dependencies]\ntrunk-line = \"1\"\n";
        let all = modules([
            ("a", Some(&["digest", "xml"])),
            ("b", Some(NOTHING)),
            ("c", None),
        ]);
        let after = with_features(before, &all, "::trunk_line").expect("it is a manifest");
        let wanted = before
            .replace(
                "[\"mine\"]",
                "[\"mine\", \"trunk-line/digest\", \"trunk-line/xml\"]",
            )
            .replace("b = [\"trunk-line/xml\"]", "b = []");
        assert_eq!(after, wanted);
        assert_eq!(
            with_features(&after, &all, "::trunk_line").as_deref(),
            Ok(after.as_str())
        );
    }

    #[test]
    fn a_runtime_that_is_no_dependency_has_no_features_to_enable() {
        let text = "[features]\na = []\n\n[dependencies]\nplatform = \"1\"\n";
        let all = modules([("a", Some(XML))]);
        assert_eq!(
            with_features(text, &all, "crate::trunkline").as_deref(),
            Ok(text)
        );
    }

    #[test]
    fn a_manifest_without_features_gets_some() {
        let text = "[package]\nname = \"x\"\n";
        let after = with_features(text, &modules([("a", None)]), "::trunkline");
        assert_eq!(
            after.as_deref(),
            Ok("[package]\nname = \"x\"\n\n[features]\na = []\n")
        );
    }

    #[test]
    fn what_is_no_manifest_is_left_alone() {
        for text in [
            "features = 1",
            "[",
            "[features]\na = 1\n[dependencies]\ntrunkline = \"1\"\n",
        ] {
            assert!(with_features(text, &modules([("a", Some(XML))]), "::trunkline").is_err());
        }
    }
}
