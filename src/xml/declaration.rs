//! What stands in a declaration behind `<?xml` comes in; whether the document can be read goes out.

use super::scan::{Malformed, attribute};
use crate::shape::shortened;

/// A declaration may stand at the beginning, and name UTF-8 or what is contained in it.
pub(super) fn check_declaration(inside: &str, first: bool) -> Result<(), String> {
    if !first {
        return Err("broken XML: `<?xml` stands elsewhere than at the beginning".to_owned());
    }
    match encoding(inside) {
        Ok(None) => Ok(()),
        Ok(Some(name)) if is_read(name) => Ok(()),
        Ok(Some(name)) => {
            let name = shortened(name);
            Err(format!(
                "the document says that it is in `{name}`; only UTF-8 is read"
            ))
        }
        Err(Malformed) => {
            Err("broken XML: the declaration at the beginning is malformed".to_owned())
        }
    }
}

fn is_read(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours))
}

fn encoding(inside: &str) -> Result<Option<&str>, Malformed> {
    let mut rest = inside;
    while let Some(one) = attribute(rest)? {
        if one.key == "encoding" {
            return Ok(Some(one.value));
        }
        rest = one.rest;
    }
    Ok(None)
}
