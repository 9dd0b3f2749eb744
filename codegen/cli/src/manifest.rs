//! The manifest of the crate that clients go to: a feature for each vendor.

use std::fs;
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, Value};
use trunkline_codegen::files::{Error, Output};

use crate::outcome::Failure;

/// The crate's `Cargo.toml` with a feature for each module. What else stands there stays as it is, and so do features
/// of vendors that are gone: someone may depend on them.
pub(crate) fn output(folder: &Path, modules: &[String]) -> Result<Output, Failure> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|cause| Error::Io {
        tried: "cannot read",
        path: path.clone(),
        cause,
    })?;
    let text = with_features(&text, modules).map_err(|why| {
        Failure::Usage(format!("`{}` cannot take features: {why}", path.display()))
    })?;
    Ok(Output { path, text })
}

fn with_features(text: &str, modules: &[String]) -> Result<String, String> {
    let mut manifest: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.to_string())?;
    let features = manifest
        .entry("features")
        .or_insert_with(|| Item::Table(Table::new()));
    let features = features
        .as_table_like_mut()
        .ok_or("`features` is no table")?;
    let missing: Vec<_> = modules
        .iter()
        .filter(|name| !features.contains_key(name))
        .collect();
    if missing.is_empty() {
        return Ok(text.to_owned());
    }
    for name in missing {
        features.insert(name, Item::Value(Value::Array(Array::new())));
    }
    Ok(manifest.to_string())
}

#[cfg(test)]
mod tests {
    use super::with_features;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn features_are_added_and_nothing_else_moves() {
        let text = "[package]\nname = \"x\" # mine\n\n[features]\ndefault = [ \"a\" ]\n# about a\na = []\n\n[dependencies]\n";
        let after = with_features(text, &names(&["a", "b"])).expect("it is a manifest");
        assert_eq!(after, text.replace("a = []\n", "a = []\nb = []\n"));
        assert_eq!(
            with_features(&after, &names(&["b"])).as_deref(),
            Ok(after.as_str())
        );
    }

    #[test]
    fn a_manifest_without_features_gets_some() {
        let after =
            with_features("[package]\nname = \"x\"\n", &names(&["a"])).expect("it is a manifest");
        assert_eq!(after, "[package]\nname = \"x\"\n\n[features]\na = []\n");
    }

    #[test]
    fn what_is_no_manifest_is_left_alone() {
        assert!(with_features("features = 1", &names(&["a"])).is_err());
        assert!(with_features("[", &names(&["a"])).is_err());
    }
}
