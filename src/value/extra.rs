//! Fields that came although the spec does not declare them: `extra: keep` of the spec language.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::Json;

/// Fields that the spec does not declare, by name; a map otherwise.
///
/// Out of XML they are texts, as [`Json`] is there.
///
/// What they hold is not known, so it may be secret: `Debug` shows their names only.
///
/// ```
/// use trunkline::{Extra, Json};
///
/// let mut extra = Extra::default();
/// extra.insert("pin".to_owned(), Json::from("0000"));
/// assert_eq!(format!("{extra:?}"), r#"{"pin"}"#);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Extra(BTreeMap<String, Json>);

impl Deref for Extra {
    type Target = BTreeMap<String, Json>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Extra {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl FromIterator<(String, Json)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl IntoIterator for Extra {
    type Item = (String, Json);
    type IntoIter = std::collections::btree_map::IntoIter<String, Json>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
