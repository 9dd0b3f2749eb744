//! Bytes come in, the place of the first that is sought goes out: they are looked at eight at a time.
//!
//! It is what the scanners of JSON and of XML do with texts, and no call, which for texts as short as most are would cost
//! more than the search.

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = EACH * 0x80;

/// Eight times this byte.
#[inline(always)]
pub(crate) const fn each(byte: u8) -> u64 {
    EACH * byte as u64
}

/// Marks the lowest of eight bytes that is this one by its highest bit. Bytes above that may be marked as well, bytes
/// below are not; other bits mean nothing.
#[inline(always)]
pub(crate) const fn is(eight: u64, byte: u8) -> u64 {
    below(eight ^ each(byte), 1)
}

/// The same of the lowest that is less than `limit`, which is 128 at most.
#[inline(always)]
pub(crate) const fn below(eight: u64, limit: u8) -> u64 {
    // What is taken away from a byte that is too small sets its highest bit, and may set that of bytes above.
    eight.wrapping_sub(each(limit)) & !eight
}

/// The place of the first byte from `at` on that is sought; the length if there is none.
///
/// `marks` marks such a byte among eight, and `is_sought` says it of one.
#[inline(always)]
pub(crate) fn find(
    bytes: &[u8],
    mut at: usize,
    marks: impl Fn(u64) -> u64,
    is_sought: impl Fn(u8) -> bool,
) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let found = marks(u64::from_le_bytes(*eight)) & HIGHEST;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|&byte| is_sought(byte));
    at + found.unwrap_or(rest.len())
}

/// Whether two texts of one length are the same. Of keys and names, which are short, it takes a third of what `==` takes,
/// which is a call.
#[inline(always)]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        ..4 => one.iter().eq(other),
        4..8 => {
            one.first_chunk::<4>() == other.first_chunk()
                && one.last_chunk::<4>() == other.last_chunk()
        }
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk()
                && one.last_chunk::<8>() == other.last_chunk()
        }
        // The last eight are compared with some before them again, where the length is no multiple.
        _ => {
            let eights = one.chunks_exact(8).eq(other.chunks_exact(8));
            eights && one.last_chunk::<8>() == other.last_chunk()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn eight_bytes_at_a_time_find_what_one_finds(bytes in prop::collection::vec(
            prop_oneof![8 => any::<u8>(), 1 => Just(b'"'), 1 => Just(b'\\'), 1 => 0_u8..0x22], 0..40,
        )) {
            let sought = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
            let first = bytes.iter().position(|byte| sought(*byte)).unwrap_or(bytes.len());
            let marks = |eight| is(eight, b'"') | is(eight, b'\\') | below(eight, 0x20);
            prop_assert_eq!(find(&bytes, 0, marks, sought), first);
        }

        #[test]
        fn the_same_keys_are_the_same(key in "[a-c]{0,40}", at in 0_usize..40, other in b'a'..=b'd') {
            let mut changed = key.clone().into_bytes();
            if let Some(byte) = changed.get_mut(at) {
                *byte = other;
            }
            prop_assert_eq!(same(key.as_bytes(), &changed), key.as_bytes() == changed);
        }
    }
}
