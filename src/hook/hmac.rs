//! A key and the pieces of a text in; whether a hash is theirs out, in constant time.

use ::hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};

use super::Hash;
use crate::value::Secret;

pub(super) fn is_of(hash: Hash, key: &Secret, pieces: &[&[u8]], shown: &[u8]) -> bool {
    match hash {
        Hash::Sha256 => check(
            Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()),
            pieces,
            shown,
        ),
        Hash::Sha512 => check(
            Hmac::<Sha512>::new_from_slice(key.expose().as_bytes()),
            pieces,
            shown,
        ),
    }
}

fn check<M: Mac, E>(mac: Result<M, E>, pieces: &[&[u8]], shown: &[u8]) -> bool {
    let Ok(mut mac) = mac else { return false };
    for piece in pieces {
        mac.update(piece);
    }
    mac.verify_slice(shown).is_ok()
}
