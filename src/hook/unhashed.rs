//! What stands in place of keyed hashes without the feature `webhook`: nothing is proven.

use super::Hash;
use crate::value::Secret;

pub(super) fn is_of(_: Hash, _: &Secret, _: &[&[u8]], _: &[u8]) -> bool {
    false
}
