//! What stands in place of digest authentication without the feature `digest`: a login that cannot be had.

use bytes::Bytes;

use crate::value::Secret;

pub(crate) enum Login {}

#[derive(Default)]
pub(crate) struct Round {
    pub(crate) hidden: Vec<Secret>,
    pub(crate) problem: Option<String>,
}

impl Login {
    pub(crate) fn new(_: &Secret, _: &Secret) -> Result<Self, String> {
        Err("digest authentication needs the feature `digest` of trunkline".to_owned())
    }

    pub(crate) fn show<B>(&self, _: &mut Round, _: &mut http::Request<B>) {
        match *self {}
    }

    pub(crate) fn hear(&self, _: &mut Round, _: &http::Response<Bytes>) -> bool {
        match *self {}
    }
}
